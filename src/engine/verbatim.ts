import type { Profile } from './profile.ts';
import { letterOf, type ReadRun } from './text/tokens.ts';

/** Finds what is asked in the very words that reviewers gave it: such a question needs no likelihood. */
export class Verbatim {
  readonly #byLetter = new Map<string, Profile>();

  constructor(profiles: readonly Profile[]) {
    const shared = new Set<string>();
    for (const profile of profiles)
      for (const letter of profile.letters) {
        const known = this.#byLetter.get(letter);
        if (known && known !== profile) shared.add(letter);
        this.#byLetter.set(letter, profile);
      }
    for (const letter of shared) this.#byLetter.delete(letter);
  }

  find(runs: readonly ReadRun[]): Profile | undefined {
    return this.#byLetter.get(letterOf(runs));
  }
}
