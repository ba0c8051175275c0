import { ButtonStyle } from 'discord.js';
import type { Assistant } from '../../src/assistant/assistant.ts';
import type { Letter } from '../../src/assistant/letter.ts';
import type { ChatRecords } from '../../src/assistant/ports.ts';
import { showLetter } from '../../src/assistant/show-letter.ts';
import { bold, escapeText, textUnits } from './markup.ts';
import { type Message, button, buttonRows, toMessages } from './message.ts';
import { COLOR, renderReply } from './render.ts';
import { DISCORD_WORDS } from './words.ts';

/** What the association itself sends, as messages. */
export function renderLetter(letter: Letter, assistant: Assistant<ChatRecords>): readonly Message[] {
  const { language, heading, quoted, text, reply } = showLetter(letter, (entry, spoken) =>
    assistant.show(entry, spoken),
  );
  const { answerCase, howToAnswer } = DISCORD_WORDS[language];
  const isCase = letter.kind === 'case';
  const about = isCase ? howToAnswer : text;
  const answer = isCase
    ? button({ kind: 'answer', language, to: String(letter.case) }, answerCase, ButtonStyle.Primary)
    : undefined;
  const opening = toMessages({
    lead: [{ markup: bold(heading), gap: '\n\n' }],
    body: [
      ...(quoted === undefined ? [] : textUnits(quoted)),
      ...(about === undefined ? [] : textUnits(about, '\n\n', (part) => `-# ${escapeText(part)}`)),
    ],
    color: COLOR.notice,
    rows: buttonRows([answer]),
  });
  return reply ? [...opening, ...renderReply(reply, {})] : opening;
}
