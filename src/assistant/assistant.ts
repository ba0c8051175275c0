import type { Candidate, Outcome } from '../engine/outcome.ts';
import type { Context, Engine, Explanation } from '../engine/engine.ts';
import { MAX_UTTERANCE } from '../engine/text/normalise.ts';
import type { Entry } from '../knowledge/entry.ts';
import { entryId, guideId, type Language } from '../knowledge/fields.ts';
import type { Guide } from '../knowledge/guide.ts';
import type { Conversation, ConversationStore } from './conversation.ts';
import { followGuide, readPath, stepChoices } from './guide-path.ts';
import type { Choice, ChoiceId, Reply, TrailStep } from './reply.ts';
import { entryChoice, noticesOf, showEntry, type EntryView } from './show.ts';

/** Thrown for input that no reply can be given to; its message is for the asker, in plain words. */
export class BadRequest extends Error {
  override readonly name = 'BadRequest';
}

export interface Asking {
  /** The thread in a channel, the person elsewhere. */
  readonly conversation: string;
  /** The asker's own language, for text in neither or both. */
  readonly language?: Language | undefined;
}

export interface AssistantParts {
  /** The engine over the Snapshot being served now: taken once for every question. */
  readonly engine: () => Engine;
  readonly conversations: ConversationStore;
  /** Civil date in the association's time zone. */
  readonly today: () => string;
  readonly publicUrl: string | undefined;
}

/** Outcomes that are replies as they stand, without what was shown before. */
type ReplyOutcome = Exclude<Outcome, { readonly kind: 'chosen' } | { readonly kind: 'language' }>;

const SURE = 1;

/** Serving an asker. */
export class Assistant {
  constructor(private readonly parts: AssistantParts) {}

  get engine(): Engine {
    return this.parts.engine();
  }

  /**
   * Answers an utterance from the vetted knowledge, offers choices, or says that it is not known.
   * @throws BadRequest when the text is longer than 2,000 characters
   */
  async ask(text: string, asking: Asking): Promise<Reply> {
    if (text.length > MAX_UTTERANCE)
      throw new BadRequest(
        `A question may have ${MAX_UTTERANCE} characters; this one has ${text.length}. Shorten it.`,
      );
    const before = (await this.parts.conversations.load(asking.conversation)) ?? {};
    const engine = this.parts.engine();
    const language = before.language ?? asking.language;
    const utterance = { text, today: this.parts.today(), language, context: before };
    const { outcome, question } = engine.resolve(utterance);
    if (outcome.kind === 'chosen')
      return this.#take(outcome.choice, outcome.language, asking, engine, before);
    if (outcome.kind === 'language') return this.#again(outcome.language, asking, engine, before);
    const reply = this.#reply(outcome, engine);
    await this.#remember(asking.conversation, { ...before, question }, reply);
    return reply;
  }

  /**
   * What is shown for a choice: an entry, or a step of a guide.
   * @throws BadRequest when there is no such entry or step
   */
  async choose(choice: ChoiceId, asking: Asking): Promise<Reply> {
    const before = (await this.parts.conversations.load(asking.conversation)) ?? {};
    const language = asking.language ?? before.language ?? 'zh';
    return this.#take(choice, language, asking, this.parts.engine(), before);
  }

  /** Why an utterance gets the reply it gets, for editors. */
  async explain(text: string, asking: Asking): Promise<Explanation> {
    const context = (await this.parts.conversations.load(asking.conversation)) ?? {};
    return this.parts
      .engine()
      .explain({ text, today: this.parts.today(), language: asking.language, context });
  }

  /** An entry as its public page shows it; undefined when there is none. */
  show(id: string, language: Language): Reply | undefined {
    const engine = this.parts.engine();
    const entry = engine.snapshot.entries.get(entryId.safeParse(id).data ?? ('' as Entry['id']));
    return entry && this.#answer(entry, SURE, [], this.#view(language, engine), engine);
  }

  #view = (language: Language, { snapshot }: Engine): EntryView => ({
    snapshot,
    language,
    publicUrl: this.parts.publicUrl,
  });

  async #take(
    choice: ChoiceId,
    language: Language,
    asking: Asking,
    engine: Engine,
    before: Conversation,
  ): Promise<Reply> {
    const reply = this.#replyToChoice(choice, language, engine);
    if (!reply)
      throw new BadRequest(`There is no answer "${choice.slice(0, 80)}" (any more). Ask again in words.`);
    const question = reply.kind === 'answered' ? reply.entry.question : before.question;
    await this.#remember(asking.conversation, { ...before, question }, reply);
    return reply;
  }

  /** The last reply in another language, or what can be asked where there was none. */
  async #again(language: Language, asking: Asking, engine: Engine, before: Conversation): Promise<Reply> {
    const entry = before.entry && engine.snapshot.entries.get(before.entry);
    const choices = before.choices ?? [];
    const view = this.#view(language, engine);
    const shown = entry
      ? this.#answer(entry, SURE, [], view, engine)
      : this.#stepOffered(choices, view, engine);
    const reply = shown ?? this.#choicesAgain(choices, view);
    await this.#remember(asking.conversation, before, reply);
    return reply;
  }

  #choicesAgain(choices: readonly ChoiceId[], view: EntryView): Reply {
    const common = { language: view.language, confidence: SURE };
    if (choices.length === 0) return { kind: 'social', ...common, act: 'help' };
    return { kind: 'ambiguous', ...common, choices: choices.flatMap((id) => this.#choice(id, view)) };
  }

  /** The step whose options were offered: their path without the last option. */
  #stepOffered([first]: readonly ChoiceId[], view: EntryView, engine: Engine): Reply | undefined {
    const path = first === undefined ? undefined : readPath(first);
    const guide = path && path.options.length > 0 && engine.snapshot.guides.get(guideId.parse(path.guide));
    return guide ? this.#stepReply(guide, path.options.slice(0, -1), SURE, view, engine) : undefined;
  }

  #replyToChoice(choice: ChoiceId, language: Language, engine: Engine): Reply | undefined {
    const path = readPath(choice);
    if (!path) return undefined;
    const view = this.#view(language, engine);
    const entry = engine.snapshot.entries.get(entryId.parse(path.guide));
    if (entry && path.options.length === 0) return this.#answer(entry, SURE, [], view, engine);
    const guide = engine.snapshot.guides.get(guideId.parse(path.guide));
    return guide && this.#stepReply(guide, path.options, SURE, view, engine);
  }

  #stepReply(
    guide: Guide,
    options: readonly number[],
    confidence: number,
    view: EntryView,
    engine: Engine,
  ): Reply | undefined {
    const { language } = view;
    const place = followGuide(guide, options, language);
    if (!place) return undefined;
    if (place.kind === 'leaf') {
      const entry = engine.snapshot.entries.get(place.entry);
      return entry && this.#answer(entry, SURE, place.trail, view, engine);
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
    view: EntryView,
    engine: Engine,
  ): Reply {
    const today = this.parts.today();
    const validity = engine.validityOn(entry, today);
    const notices = noticesOf(entry, validity, today, view);
    const common = { language: view.language, confidence, entry: showEntry(entry, view), notices };
    if (validity && entry.outsideValidity === 'withhold') return { kind: 'withheld', ...common };
    return { kind: 'answered', ...common, trail };
  }

  #reply(outcome: ReplyOutcome, engine: Engine): Reply {
    const { language } = outcome;
    const view = this.#view(language, engine);
    const pick = (candidate: Candidate, others: readonly Candidate[]) =>
      this.#candidateChoice(candidate, others, view);
    switch (outcome.kind) {
      case 'answered':
      case 'withheld':
        return this.#answer(outcome.entry, outcome.confidence, [], view, engine);
      case 'guided': {
        const reply = this.#stepReply(outcome.guide, [], outcome.confidence, view, engine);
        if (!reply) throw new Error(`guide ${outcome.guide.id} has no first step`);
        return reply;
      }
      case 'ambiguous': {
        const choices = outcome.choices.flatMap((candidate) => pick(candidate, outcome.choices));
        return { kind: 'ambiguous', language, confidence: outcome.confidence, choices };
      }
      case 'abstained': {
        const nearest = outcome.nearest.flatMap((candidate) => pick(candidate, []));
        const topics = [...engine.snapshot.topics.values()].map(({ id, title }) => ({
          id,
          title: title[language],
        }));
        return {
          kind: 'abstained',
          language,
          confidence: outcome.confidence,
          reason: outcome.reason,
          nearest,
          topics,
        };
      }
      case 'social':
        return { kind: 'social', language, confidence: SURE, act: outcome.act };
    }
  }

  /** A candidate to choose, told apart from the first of the others that it is confusable with. */
  #candidateChoice(candidate: Candidate, others: readonly Candidate[], view: EntryView): Choice[] {
    if (candidate.kind === 'guide') return this.#choice(candidate.guide.id, view);
    const { id } = candidate.entry;
    const beside = others
      .flatMap((other) => (other.kind === 'entry' ? [other.entry] : []))
      .find((other) => other.confusableWith.some((confusable) => confusable.id === id));
    return entryChoice(id, view, beside);
  }

  #choice(id: ChoiceId, view: EntryView): Choice[] {
    const guide = view.snapshot.guides.get(guideId.safeParse(id).data ?? ('' as Guide['id']));
    if (guide) return [{ id, label: guide.title[view.language], difference: undefined }];
    const entry = entryId.safeParse(id).data;
    return entry === undefined ? [] : entryChoice(entry, view);
  }

  async #remember(id: string, before: Conversation, reply: Reply): Promise<void> {
    await this.parts.conversations.save(id, { ...afterReply(before, reply), language: reply.language });
  }
}

/** What a reply leaves to refer to. Thanks and greetings change nothing. */
function afterReply(before: Conversation, reply: Reply): Context {
  const { question } = before;
  switch (reply.kind) {
    case 'answered':
    case 'withheld':
      return { question, entry: reply.entry.id, choices: before.choices };
    case 'ambiguous':
      return { question, choices: reply.choices.map(({ id }) => id) };
    case 'guided':
      return { question, choices: reply.options.map(({ id }) => id) };
    case 'abstained':
      return { question, choices: reply.nearest.map(({ id }) => id) };
    case 'social':
      return before;
  }
}
