import type { Jurisdiction } from '../knowledge/fields.ts';
import { isRange, overlaps, type CountRange } from './entities/counts.ts';
import type { Named, Names } from './entities/names.ts';
import type { Subject } from './entities/subject.ts';
import type { Profile } from './profile.ts';

/** The asker's own jurisdiction, meant where a question names none. */
const HOME = 'CN' as Jurisdiction;

/** How a question and an entry agree on what both name. */
export interface Agreement {
  /** The question names something, and all of it stands in the entry's heading. */
  readonly named: boolean;
  /** What the question names and the entry does not speak of at all: it may not be answered with this entry. */
  readonly missing: readonly Named[];
  /** What the question names and the entry's heading does not: mentioned in passing, or beside what it does cover. */
  readonly passing: readonly Named[];
  /** Nothing is named, and the entry is about another jurisdiction than the asker's. */
  readonly foreign: boolean;
  /** `apart`: the entry's heading speaks of ranges, and no count of the question lies in any of its counts. */
  readonly counts: 'none' | 'agree' | 'differ' | 'apart';
  /** The question is on imports and the entry on exports only, or the other way about. */
  readonly wrongDirection: boolean;
}

/** More jurisdictions than this make a text one on many economies. */
const MANY = 2;

type Level = 'heading' | 'passing' | 'missing';

/** Where something that the question names stands in an entry. */
interface Standing {
  readonly named: Named;
  readonly level: Level;
}

/** Of several places, or several instruments, an answer on one of them is an answer. */
const whollyMissing = (standings: readonly Standing[]): Named[] =>
  standings.every(({ level }) => level === 'missing') ? standings.map(({ named }) => named) : [];

/** Whether the rules of any of some places are those of another, or the other way about. */
function covers(rules: Iterable<Jurisdiction>, place: Jurisdiction, names: Names): boolean {
  for (const rule of rules) if (names.covers(rule, place) || names.covers(place, rule)) return true;
  return false;
}

const speaksOf = ({ jurisdictions, parties }: Subject, place: Jurisdiction, names: Names): boolean =>
  covers(jurisdictions.keys(), place, names) || covers(parties.keys(), place, names);

function levelOfJurisdiction(place: Jurisdiction, profile: Profile, names: Names): Level {
  const { title, heading, body, jurisdictions } = profile;
  if (speaksOf(title, place, names)) return 'heading';
  // A text on many economies at once says little of any one of them, unless its heading names it.
  if (covers(jurisdictions, place, names)) return jurisdictions.length > MANY ? 'passing' : 'heading';
  return speaksOf(heading, place, names) || speaksOf(body, place, names) ? 'passing' : 'missing';
}

function levelOfInstrument(id: string, profile: Profile): Level {
  if (profile.instruments.some((instrument) => instrument === id) || profile.heading.instruments.has(id))
    return 'heading';
  return profile.body.instruments.has(id) ? 'passing' : 'missing';
}

/**
 * The named places that the answer must speak of. The asker's own goes without saying beside another; where a party
 * is matters to the law of that place only, not to the asker's own.
 */
const decisive = (asked: Subject, isAtHome: boolean): [Jurisdiction, Named][] => {
  const all = [...asked.jurisdictions, ...(isAtHome ? [] : asked.parties)];
  const abroad = all.filter(([place]) => place !== HOME);
  return abroad.length > 0 ? abroad : all;
};

function compareCounts(asked: Subject, heading: Subject): Agreement['counts'] {
  if (asked.counts.length === 0 || heading.counts.length === 0) return 'none';
  const isCovered = (count: CountRange): boolean =>
    heading.counts.some((covered) => overlaps(count, covered));
  if (asked.counts.every(isCovered)) return 'agree';
  return heading.counts.some(isRange) && !asked.counts.some(isCovered) ? 'apart' : 'differ';
}

export function compare(asked: Subject, profile: Profile, names: Names): Agreement {
  const isAtHome =
    profile.jurisdictions.length === 0 ||
    profile.jurisdictions.some((place) => place === 'INT' || names.covers(HOME, place));
  const places = decisive(asked, isAtHome).map(([place, named]): Standing => ({
    named,
    level: levelOfJurisdiction(place, profile, names),
  }));
  const instruments = [...asked.instruments].map(([id, named]): Standing => ({
    named,
    level: levelOfInstrument(id, profile),
  }));
  const all = [...places, ...instruments];
  const [direction] = asked.directions;
  const spoken = profile.heading.directions;
  return {
    named: all.length > 0 && all.every(({ level }) => level === 'heading'),
    missing: [...whollyMissing(places), ...whollyMissing(instruments)],
    passing: all.filter(({ level }) => level !== 'heading').map(({ named }) => named),
    foreign: all.length === 0 && !isAtHome,
    counts: compareCounts(asked, profile.heading),
    wrongDirection:
      asked.directions.size === 1 && spoken.size === 1 && direction !== undefined && !spoken.has(direction),
  };
}
