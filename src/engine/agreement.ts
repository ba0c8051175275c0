import type { Jurisdiction } from '../knowledge/fields.ts';
import { overlaps } from './entities/counts.ts';
import type { Named, Names } from './entities/names.ts';
import type { Subject } from './entities/subject.ts';
import type { Profile } from './profile.ts';

/** The asker's own jurisdiction, meant where a question names none. */
export const HOME = 'CN' as Jurisdiction;

/** How a question and an entry agree on what both name. */
export interface Agreement {
  /** What the question names and the entry does not speak of at all: it may not be answered with this entry. */
  readonly missing: readonly Named[];
  /** What the question names and only the entry's text mentions, in passing. */
  readonly passing: readonly Named[];
  /** Nothing is named, and the entry is about another jurisdiction than the asker's. */
  readonly foreign: boolean;
  readonly counts: 'none' | 'agree' | 'differ';
  /** The question is on imports and the entry on exports only, or the other way about. */
  readonly wrongDirection: boolean;
}

type Level = 'heading' | 'passing' | 'missing';

function levelOfJurisdiction(place: Jurisdiction, profile: Profile, names: Names): Level {
  const covered = (rules: Iterable<Jurisdiction>) =>
    [...rules].some((rule) => names.covers(rule, place) || names.covers(place, rule));
  if (covered(profile.jurisdictions) || covered(profile.heading.jurisdictions.keys())) return 'heading';
  return covered(profile.body().jurisdictions.keys()) ? 'passing' : 'missing';
}

function levelOfInstrument(id: string, profile: Profile): Level {
  if (profile.instruments.some((instrument) => instrument === id) || profile.heading.instruments.has(id))
    return 'heading';
  return profile.body().instruments.has(id) ? 'passing' : 'missing';
}

/** The named jurisdictions that the answer must speak of: the asker's own goes without saying beside another. */
const decisive = (asked: Subject): [Jurisdiction, Named][] => {
  const all = [...asked.jurisdictions];
  const abroad = all.filter(([place]) => place !== HOME);
  return abroad.length > 0 ? abroad : all;
};

function compareCounts(asked: Subject, heading: Subject): Agreement['counts'] {
  if (asked.counts.length === 0 || heading.counts.length === 0) return 'none';
  const agrees = asked.counts.every((count) => heading.counts.some((covered) => overlaps(count, covered)));
  return agrees ? 'agree' : 'differ';
}

export function compare(asked: Subject, profile: Profile, names: Names): Agreement {
  const levels: [Level, Named][] = [
    ...decisive(asked).map(([place, named]): [Level, Named] => [
      levelOfJurisdiction(place, profile, names),
      named,
    ]),
    ...[...asked.instruments].map(([id, named]): [Level, Named] => [levelOfInstrument(id, profile), named]),
  ];
  const at = (wanted: Level) => levels.filter(([level]) => level === wanted).map(([, named]) => named);
  const isAtHome = profile.jurisdictions.some((place) => place === 'INT' || names.covers(HOME, place));
  const [direction] = asked.directions;
  const spoken = profile.heading.directions;
  return {
    missing: at('missing'),
    passing: at('passing'),
    foreign: levels.length === 0 && !isAtHome,
    counts: compareCounts(asked, profile.heading),
    wrongDirection:
      asked.directions.size === 1 && spoken.size === 1 && direction !== undefined && !spoken.has(direction),
  };
}
