import type { Entry } from '../knowledge/entry.ts';
import type { Guide } from '../knowledge/guide.ts';
import { without, type NameMention, type Names } from './entities/names.ts';
import type { Profile } from './profile.ts';
import type { QuestionText } from './question-text.ts';
import { normalise } from './text/normalise.ts';
import { letterOf, splitRuns } from './text/tokens.ts';

const NO_DIGITS = /\D/g;
const QUOTES = /[《》〈〉“”"]/g;
const isProper = ({ named }: NameMention): boolean =>
  named.kind === 'instrument' || named.kind === 'agreement' || named.kind === 'authority';

/** What is asked, whichever of their names instruments, agreements and authorities go by; nothing where it has none. */
function whateverTheName(text: string, names: Names): string | undefined {
  const bare = text.replace(QUOTES, '');
  const proper = names.find(bare).filter(isProper);
  if (proper.length === 0) return undefined;
  const said = splitRuns(without(bare, proper)).map((run) => run.text);
  // The number of an order or a version in its name tells it from others that go by that name.
  const called = proper.map(
    ({ named, start, end }) => `${named.id} ${bare.slice(start, end).replace(NO_DIGITS, '')}`,
  );
  return [...called, ...said].join(' ');
}

/** By the entry or guide: most stay the same from one engine to the next. */
const keysByNames = new WeakMap<Names, WeakMap<Entry | Guide, readonly string[]>>();

function titleKeysOf({ candidate }: Profile, names: Names): readonly string[] {
  const keysOf = keysByNames.get(names) ?? new WeakMap<Entry | Guide, readonly string[]>();
  keysByNames.set(names, keysOf);
  const document = candidate.kind === 'entry' ? candidate.entry : candidate.guide;
  const { zh, en } = 'question' in document ? document.question : document.title;
  const keys =
    keysOf.get(document) ?? [zh, en].flatMap((title) => whateverTheName(normalise(title), names) ?? []);
  keysOf.set(document, keys);
  return keys;
}

/** Of a question that is kept, once for the names that it was read under. */
const keys = new WeakMap<QuestionText, { readonly key: string | undefined }>();

function keyOf(question: QuestionText, names: Names): string | undefined {
  const known = keys.get(question) ?? { key: whateverTheName(question.text, names) };
  keys.set(question, known);
  return known.key;
}

/** Finds what is asked in the very words that reviewers gave it: such a question needs no likelihood. */
export class Verbatim {
  readonly #byLetter: ReadonlyMap<string, Profile | undefined>;
  /** Titles, by their words and the names in them. */
  readonly #byTitle: ReadonlyMap<string, Profile | undefined>;

  constructor(
    profiles: readonly Profile[],
    private readonly names: Names,
  ) {
    this.#byLetter = ofOneOnly(profiles, ({ letters }) => letters);
    this.#byTitle = ofOneOnly(profiles, (profile) => titleKeysOf(profile, names));
  }

  find(question: QuestionText): Profile | undefined {
    const letter = letterOf(question.runs);
    if (this.#byLetter.has(letter)) return this.#byLetter.get(letter);
    const asked = keyOf(question, this.names);
    return asked === undefined ? undefined : this.#byTitle.get(asked);
  }
}

/** What several have in common tells none of them. */
function ofOneOnly(
  profiles: readonly Profile[],
  keysOf: (profile: Profile) => readonly string[],
): ReadonlyMap<string, Profile | undefined> {
  const byKey = new Map<string, Profile | undefined>();
  for (const profile of profiles)
    for (const key of keysOf(profile))
      byKey.set(key, byKey.has(key) && byKey.get(key) !== profile ? undefined : profile);
  return byKey;
}
