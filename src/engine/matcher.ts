import type { Snapshot } from '../knowledge/snapshot.ts';
import { compare, type Agreement } from './agreement.ts';
import type { Signals } from './confidence.ts';
import { findCountMentions } from './entities/counts.ts';
import { Names, type NameMention } from './entities/names.ts';
import { readSubject, type Subject } from './entities/subject.ts';
import { profileEntry, profileGuide, type Profile } from './profile.ts';
import { fuse, type FusionWeights } from './ranking/fusion.ts';
import { Ranker, type Evidence } from './ranking/ranker.ts';
import { extractContent, extractFeatures, type Features } from './text/features.ts';
import { splitPinyin } from './text/pinyin.ts';
import { Spelling } from './text/spelling.ts';

/** What disagreement costs, in units of the fused score; a named thing that is missing excludes altogether. */
const COST = { passing: 1.2, foreign: 0.6, otherCount: 1.5, sameCount: -0.8, wrongDirection: 3 };
/** How much better a corrected spelling must match before it is believed. */
const CORRECTION_COST = 0.3;
const SHORTEST_PINYIN = 4;

export interface Match {
  readonly profile: Profile;
  readonly evidence: Evidence;
  readonly agreement: Agreement;
  /** What disagreement costs. */
  readonly cost: number;
  /** The fused score less the cost. */
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

const costOf = ({ passing, foreign, counts, wrongDirection }: Agreement): number =>
  (passing.length > 0 ? COST.passing : 0) +
  (foreign ? COST.foreign : 0) +
  (counts === 'differ' ? COST.otherCount : 0) +
  (counts === 'agree' ? COST.sameCount : 0) +
  (wrongDirection ? COST.wrongDirection : 0);

/** Finds what a question may be about, over one Snapshot. */
export class Matcher {
  readonly names: Names;
  readonly #profiles: readonly Profile[];
  readonly #ranker: Ranker;
  readonly #spelling: Spelling;

  constructor(
    snapshot: Snapshot,
    private readonly weights: FusionWeights,
  ) {
    this.names = new Names(snapshot.terms);
    this.#profiles = [
      ...Array.from(snapshot.entries.values(), (entry) => profileEntry(entry, this.names)),
      ...Array.from(snapshot.guides.values(), (guide) => profileGuide(guide, this.names)),
    ];
    this.#ranker = new Ranker(this.#profiles, weights);
    this.#spelling = new Spelling(this.#profiles.flatMap(({ headings }) => headings));
  }

  /** @param text normalised */
  match(text: string): Matching {
    const raw = this.#matchAs(text);
    const corrected = this.#spelling.correct(text);
    if (corrected === undefined) return raw;
    const mended = this.#matchAs(corrected);
    return mended.signals.score > raw.signals.score + CORRECTION_COST ? mended : raw;
  }

  /** Share of what a text says, by rarity, that a candidate's whole text speaks of. */
  coverage(text: string, profile: Profile): number {
    return this.#shareOf(extractContent(text), (feature) => profile.content.has(feature));
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
      ...(counts.length > 0 ? findCountMentions(question) : []),
    ].sort((a, b) => b.start - a.start);
    return places.reduce((text, { start, end }) => `${text.slice(0, start)} ${text.slice(end)}`, question);
  }

  #matchAs(text: string): Matching {
    const asked = readSubject(text, this.names);
    const features = extractFeatures(text, { concepts: asked.concepts, isTypedPinyin: this.#isTypedPinyin });
    const content = extractContent(text);
    const all = this.#ranker
      .rank(features, content)
      .flatMap(({ label, evidence }): Match[] => {
        const profile = this.#profiles[label];
        if (!profile) return [];
        const agreement = compare(asked, profile, this.names);
        const cost = costOf(agreement);
        return [{ profile, evidence, agreement, score: fuse(evidence, this.weights) - cost, cost }];
      })
      .sort((a, b) => b.score - a.score);
    const matches = all.filter(({ agreement }) => agreement.missing.length === 0);
    const excluded = all.filter(({ agreement }) => agreement.missing.length > 0);
    return { asked, matches, excluded, signals: this.#signals(content, matches) };
  }

  #signals(content: Features, [best, second]: readonly Match[]): Signals {
    return {
      score: best?.score ?? -10,
      lead: (best?.score ?? 0) - (second?.score ?? 0),
      nearest: best?.evidence.nearest ?? 0,
      coverage: best ? this.#shareOf(content, (feature) => best.profile.content.has(feature)) : 0,
      known: this.#shareOf(content, this.#ranker.knows),
      passing: best && best.agreement.passing.length > 0 ? 1 : 0,
      foreign: best?.agreement.foreign === true ? 1 : 0,
      otherCount: best?.agreement.counts === 'differ' ? 1 : 0,
      length: Math.log1p(content.size),
    };
  }

  #shareOf(content: Features, has: (feature: string) => boolean): number {
    let covered = 0;
    let total = 0;
    for (const feature of content.keys()) {
      const rarity = this.#ranker.rarity(feature);
      total += rarity;
      if (has(feature)) covered += rarity;
    }
    return total === 0 ? 0 : covered / total;
  }

  /** A Latin word that is no word of the knowledge but can be read as pinyin: 电子 typed as "dianzi". */
  readonly #isTypedPinyin = (word: string): boolean =>
    word.length >= SHORTEST_PINYIN && !this.#spelling.knows(word) && (splitPinyin(word)?.length ?? 0) > 1;
}
