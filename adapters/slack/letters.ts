import { CHAT_WORDING } from '../../src/assistant/chat-wording.ts';
import type { Letter } from '../../src/assistant/letter.ts';
import type { Reply } from '../../src/assistant/reply.ts';
import { showLetter } from '../../src/assistant/show-letter.ts';
import type { Language } from '../../src/knowledge/fields.ts';
import { type Message, faint, messagesOf, text } from './message.ts';
import { bold, escape } from './mrkdwn.ts';
import { partsOf } from './render.ts';

const NO_BUTTONS = { question: undefined, delivery: undefined, canShare: false };

/** What the association sends unasked. What people typed in it is quoted, never read as markup. */
export function renderLetter(
  letter: Letter,
  show: (entry: string, language: Language) => Reply | undefined,
): Message[] {
  const { language, heading, quoted, text: about, reply } = showLetter(letter, show);
  return messagesOf(
    [
      text(bold(escape(heading))),
      ...(letter.kind === 'personal-reply' && about !== undefined ? [faint(escape(about))] : []),
      ...(quoted === undefined ? [] : [text(escape(quoted))]),
      ...(letter.kind !== 'personal-reply' && about !== undefined ? [faint(escape(about))] : []),
      ...(reply ? partsOf(reply, NO_BUTTONS) : []),
    ],
    escape(heading),
    escape(CHAT_WORDING[language].continued),
  );
}
