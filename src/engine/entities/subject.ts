import type { Jurisdiction } from '../../knowledge/fields.ts';
import { findCounts, type CountRange } from './counts.ts';
import { isMeaning, type NameMention, type Named, type Names } from './names.ts';

type Direction = 'import' | 'export';

/** What a text speaks of, as far as a question and its answer must agree on it. */
export interface Subject {
  /** Whose law or practice it is about. */
  readonly jurisdictions: ReadonlyMap<Jurisdiction, Named>;
  /** Where a party or destination is: its law is not asked for. */
  readonly parties: ReadonlyMap<Jurisdiction, Named>;
  /** Instruments and agreements, by term id. */
  readonly instruments: ReadonlyMap<string, Named>;
  /** Every glossary term named, marked where the text denies it: features for retrieval. */
  readonly concepts: ReadonlySet<string>;
  /** It names a matter that can be asked about, and not only what can be asked of any. */
  readonly hasMatter: boolean;
  readonly counts: readonly CountRange[];
  readonly directions: ReadonlySet<Direction>;
}

// Goods only: "export of data" has no other direction to be taken for, and 出境 is not 出口.
const DIRECTIONS: Readonly<Record<Direction, RegExp>> = {
  import: /进口|\bimport(?:s|ed|er|ers|ing)?\b/,
  export: /出口|\bexport(?:s|ed|er|ers|ing)?\b/,
};

/** @param text normalised @param mentions the names in it, where they were looked up already */
export function readSubject(
  text: string,
  names: Names,
  mentions: readonly NameMention[] = names.find(text),
): Subject {
  const jurisdictions = new Map<Jurisdiction, Named>();
  const parties = new Map<Jurisdiction, Named>();
  const instruments = new Map<string, Named>();
  const concepts = new Set<string>();
  let hasMatter = false;
  for (const { named, negated, isParty } of mentions) {
    if (named.kind === 'jurisdiction' && named.jurisdiction)
      (isParty ? parties : jurisdictions).set(named.jurisdiction, named);
    if (named.kind === 'instrument' || named.kind === 'agreement') instruments.set(named.id, named);
    hasMatter ||= named.kind === 'concept' || named.kind === 'authority';
    concepts.add(negated && isMeaning(named) ? `not ${named.id}` : named.id);
  }
  const directions = new Set<Direction>();
  for (const direction of ['import', 'export'] as const)
    if (DIRECTIONS[direction].test(text)) directions.add(direction);
  return { jurisdictions, parties, instruments, concepts, hasMatter, counts: findCounts(text), directions };
}
