import type { Entry } from '../entry.ts';
import { LANGUAGES, type Language } from '../fields.ts';
import type { FieldPath } from '../places.ts';
import { type Owned, foldForComparison } from './similarity.ts';

/** One way to ask an entry: its question or a phrasing. */
export interface Wording {
  readonly entry: Entry;
  readonly language: Language;
  readonly path: FieldPath;
  readonly text: string;
  /** The text as compared. */
  readonly folded: string;
}

/** As it is compared with those of others. */
export const owned = ({ folded, entry }: Wording): Owned => ({ folded, owner: entry.id });

const readWordings = (entry: Entry): readonly Wording[] =>
  LANGUAGES.flatMap((language) =>
    [entry.question[language], ...entry.phrasings[language]].map((text, index) => ({
      entry,
      language,
      path: index === 0 ? ['question', language] : ['phrasings', language, index - 1],
      text,
      folded: foldForComparison(text),
    })),
  );

const known = new WeakMap<Entry, readonly Wording[]>();

/** Read once for each entry: an edit leaves most as they are. */
export function wordingsOf(entry: Entry): readonly Wording[] {
  const wordings = known.get(entry) ?? readWordings(entry);
  known.set(entry, wordings);
  return wordings;
}
