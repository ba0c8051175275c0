import type { Entry } from '../entry.ts';
import { LANGUAGES, type Language } from '../fields.ts';
import type { FieldPath } from '../places.ts';

/** One way to ask an entry: its question or a phrasing. */
export interface Wording {
  readonly entry: Entry;
  readonly language: Language;
  readonly path: FieldPath;
  readonly text: string;
}

export const wordingsOf = (entry: Entry): Wording[] =>
  LANGUAGES.flatMap((language) => [
    { entry, language, path: ['question', language], text: entry.question[language] },
    ...entry.phrasings[language].map((text, index) => ({
      entry,
      language,
      path: ['phrasings', language, index],
      text,
    })),
  ]);
