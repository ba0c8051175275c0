import type { Snapshot } from '../knowledge/snapshot.ts';
import { compare, type Agreement } from './agreement.ts';
import { Coverage, shareCovered, type WeighedWords } from './coverage.ts';
import type { Signals } from './confidence.ts';
import { findCountSpans } from './entities/counts.ts';
import { namesOf, type NameMention, type Names } from './entities/names.ts';
import { readSubject, type Subject } from './entities/subject.ts';
import { gatherEvidence, scoreOf, type Evidence, type EvidenceWeights } from './evidence.ts';
import { profileAll, type Profile } from './profile.ts';
import { Ranker } from './ranking/ranker.ts';
import { extractContent, extractFeatures } from './text/features.ts';
import { Spelling } from './text/spelling.ts';
import { readRuns } from './text/tokens.ts';

/** How much better a corrected spelling must match before it is believed. */
const CORRECTION_COST = 0.3;
/** Keeps the share of a lonely candidate finite. */
const SMALLEST_REST = 1e-4;

export interface Match {
  readonly profile: Profile;
  readonly evidence: Evidence;
  readonly agreement: Agreement;
  readonly score: number;
}

/** What a question may be about. */
export interface Matching {
  readonly asked: Subject;
  /** Best first. */
  readonly matches: readonly Match[];
  /** Good but for what the question names and they do not speak of, best first. */
  readonly excluded: readonly Match[];
  readonly signals: Signals;
}

/** How the best candidate stands against the others: the logit of its share of all their exponentiated scores. */
function shareOfBest([best, ...others]: readonly Match[]): number {
  if (!best) return 0;
  const rest = others.reduce((sum, { score }) => sum + Math.exp(score - best.score), 0);
  return -Math.log(Math.max(rest, SMALLEST_REST));
}

/** A text without some of its places. */
const without = (text: string, places: readonly { readonly start: number; readonly end: number }[]): string =>
  [...places]
    .sort((a, b) => b.start - a.start)
    .reduce((rest, { start, end }) => `${rest.slice(0, start)} ${rest.slice(end)}`, text);

/** A name is never a slip of something else: 巴西 is no misspelling, though no text speaks of it. */
const keepsNames = (raw: Subject, mended: Subject): boolean =>
  [...raw.jurisdictions.keys()].every((place) => mended.jurisdictions.has(place)) &&
  [...raw.instruments.keys()].every((id) => mended.instruments.has(id));

/** Finds what a question may be about, over one Snapshot. */
export class Matcher {
  readonly names: Names;
  readonly #profiles: readonly Profile[];
  readonly #ranker: Ranker;
  readonly #coverage: Coverage;
  readonly #spelling: Spelling;

  constructor(
    snapshot: Snapshot,
    private readonly weights: EvidenceWeights,
  ) {
    this.names = namesOf(snapshot.terms);
    this.#profiles = profileAll(snapshot, this.names);
    this.#ranker = new Ranker(this.#profiles, weights);
    this.#coverage = new Coverage(this.#profiles.map(({ wording }) => wording));
    this.#spelling = new Spelling(this.#profiles.map(({ vocables }) => vocables));
  }

  /** @param text normalised */
  match(text: string): Matching {
    const raw = this.#matchAs(text);
    const corrected = this.#spelling.correct(text);
    if (corrected === undefined) return raw;
    const mended = this.#matchAs(corrected);
    if (!keepsNames(raw.asked, mended.asked)) return raw;
    return mended.signals.score > raw.signals.score + CORRECTION_COST ? mended : raw;
  }

  /** Share of the words of a text, by rarity, that a candidate speaks of. @param text normalised */
  coverage(text: string, profile: Profile): number {
    return this.#covered(this.#coverage.weigh(readRuns(text)), profile);
  }

  /** Of some entries, by id, those that are about everything that a text names; none when it names nothing. */
  aboutNamed(text: string, ids: readonly string[]): string[] {
    const asked = readSubject(text, this.names);
    if (asked.jurisdictions.size + asked.instruments.size === 0) return [];
    return ids.filter((id) => {
      const profile = this.#profiles.find(
        ({ candidate }) => candidate.kind === 'entry' && candidate.entry.id === id,
      );
      const agreement = profile && compare(asked, profile, this.names);
      return agreement?.missing.length === 0 && agreement.passing.length === 0;
    });
  }

  /** A question without the jurisdictions, instruments and counts whose place those of a follow-up take. */
  withoutNamesOf(question: string, followUp: string): string {
    const { jurisdictions, instruments, counts } = readSubject(followUp, this.names);
    const isReplaced = ({ named: { kind, jurisdiction } }: NameMention): boolean =>
      (jurisdictions.size > 0 &&
        (kind === 'jurisdiction' || (kind === 'instrument' && jurisdiction !== undefined))) ||
      (instruments.size > 0 && (kind === 'instrument' || kind === 'agreement'));
    const places = [
      ...this.names.find(question).filter(isReplaced),
      ...(counts.length > 0 ? findCountSpans(question) : []),
    ];
    return without(question, places);
  }

  /** What a question says besides the proper names in it: a long name covered is no detail covered. */
  #withoutProperNames(text: string): string {
    const isProper = ({ named }: NameMention): boolean => named.kind !== 'concept';
    const rest = without(text, this.names.find(text).filter(isProper));
    return rest.trim() === '' ? text : rest;
  }

  #covered = (words: WeighedWords, { wording }: Profile): number =>
    shareCovered(words, (word) => wording.inAll.has(word));

  #matchAs(text: string): Matching {
    const runs = readRuns(text);
    const said = this.#coverage.weigh(readRuns(this.#withoutProperNames(text)));
    const asked = readSubject(text, this.names);
    const content = extractContent(runs);
    const all = this.#ranker
      .rank(extractFeatures(runs, asked.concepts), content)
      .flatMap(({ label, evidence: parts }): Match[] => {
        const profile = this.#profiles[label];
        if (!profile) return [];
        const agreement = compare(asked, profile, this.names);
        const evidence = gatherEvidence(parts, agreement, this.#covered(said, profile));
        return [{ profile, agreement, evidence, score: scoreOf(evidence, this.weights) }];
      })
      .sort((a, b) => b.score - a.score);
    const matches = all.filter(({ agreement }) => agreement.missing.length === 0);
    const excluded = all.filter(({ agreement }) => agreement.missing.length > 0);
    return { asked, matches, excluded, signals: this.#signals(said, content.size, matches) };
  }

  #signals(said: WeighedWords, length: number, matches: readonly Match[]): Signals {
    const [best, second] = matches;
    return {
      score: best?.score ?? 0,
      share: shareOfBest(matches),
      lead: (best?.score ?? 0) - (second?.score ?? 0),
      nearest: best?.evidence.nearest ?? 0,
      coverage: best?.evidence.coverage ?? 0,
      known: this.#coverage.known(said),
      named: best?.evidence.named ?? 0,
      passing: best?.evidence.passing ?? 0,
      foreign: best?.evidence.foreign ?? 0,
      otherCount: best?.evidence.otherCount ?? 0,
      length: Math.log1p(length),
    };
  }
}
