import type { Language } from '../../../src/knowledge/fields.ts';
import { LANGUAGE_TAG } from '../words.ts';

interface FaultNoteProps {
  readonly language: Language;
  readonly sentence: string;
}

/** What kept a question from its reply. */
export const FaultNote = ({ language, sentence }: FaultNoteProps) => (
  <p class="notice" lang={LANGUAGE_TAG[language]}>
    <span class="mark" aria-hidden="true">
      !
    </span>
    <span>{sentence}</span>
  </p>
);
