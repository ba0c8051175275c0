import Fuse from 'fuse.js';
import type { Language } from '../knowledge/fields.ts';
import type { Snapshot } from '../knowledge/snapshot.ts';
import { normalise } from './text/normalise.ts';

export interface Suggestion {
  /** Id of the entry or guide that the suggestion leads to; absent for a term, which is only completed. */
  readonly id: string | undefined;
  readonly text: string;
  /** Where `text` matches what was typed: [first, last] in UTF-16 units, both inclusive. */
  readonly marks: readonly (readonly [number, number])[];
}

interface Suggestible {
  readonly id: string | undefined;
  readonly text: string;
  readonly normal: string;
}

/** Longer input is no longer a prefix that type-ahead can help with. */
const LONGEST_TYPED = 64;

function suggestibles(snapshot: Snapshot, language: Language): Suggestible[] {
  const titles = Array.from(snapshot.entries.values(), ({ id, question }) => ({
    id,
    text: question[language],
  }));
  const guides = Array.from(snapshot.guides.values(), ({ id, title }) => ({ id, text: title[language] }));
  const terms = snapshot.terms
    .filter(({ kind }) => kind !== 'jurisdiction')
    .map((term) => ({ id: undefined, text: term[language] }));
  return [...titles, ...guides, ...terms].map((each) => ({ ...each, normal: normalise(each.text) }));
}

/** Type-ahead over titles and terms with fuse.js: forgiving of slips, never its extended search. */
export class Suggester {
  readonly #byLanguage: Readonly<Record<Language, Fuse<Suggestible>>>;

  constructor(snapshot: Snapshot) {
    const index = (language: Language) =>
      new Fuse(suggestibles(snapshot, language), {
        keys: ['normal'],
        includeMatches: true,
        ignoreLocation: true,
        threshold: 0.35,
        minMatchCharLength: 2,
      });
    this.#byLanguage = { zh: index('zh'), en: index('en') };
  }

  suggest(typed: string, language: Language, most: number): Suggestion[] {
    const normal = normalise(typed).slice(0, LONGEST_TYPED);
    if (normal === '') return [];
    return this.#byLanguage[language].search(normal, { limit: most }).map(({ item, matches }) => ({
      id: item.id,
      text: item.text,
      // Marks are found in the normal form; they fit the text itself only where normalising kept its length.
      marks: item.normal.length === item.text.length ? (matches?.[0]?.indices ?? []) : [],
    }));
  }
}
