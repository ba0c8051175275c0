import type { Entry } from '../knowledge/entry.ts';
import type { Snapshot } from '../knowledge/snapshot.ts';
import { compare, type Agreement } from './agreement.ts';
import { Coverage, isConcept, shareCovered, type WeighedWords } from './coverage.ts';
import { SIGNALS, type Signals } from './confidence.ts';
import { Definitions } from './definitions.ts';
import { findCountSpans } from './entities/counts.ts';
import { isMeaning, namesOf, without, type NameMention, type Names } from './entities/names.ts';
import { readSubject, type Subject } from './entities/subject.ts';
import {
  gatherEvidence,
  scoreOf,
  type Evidence,
  type EvidenceStatistics,
  type EvidenceWeights,
} from './evidence.ts';
import { profileAll, type Profile } from './profile.ts';
import { Ranker } from './ranking/ranker.ts';
import { isBareName, readQuestion, type QuestionText, type ReadQuestion } from './question-text.ts';
import { Spelling } from './text/spelling.ts';
import { Verbatim } from './verbatim.ts';

/** How much better a corrected spelling must match before it is believed. */
const CORRECTION_COST = 0.3;
/** Where the best candidate speaks of this share of a question, by rarity, nothing is misspelt in it. */
const UNDERSTOOD = 0.8;
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
  /** Reviewers settled what answers it: it is asked in their own words, or only what a term is. */
  readonly isSettled: boolean;
  /** It says nothing but what is asked of most things ("since when?"), or only names what several may be meant by. */
  readonly isVague: boolean;
}

/** How the best candidate stands against the others: the logit of its share of all their exponentiated scores. */
function shareOfBest([best, ...others]: readonly Match[]): number {
  if (!best) return 0;
  const rest = others.reduce((sum, { score }) => sum + Math.exp(score - best.score), 0);
  return -Math.log(Math.max(rest, SMALLEST_REST));
}

/** A question of more words than this says something, however common they are. */
const FEW_WORDS = 3;
/** A candidate this far before another is meant and not the other, in units of the fused score. */
export const CLEAR_LEAD = 3;

/** Whether two candidates are entries that are easily mistaken for each other, or related. */
function areSiblings(one: Match | undefined, other: Match | undefined): boolean {
  const [a, b] = [one?.profile.candidate, other?.profile.candidate];
  if (a?.kind !== 'entry' || b?.kind !== 'entry') return false;
  const leads = (from: Entry, to: Entry): boolean =>
    from.related.includes(to.id) || from.confusableWith.some(({ id }) => id === to.id);
  return leads(a.entry, b.entry) || leads(b.entry, a.entry);
}

/** Share of the facts that both rest on, of the one that rests on fewer. */
function sharedBasis(one: Match | undefined, other: Match | undefined): number {
  const [a, b] = [one?.profile.candidate, other?.profile.candidate];
  if (a?.kind !== 'entry' || b?.kind !== 'entry') return 0;
  const shared = a.entry.basis.filter((fact) => b.entry.basis.includes(fact)).length;
  return shared / Math.min(a.entry.basis.length, b.entry.basis.length);
}

/** A question as far as confidence needs it. */
interface Reading {
  readonly said: WeighedWords;
  /** In words and Han pairs. */
  readonly length: number;
  /** Share of it that anything in the knowledge speaks of. */
  readonly known: number;
}

/** Rarity of the rarest word that a candidate does not speak of. */
const rarestMissed = (said: WeighedWords, { wording }: Profile): number =>
  Math.max(0, ...Array.from(said, ([word, rarity]) => (wording.inAll.has(word) ? 0 : rarity)));

const NO_SIGNALS = Object.fromEntries(SIGNALS.map((signal) => [signal, 0])) as Signals;

function readSignals({ said, length, known }: Reading, matches: readonly Match[]): Signals {
  const [best, second] = matches;
  if (!best) return NO_SIGNALS;
  const { profile, evidence, score } = best;
  return {
    score,
    share: shareOfBest(matches),
    lead: score - (second?.score ?? 0),
    sibling: areSiblings(best, second) ? 1 : 0,
    sharedBasis: sharedBasis(best, second),
    coverage: evidence.coverage,
    heading: shareCovered(said, (word) => profile.wording.inHeadings.has(word)),
    missed: rarestMissed(said, profile),
    known,
    named: evidence.named,
    passing: evidence.passing,
    foreign: evidence.foreign,
    length: Math.log1p(length),
    bm25: evidence.bm25,
    nearest: evidence.nearest,
    centroid: evidence.centroid,
    language: evidence.language,
    body: evidence.body,
  };
}

/** A name is never a slip of something else: 巴西 is no misspelling, though no text speaks of it. */
const keepsNames = (raw: Subject, mended: Subject): boolean =>
  [...raw.jurisdictions.keys()].every((place) => mended.jurisdictions.has(place)) &&
  [...raw.instruments.keys()].every((id) => mended.instruments.has(id));

function partition<T>(items: readonly T[], holds: (item: T) => boolean): readonly [T[], T[]] {
  const [yes, no]: [T[], T[]] = [[], []];
  for (const item of items) (holds(item) ? yes : no).push(item);
  return [yes, no];
}

interface MatcherParts {
  readonly read?: ReadQuestion | undefined;
  /** Undefined to count over the Snapshot. */
  readonly statistics?: EvidenceStatistics | undefined;
}

/** Finds what a question may be about, over one Snapshot. */
export class Matcher {
  readonly names: Names;
  readonly #profiles: readonly Profile[];
  readonly #ranker: Ranker;
  readonly #coverage: Coverage;
  readonly #spelling: Spelling;
  readonly #verbatim: Verbatim;
  readonly #definitions: Definitions;
  readonly #read: ReadQuestion;

  constructor(
    snapshot: Snapshot,
    private readonly weights: EvidenceWeights,
    { read = readQuestion, statistics }: MatcherParts = {},
  ) {
    this.#read = read;
    this.names = namesOf(snapshot.terms);
    this.#profiles = profileAll(snapshot, this.names);
    this.#ranker = new Ranker(this.#profiles, weights, statistics);
    this.#coverage = new Coverage(
      this.#profiles.map(({ wording }) => wording),
      statistics?.words,
    );
    this.#spelling = new Spelling(this.#profiles.map(({ vocables }) => vocables));
    this.#verbatim = new Verbatim(this.#profiles, this.names);
    this.#definitions = new Definitions(snapshot.terms, this.#profiles, this.names);
  }

  /** @param text normalised */
  match(text: string): Matching {
    const raw = this.#matchAs(text);
    if (raw.isSettled || raw.signals.coverage >= UNDERSTOOD) return raw;
    const corrected = this.#spelling.correct(text);
    if (corrected === undefined) return raw;
    const mended = this.#matchAs(corrected);
    if (!keepsNames(raw.asked, mended.asked)) return raw;
    return mended.isSettled || mended.signals.score > raw.signals.score + CORRECTION_COST ? mended : raw;
  }

  /** Share of the words of a text, by rarity, that a candidate speaks of. @param text normalised */
  coverage(text: string, profile: Profile): number {
    const said = this.#readSaid(this.#read(text, this.names));
    return shareCovered(said, (word) => profile.wording.inAll.has(word));
  }

  /** To be kept with a calibration. */
  statistics(): EvidenceStatistics {
    return { ...this.#ranker.statistics(), words: this.#coverage.count() };
  }

  profileOf(id: string): Profile | undefined {
    return this.#profiles.find(({ candidate }) => candidate.kind === 'entry' && candidate.entry.id === id);
  }

  /** Of some entries, by id, those that are about everything that a text names; none when it names nothing. */
  aboutNamed(text: string, ids: readonly string[]): string[] {
    const asked = readSubject(text, this.names);
    if (asked.jurisdictions.size + asked.instruments.size === 0) return [];
    return ids.filter((id) => {
      const profile = this.profileOf(id);
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
  #readSaid({ runs, mentions, unnamed }: QuestionText): WeighedWords {
    const concepts = mentions.flatMap(({ named }) => (isMeaning(named) ? [named.id] : []));
    const isEmpty = unnamed.length + concepts.length === 0;
    return this.#coverage.weigh(isEmpty ? runs : unnamed, concepts);
  }

  /** Of concepts, only everyday words come here: a matter that is named leaves nothing vague. */
  #isVague = (said: WeighedWords): boolean =>
    said.size <= FEW_WORDS &&
    [...said.keys()].every((word) => isConcept(word) || this.#coverage.isCommon(word));

  #settled = (question: QuestionText): Profile | undefined =>
    this.#verbatim.find(question) ?? this.#definitions.find(question.text);

  #matchAs(text: string): Matching {
    const question = this.#read(text, this.names);
    const { asked, features, content } = question;
    const said = this.#readSaid(question);
    const names = asked.jurisdictions.size + asked.parties.size + asked.instruments.size;
    const covered = this.#coverage.shares(said);
    const all = this.#ranker
      .rank(features, content)
      .flatMap(({ label, evidence: parts }): Match[] => {
        const profile = this.#profiles[label];
        if (!profile) return [];
        const agreement = compare(asked, profile, this.names);
        const evidence = gatherEvidence(parts, agreement, covered[label] ?? 0);
        return [{ profile, agreement, evidence, score: scoreOf(evidence, this.weights) }];
      })
      .sort((a, b) => b.score - a.score);
    const asksNothing = names === 0 && !asked.hasMatter && this.#isVague(said);
    const settled = asksNothing ? undefined : this.#settled(question);
    const [meant, others] = partition(all, ({ profile }) => profile === settled);
    const [excluded, rest] = partition(others, ({ agreement }) => agreement.missing.length > 0);
    const matches = [...meant, ...rest];
    const isSettled = meant.length > 0;
    const signals = readSignals(
      { said, length: content.size - asked.concepts.size, known: this.#coverage.known(said) },
      matches,
    );
    const isVague = asksNothing || (isBareName(question) && !isSettled && signals.lead < CLEAR_LEAD);
    return { asked, matches, excluded, isVague, isSettled, signals };
  }
}
