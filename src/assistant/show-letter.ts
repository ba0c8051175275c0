import type { Language } from '../knowledge/fields.ts';
import { CHAT_WORDING } from './chat-wording.ts';
import type { Letter } from './letter.ts';
import type { Reply } from './reply.ts';

/** A letter as every platform shows it, in this order. */
export interface ShownLetter {
  readonly language: Language;
  readonly heading: string;
  /** Plain text, as typed by a person: never read as markup. */
  readonly quoted: string | undefined;
  /** What to do about it. */
  readonly text: string | undefined;
  /** The answer as it stands now. */
  readonly reply: Reply | undefined;
}

/**
 * Puts a letter into words.
 * @param show the entry of a correction as it stands now; undefined when it is withdrawn
 */
export function showLetter(
  letter: Letter,
  show: (entry: string, language: Language) => Reply | undefined,
): ShownLetter {
  const language = letter.language ?? 'zh';
  const words = CHAT_WORDING[language];
  switch (letter.kind) {
    case 'case':
      return {
        language,
        heading: words.caseOpened(letter.case),
        quoted: letter.question,
        text: words.howToAnswerCase,
        reply: undefined,
      };
    case 'personal-reply':
      return {
        language,
        heading: words.personalReply,
        quoted: letter.text,
        text: words.personalReplyTo(letter.question),
        reply: undefined,
      };
    case 'correction': {
      const reply = show(letter.entry, language);
      const heading = reply ? words.corrected : words.withdrawn;
      return { language, heading, quoted: undefined, text: undefined, reply };
    }
  }
}
