import { ButtonStyle } from 'discord.js';
import { CHAT_WORDING } from '../../src/assistant/chat-wording.ts';
import type { Errand } from './errand.ts';
import { bold, textUnits } from './markup.ts';
import { button, buttonRows, plainMessage, toMessages } from './message.ts';
import { COLOR } from './render.ts';

/**
 * Keeps what a moderator wrote in reply to a case's message, and asks whether it is to be sent.
 * @returns false when it is no moderator, or the message stands for no open case
 */
export async function proposeAnswer(repliedTo: string, text: string, errand: Errand): Promise<boolean> {
  const { parts, event, spoken: language } = errand;
  const moderator = await parts.moderators.find(event.user, event.place.guild);
  const found = moderator && (await parts.ledger.read.cases.findByPost(repliedTo));
  if (!moderator || !found || text === '') return false;
  const { sendConfirm, sendToAsker } = CHAT_WORDING[language];
  await parts.ledger.write(async (records) => {
    const proposal = await records.cases.propose(found.id, moderator, text);
    const send = button({ kind: 'send', language, to: String(proposal) }, sendToAsker, ButtonStyle.Primary);
    const lead = [{ markup: bold(sendConfirm), gap: '\n\n' as const }];
    await errand.finish(
      records,
      toMessages({ lead, body: textUnits(text), color: COLOR.choice, rows: buttonRows([send]) }),
    );
  });
  return true;
}

/** Sends what was proposed, once it is confirmed by a moderator. */
export async function sendProposal(
  { proposal }: { readonly proposal: number },
  errand: Errand,
): Promise<void> {
  const proposed = await errand.parts.ledger.read.cases.findProposal(proposal);
  if (proposed) await answerCase(proposed, errand);
  else await errand.done(plainMessage(CHAT_WORDING[errand.spoken].alreadyAnswered));
}

/** Sends a moderator's answer to the asker; a second one to the same case is told that it comes too late. */
export async function answerCase(
  answer: { readonly case: number; readonly text: string },
  errand: Errand,
): Promise<void> {
  const { parts, event, spoken: language } = errand;
  const { sent, alreadyAnswered, notModerator } = CHAT_WORDING[language];
  const moderator = await parts.moderators.find(event.user, event.place.guild);
  const outcome = moderator
    ? await parts.answerCase({ case: answer.case, text: answer.text, moderator })
    : 'forbidden';
  const told = { sent, 'not-open': alreadyAnswered, forbidden: notModerator };
  await errand.done(plainMessage(told[outcome]));
}
