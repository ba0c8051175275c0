import type { Entry } from '../../knowledge/entry.ts';
import type { EntryId } from '../../knowledge/fields.ts';
import { createSnapshot, type Snapshot } from '../../knowledge/snapshot.ts';
import type { EvidenceWeights } from '../evidence.ts';
import type { Signals } from '../confidence.ts';
import { Matcher, type Match } from '../matcher.ts';
import { normalise } from '../text/normalise.ts';

/** Where an asked question comes from; each kind counts as much as its share below, whatever its number. */
export type QuestionKind = 'probe' | 'held-out phrasing' | 'held-out entry' | 'stranger';

/** Shares of the kinds: seven of ten questions can be answered, as in a moderated channel. */
export const KIND_SHARE: Readonly<Record<QuestionKind, number>> = {
  probe: 0.65,
  'held-out phrasing': 0.05,
  'held-out entry': 0.05,
  stranger: 0.25,
};

/** A question asked of an index that its answer was, or was not, taken out of. */
export interface AskedQuestion {
  readonly kind: QuestionKind;
  /** The entry that it belongs to: questions of one entry stay in one fold. */
  readonly entry: EntryId | undefined;
  readonly signals: Signals;
  readonly isSettled: boolean;
  readonly candidates: readonly Match[];
  /** Index of its entry among the candidates; -1 when it is not there. */
  readonly answer: number;
  readonly isFirst: boolean;
  readonly isWithin: boolean;
}

const FOLDS = 5;
const CHOICES = 3;

interface Asked {
  readonly kind: QuestionKind;
  readonly text: string;
  readonly entry: EntryId | undefined;
  /** Entries that settle it as well. */
  readonly also?: readonly EntryId[] | undefined;
}

function ask(matcher: Matcher, { kind, text, entry, also = [] }: Asked): AskedQuestion {
  const { matches: candidates, signals, isSettled } = matcher.match(normalise(text));
  const isRight = ({ profile: { candidate } }: Match, ids: readonly (EntryId | undefined)[]): boolean =>
    candidate.kind === 'entry' && ids.includes(candidate.entry.id);
  const settling = candidates.findIndex((candidate) => isRight(candidate, [entry, ...also]));
  return {
    kind,
    entry,
    signals,
    isSettled,
    candidates,
    answer: candidates.findIndex((candidate) => isRight(candidate, [entry])),
    isFirst: settling === 0,
    isWithin: settling >= 0 && settling < CHOICES,
  };
}

const withEntries = (snapshot: Snapshot, entries: readonly Entry[]): Snapshot =>
  createSnapshot(
    {
      topics: [...snapshot.topics.values()],
      entries,
      guides: [...snapshot.guides.values()],
      terms: snapshot.terms,
      golden: snapshot.golden,
      probes: snapshot.probes,
    },
    snapshot.revision,
  );

const isHeldOutPhrasing = (_phrasing: string, at: number): boolean => at % FOLDS === 0;

function withoutPhrasings(entry: Entry): Entry {
  const kept = (phrasings: readonly string[]) => phrasings.filter((text, at) => !isHeldOutPhrasing(text, at));
  return { ...entry, phrasings: { zh: kept(entry.phrasings.zh), en: kept(entry.phrasings.en) } };
}

/** A fifth of the phrasings, asked of an index without them. */
function askHeldOutPhrasings(snapshot: Snapshot, weights: EvidenceWeights): AskedQuestion[] {
  const entries = [...snapshot.entries.values()];
  const matcher = new Matcher(withEntries(snapshot, entries.map(withoutPhrasings)), weights);
  return entries.flatMap(({ id, phrasings }) =>
    [...phrasings.zh.filter(isHeldOutPhrasing), ...phrasings.en.filter(isHeldOutPhrasing)].map((text) =>
      ask(matcher, { kind: 'held-out phrasing', text, entry: id }),
    ),
  );
}

/** The probes of each entry asked of an index without that entry: strangers from the knowledge's own field. */
function askHeldOutEntries(snapshot: Snapshot, weights: EvidenceWeights): AskedQuestion[] {
  const entries = [...snapshot.entries.values()];
  return Array.from({ length: FOLDS }, (_, fold) => {
    const heldOut = new Set(entries.filter((_entry, at) => at % FOLDS === fold).map(({ id }) => id));
    const matcher = new Matcher(
      withEntries(
        snapshot,
        entries.filter(({ id }) => !heldOut.has(id)),
      ),
      weights,
    );
    return snapshot.probes.flatMap(({ text, expect, also }) =>
      expect !== 'nothing' && !also && heldOut.has(expect)
        ? [ask(matcher, { kind: 'held-out entry', text, entry: expect })]
        : [],
    );
  }).flat();
}

/** The probes asked of the whole knowledge. */
export function askProbes(snapshot: Snapshot, weights: EvidenceWeights): AskedQuestion[] {
  const matcher = new Matcher(snapshot, weights);
  return snapshot.probes.map(({ text, expect, also }) =>
    ask(
      matcher,
      expect === 'nothing'
        ? { kind: 'stranger', text, entry: undefined }
        : { kind: 'probe', text, entry: expect, also },
    ),
  );
}

/** Asks all that the knowledge itself can ask. */
export const askEverything = (snapshot: Snapshot, weights: EvidenceWeights): AskedQuestion[] => [
  ...askProbes(snapshot, weights),
  ...askHeldOutEntries(snapshot, weights),
  ...askHeldOutPhrasings(snapshot, weights),
];
