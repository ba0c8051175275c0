import { without, type NameMention, type Names } from './entities/names.ts';
import type { Profile } from './profile.ts';
import { normalise } from './text/normalise.ts';
import { letterOf, splitRuns, type ReadRun } from './text/tokens.ts';

const QUOTES = /[《》〈〉“”"]/g;
const isProper = ({ named }: NameMention): boolean =>
  named.kind === 'instrument' || named.kind === 'agreement' || named.kind === 'authority';

/** What is asked, whichever of their names instruments, agreements and authorities go by; nothing where it has none. */
function whateverTheName(text: string, names: Names): string | undefined {
  const bare = text.replace(QUOTES, '');
  const proper = names.find(bare).filter(isProper);
  if (proper.length === 0) return undefined;
  const said = splitRuns(without(bare, proper)).map((run) => run.text);
  return [...proper.map(({ named }) => named.id), ...said].join(' ');
}

const titlesOf = ({ candidate }: Profile): readonly string[] => {
  const { zh, en } = candidate.kind === 'entry' ? candidate.entry.question : candidate.guide.title;
  return [normalise(zh), normalise(en)];
};

/** Finds what is asked in the very words that reviewers gave it: such a question needs no likelihood. */
export class Verbatim {
  readonly #byLetter: ReadonlyMap<string, Profile>;
  /** Titles, by their words and the names in them. */
  readonly #byTitle: ReadonlyMap<string, Profile>;

  constructor(
    profiles: readonly Profile[],
    private readonly names: Names,
  ) {
    this.#byLetter = ofOneOnly(profiles, ({ letters }) => letters);
    this.#byTitle = ofOneOnly(profiles, (profile) =>
      titlesOf(profile).flatMap((title) => whateverTheName(title, names) ?? []),
    );
  }

  /** @param text normalised */
  find(text: string, runs: readonly ReadRun[]): Profile | undefined {
    const known = this.#byLetter.get(letterOf(runs));
    if (known) return known;
    const asked = whateverTheName(text, this.names);
    return asked === undefined ? undefined : this.#byTitle.get(asked);
  }
}

/** What several have in common tells none of them. */
function ofOneOnly(
  profiles: readonly Profile[],
  keysOf: (profile: Profile) => readonly string[],
): ReadonlyMap<string, Profile> {
  const byKey = new Map<string, Profile>();
  const shared = new Set<string>();
  for (const profile of profiles)
    for (const key of keysOf(profile)) {
      const known = byKey.get(key);
      if (known && known !== profile) shared.add(key);
      byKey.set(key, profile);
    }
  for (const key of shared) byKey.delete(key);
  return byKey;
}
