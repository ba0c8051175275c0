import type { Engine } from '../engine/engine.ts';
import type { AsOf } from '../engine/legal-time.ts';
import { validityOn } from '../engine/validity.ts';
import type { Candidate, Outcome } from '../engine/outcome.ts';
import type { Entry } from '../knowledge/entry.ts';
import { type EntryId, entryId, guideId, type Language } from '../knowledge/fields.ts';
import type { Guide } from '../knowledge/guide.ts';
import type { Conversation } from './conversation.ts';
import { followGuide, readPath, stepChoices } from './guide-path.ts';
import type { Choice, ChoiceId, Reply, ShownEntry, TrailStep } from './reply.ts';
import { entryChoice, noticesOf, showEntry, type EntryView } from './show.ts';

/** Outcomes that are replies as they stand, without what was shown before. */
type ReplyOutcome = Exclude<Outcome, { readonly kind: 'chosen' } | { readonly kind: 'language' }>;

const SURE = 1;

interface RepliesParts {
  readonly engine: Engine;
  /** Civil date in the association's time zone. */
  readonly today: string;
  readonly publicUrl: string | undefined;
}

/** Replies on one Snapshot and one day: from what was found to what is told. */
export class Replies {
  constructor(private readonly parts: RepliesParts) {}

  /** What is told for an outcome of the engine. */
  toOutcome(outcome: ReplyOutcome): Reply {
    const { language } = outcome;
    const pick = (candidate: Candidate, others: readonly Candidate[]) =>
      this.#candidateChoice(candidate, others, language);
    switch (outcome.kind) {
      case 'answered':
        return this.#answer(outcome.entry, outcome.confidence, [], language, outcome.asOf);
      case 'withheld':
        return this.#answer(outcome.entry, outcome.confidence, [], language);
      case 'guided': {
        const reply = this.#step(outcome.guide, [], outcome.confidence, language);
        if (!reply) throw new Error(`guide ${outcome.guide.id} has no first step`);
        return reply;
      }
      case 'ambiguous': {
        const choices = outcome.choices.flatMap((candidate) => pick(candidate, outcome.choices));
        return { kind: 'ambiguous', language, confidence: outcome.confidence, choices };
      }
      case 'abstained': {
        const nearest = outcome.nearest.flatMap((candidate) => pick(candidate, []));
        const { confidence, reason } = outcome;
        return { kind: 'abstained', language, confidence, reason, nearest, topics: this.#topics(language) };
      }
      case 'social':
        return { kind: 'social', language, confidence: SURE, act: outcome.act };
    }
  }

  /** What is shown for a choice; undefined when there is no such entry or step. */
  toChoice(choice: ChoiceId, language: Language): Reply | undefined {
    const path = readPath(choice);
    if (!path) return undefined;
    const { snapshot } = this.parts.engine;
    const entry = snapshot.entries.get(entryId.parse(path.guide));
    if (entry && path.options.length === 0) return this.#answer(entry, SURE, [], language);
    const guide = snapshot.guides.get(guideId.parse(path.guide));
    return guide && this.#step(guide, path.options, SURE, language);
  }

  /** The last reply in another language, or what can be asked where there was none. */
  again(language: Language, { entry, choices = [] }: Conversation): Reply {
    const shown = (entry && this.entry(entry, language)) ?? this.#stepOffered(choices, language);
    if (shown) return shown;
    const common = { language, confidence: SURE };
    if (choices.length === 0) return { kind: 'social', ...common, act: 'help' };
    return { kind: 'ambiguous', ...common, choices: choices.flatMap((id) => this.#choice(id, language)) };
  }

  /** An entry as its public page shows it; undefined when there is none. */
  entry(id: EntryId, language: Language): Reply | undefined {
    const entry = this.parts.engine.snapshot.entries.get(id);
    return entry && this.#answer(entry, SURE, [], language);
  }

  /** An entry's text of another day, as it was: without a word on today. */
  pastText(entry: Entry, language: Language): ShownEntry {
    return showEntry(entry, this.#view(language));
  }

  #view = (language: Language): EntryView => ({
    snapshot: this.parts.engine.snapshot,
    language,
    publicUrl: this.parts.publicUrl,
  });

  #topics = (language: Language) =>
    [...this.parts.engine.snapshot.topics.values()].map(({ id, title }) => ({ id, title: title[language] }));

  /** The step whose options were offered: their path without the last option. */
  #stepOffered([first]: readonly ChoiceId[], language: Language): Reply | undefined {
    const path = first === undefined ? undefined : readPath(first);
    const { guides } = this.parts.engine.snapshot;
    const guide = path && path.options.length > 0 && guides.get(guideId.parse(path.guide));
    return guide ? this.#step(guide, path.options.slice(0, -1), SURE, language) : undefined;
  }

  #step(guide: Guide, options: readonly number[], confidence: number, language: Language): Reply | undefined {
    const place = followGuide(guide, options, language);
    if (!place) return undefined;
    if (place.kind === 'leaf') {
      const entry = this.parts.engine.snapshot.entries.get(place.entry);
      return entry && this.#answer(entry, SURE, place.trail, language);
    }
    const { step, trail } = place;
    return {
      kind: 'guided',
      language,
      confidence,
      title: guide.title[language],
      question: step.question[language],
      help: step.help?.[language],
      options: stepChoices(guide, options, step, language),
      trail,
    };
  }

  #answer(
    entry: Entry,
    confidence: number,
    trail: readonly TrailStep[],
    language: Language,
    asOf?: AsOf,
  ): Reply {
    const { today } = this.parts;
    const view = this.#view(language);
    const validity = asOf?.holds === true ? undefined : validityOn(entry, today);
    const notices = noticesOf(entry, { validity, asOf }, today, view);
    const common = { language, confidence, entry: showEntry(entry, view), notices };
    if (validity && entry.outsideValidity === 'withhold') return { kind: 'withheld', ...common };
    return { kind: 'answered', ...common, trail };
  }

  /** A candidate to choose, told apart from the first of the others that it is confusable with. */
  #candidateChoice(
    candidate: Candidate,
    others: readonly Candidate[],
    language: Language,
  ): readonly Choice[] {
    if (candidate.kind === 'guide') return this.#choice(candidate.guide.id, language);
    const { id } = candidate.entry;
    const beside = others
      .flatMap((other) => (other.kind === 'entry' ? [other.entry] : []))
      .find((other) => other.confusableWith.some((confusable) => confusable.id === id));
    return entryChoice(id, this.#view(language), beside);
  }

  #choice(id: ChoiceId, language: Language): readonly Choice[] {
    const guide = this.parts.engine.snapshot.guides.get(guideId.safeParse(id).data ?? ('' as Guide['id']));
    if (guide) return [{ id, label: guide.title[language], difference: undefined }];
    const entry = entryId.safeParse(id).data;
    return entry === undefined ? [] : entryChoice(entry, this.#view(language));
  }
}
