import { CHAT_WORDING } from '../../src/assistant/chat-wording.ts';
import type { PersonBook, PersonId } from '../../src/assistant/ports.ts';
import type { Language } from '../../src/knowledge/fields.ts';
import { type Message, buttons, messagesOf, text } from './message.ts';
import { escape } from './mrkdwn.ts';
import { destinationTo } from './outgoing.ts';
import { renderWords, verbValue } from './render.ts';
import type { Job } from './job.ts';
import type { Asker, IncomingOf } from './incoming.ts';

/** Roles count only in the association's own workspace. */
export async function isModerator(
  { team }: Asker,
  person: PersonId,
  homeTeam: string,
  people: PersonBook,
): Promise<boolean> {
  if (team !== homeTeam) return false;
  const roles = await people.rolesOf(person);
  return roles.includes('moderator') || roles.includes('publisher');
}

/** What would be sent to the asker, to be confirmed. */
function renderProposal(proposal: number, reply: string, language: Language): Message[] {
  const words = CHAT_WORDING[language];
  return messagesOf(
    [
      text(escape(words.sendConfirm)),
      text(escape(reply)),
      ...buttons({
        verb: 'send',
        value: verbValue(proposal, language),
        label: words.sendToAsker,
        style: 'primary',
      }),
    ],
    escape(words.sendConfirm),
    escape(words.continued),
  );
}

/** A moderator's reply in a case's thread is kept, and goes out when it is confirmed. */
export async function workCaseReply(
  job: Job<IncomingOf<'case-reply'>>,
  asQuestion: () => Promise<void>,
): Promise<void> {
  const { incoming: written, place, person, parts } = job;
  const { asker, isMention } = written;
  const at = destinationTo(parts.homeTeam, place.channel, place.thread);
  const open = await parts.ledger.read.cases.findByPost(at);
  if (!open) return isMention ? asQuestion() : job.finish(() => Promise.resolve());
  const language = (await job.language(open.question)) ?? 'zh';
  if (!(await isModerator(asker, person, parts.homeTeam, parts.ledger.read.people)))
    return job.whisper(CHAT_WORDING[language].notModerator, language);
  if (written.text === '') return job.finish(() => Promise.resolve());
  return job.finish(async (posting, records) => {
    const proposal = await records.cases.propose(open.id, person, written.text);
    await posting.reply(place, renderProposal(proposal, written.text, language));
  });
}

/** The moderator confirmed: the reply goes to the asker, marked as a personal one. */
export async function workSend(job: Job<IncomingOf<'send'>>): Promise<void> {
  const { incoming: clicked, place, person, parts } = job;
  const { proposal: id, language, at, asker } = clicked;
  const words = CHAT_WORDING[language];
  if (!(await isModerator(asker, person, parts.homeTeam, parts.ledger.read.people)))
    return job.whisper(words.notModerator, language);
  const proposal = await parts.ledger.read.cases.findProposal(id);
  const outcome =
    proposal && (await parts.answerCase({ case: proposal.case, text: proposal.text, by: { person } }));
  if (outcome?.kind === 'denied') return job.whisper(words.notModerator, language);
  const isSent = outcome?.kind === 'case-answered';
  const told = isSent ? words.sent : words.alreadyAnswered;
  const quoted = proposal && isSent ? [text(escape(proposal.text))] : [];
  await job.finish((posting) => posting.replace(place, at, renderWords(told, language, ...quoted)));
}
