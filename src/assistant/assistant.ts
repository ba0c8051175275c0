import type { Context, Engine, Explanation } from '../engine/engine.ts';
import { MAX_UTTERANCE } from '../engine/text/normalise.ts';
import type { Entry } from '../knowledge/entry.ts';
import { type EntryId, entryId, type Language } from '../knowledge/fields.ts';
import type { Conversation } from './conversation.ts';
import type { Letter } from './letter.ts';
import type { AnsweredCase, Ledger, PersonId, Rating, TurnRecords } from './ports.ts';
import { Replies } from './replies.ts';
import type { ChoiceId, Reply, ShownEntry } from './reply.ts';

/** Thrown for input that no reply can be given to; its message is for the asker, in plain words. */
export class BadRequest extends Error {
  override readonly name = 'BadRequest';
}

/** Who asks, and where. */
export interface Asking {
  /** The thread in a channel, the person elsewhere. */
  readonly conversation: string;
  /** The asker's own language, for text in neither or both. */
  readonly language?: Language | undefined;
  readonly person?: PersonId | undefined;
  /** Where a correction of the answer would go. */
  readonly destination?: string | undefined;
}

/** What came of an utterance or a choice. */
export interface Turn {
  readonly reply: Reply;
  /** The number of the question, which `escalate` takes; undefined where nothing was asked in words yet. */
  readonly question: number | undefined;
  /** The number under which it is kept that the answer was shown, which `rate` and `share` take. */
  readonly delivery: number | undefined;
}

/**
 * What an adapter writes in the transaction of the turn: that the event is worked, and the posts that tell the reply.
 * What it throws undoes the turn.
 */
export type Alongside<R extends TurnRecords> = (records: R, turn: Turn) => Promise<void>;

export interface AssistantParts<R extends TurnRecords> {
  /** The engine over the Snapshot being served now: taken once for every question. */
  readonly engine: () => Engine;
  readonly ledger: Ledger<R>;
  /** Civil date in the association's time zone. */
  readonly today: () => string;
  readonly publicUrl: string | undefined;
  /** Where moderators see open cases: one destination for each platform that has a moderation channel. */
  readonly desks?: () => readonly string[];
}

/** A question that goes to a person of the association. */
export interface Escalating {
  readonly question: number;
  readonly language: Language;
  readonly person: PersonId | undefined;
  readonly destination: string;
}

/** What was done for one who asks about an answer or a question that is not there (any more). */
const GONE = 'gone';

/** Serving an asker. */
export class Assistant<R extends TurnRecords = TurnRecords> {
  constructor(private readonly parts: AssistantParts<R>) {}

  get engine(): Engine {
    return this.parts.engine();
  }

  /**
   * Answers an utterance from the vetted knowledge, offers choices, or says that it is not known.
   * @throws BadRequest when the text is longer than 2,000 characters
   */
  async ask(text: string, asking: Asking, alongside?: Alongside<R>): Promise<Turn> {
    if (text.length > MAX_UTTERANCE)
      throw new BadRequest(
        `A question may have ${MAX_UTTERANCE} characters; this one has ${text.length}. Shorten it.`,
      );
    const before = await this.#load(asking);
    const engine = this.parts.engine();
    const language = before.language ?? asking.language;
    const utterance = { text, today: this.parts.today(), language, context: before };
    const { outcome, question } = engine.resolve(utterance);
    const replies = this.#repliesOn(engine);
    if (outcome.kind === 'chosen') {
      const reply = this.#require(replies.toChoice(outcome.choice, outcome.language), outcome.choice);
      return this.#record({ text, asking, engine, reply, before: afterChoice(before, reply) }, alongside);
    }
    if (outcome.kind === 'language') {
      const reply = replies.again(outcome.language, before);
      return this.#record({ text, asking, engine, reply, before }, alongside);
    }
    const reply = replies.toOutcome(outcome);
    return this.#record({ text, asking, engine, reply, before: { ...before, question } }, alongside);
  }

  /**
   * What is shown for a choice: an entry, or a step of a guide.
   * @throws BadRequest when there is no such entry or step
   */
  async choose(choice: ChoiceId, asking: Asking, alongside?: Alongside<R>): Promise<Turn> {
    const before = await this.#load(asking);
    const language = asking.language ?? before.language ?? 'zh';
    const engine = this.parts.engine();
    const reply = this.#require(this.#repliesOn(engine).toChoice(choice, language), choice);
    const turn = { text: undefined, asking, engine, reply, before: afterChoice(before, reply) };
    return this.#record(turn, alongside);
  }

  /** Why an utterance gets the reply it gets, for editors. */
  async explain(text: string, asking: Asking): Promise<Explanation> {
    const context = await this.#load(asking);
    return this.parts
      .engine()
      .explain({ text, today: this.parts.today(), language: asking.language, context });
  }

  /** An entry as its public page shows it; undefined when there is none. */
  show(id: string, language: Language): Reply | undefined {
    const entry = entryId.safeParse(id).data;
    return entry && this.#repliesOn(this.parts.engine()).entry(entry, language);
  }

  /** The text of an earlier revision. */
  showPast(entry: Entry, revision: number, language: Language): ShownEntry {
    return { ...this.#repliesOn(this.parts.engine()).pastText(entry, language), revision };
  }

  /** The answer of a delivery as it stands today, to be shared with others; undefined when it is withdrawn. */
  async share(delivery: number): Promise<Reply | undefined> {
    const shown = await this.parts.ledger.read.deliveries.find(delivery);
    return shown && this.show(shown.entry, shown.language);
  }

  /** Personal replies for one who reads them where they asked, as they are not posted to. */
  lettersFor(destination: string): Promise<readonly AnsweredCase[]> {
    return this.parts.ledger.read.cases.answeredFor(destination);
  }

  async putAway(letter: number, destination: string): Promise<void> {
    await this.parts.ledger.write(({ cases }) => cases.putAway(letter, destination));
  }

  /** Whether a question was asked, and an answer shown, in this very place: others’ are not to be acted on. */
  async isOf(
    { conversation, destination }: Pick<Asking, 'conversation' | 'destination'>,
    { question, delivery }: Partial<Pick<Turn, 'question' | 'delivery'>>,
  ): Promise<boolean> {
    const { questions, deliveries } = this.parts.ledger.read;
    const isAsked = question === undefined || (await questions.find(question))?.conversation === conversation;
    const isShown = delivery === undefined || (await deliveries.find(delivery))?.destination === destination;
    return isAsked && isShown;
  }

  /** @returns `gone` when the delivery is not on record any more: then nothing is written */
  async rate(
    delivery: number,
    rating: Pick<Rating, 'person' | 'verdict' | 'comment'>,
    alongside?: (records: R) => Promise<void>,
  ): Promise<'rated' | typeof GONE> {
    const shown = await this.parts.ledger.read.deliveries.find(delivery);
    await this.parts.ledger.write(async (records) => {
      if (shown) await records.ratings.rate({ entry: shown.entry, revision: shown.revision, ...rating });
      await alongside?.(records);
    });
    return shown ? 'rated' : GONE;
  }

  /**
   * Opens a case: moderators see the question, not who asked. The same person's second wish to pass on the same question
   * finds the case that is open.
   * @returns the case's number; `gone` when the question is not on record any more
   */
  async escalate(
    { question, language, person, destination }: Escalating,
    alongside?: (records: R, opened: number | typeof GONE) => Promise<void>,
  ): Promise<number | typeof GONE> {
    const asked = await this.parts.ledger.read.questions.find(question);
    return this.parts.ledger.write(async (records) => {
      if (!asked || asked.text === '') {
        await alongside?.(records, GONE);
        return GONE;
      }
      const opened = await records.cases.open({ question: asked.text, asked: question, person, destination });
      const told: Letter = { kind: 'case', case: opened.id, question: opened.question, language };
      for (const desk of opened.isNew ? (this.parts.desks?.() ?? []) : [])
        await records.outbox.post({ destination: desk, payload: JSON.stringify(told), person });
      await alongside?.(records, opened.id);
      return opened.id;
    });
  }

  #repliesOn = (engine: Engine): Replies =>
    new Replies({ engine, today: this.parts.today(), publicUrl: this.parts.publicUrl });

  async #load({ conversation }: Asking): Promise<Conversation> {
    return (await this.parts.ledger.read.conversations.load(conversation)) ?? {};
  }

  #require(reply: Reply | undefined, choice: ChoiceId): Reply {
    if (reply) return reply;
    throw new BadRequest(`There is no answer "${choice.slice(0, 80)}" (any more). Ask again in words.`);
  }

  /** The turn as one transaction: what was asked, what was shown to whom, and what is remembered. */
  #record(resolved: Resolved, alongside: Alongside<R> | undefined): Promise<Turn> {
    const { text, asking, engine, reply, before } = resolved;
    const { conversation, person, destination } = asking;
    const { language } = reply;
    const revision = engine.snapshot.revision;
    const entry = shownIn(reply);
    return this.parts.ledger.write(async (records) => {
      const common = { revision, language, person };
      const { kind: outcome, confidence } = reply;
      const asked =
        text === undefined
          ? undefined
          : await records.questions.record({ text, outcome, confidence, entry, conversation, ...common });
      // "Thanks" and "a person, please" speak of the question before.
      const question = outcome === 'social' ? before.asked : (asked ?? before.asked);
      const delivery =
        entry && (await records.deliveries.record({ question, entry, destination, ...common }));
      const remembered = { ...afterReply(before, reply), language, asked: question };
      await records.conversations.save(conversation, remembered, person);
      const turn = { reply, question, delivery };
      await alongside?.(records, turn);
      return turn;
    });
  }
}

interface Resolved {
  /** Undefined where a choice was made instead. */
  readonly text: string | undefined;
  readonly asking: Asking;
  readonly engine: Engine;
  readonly reply: Reply;
  readonly before: Conversation;
}

/** The entry whose text is told. */
const shownIn = (reply: Reply): EntryId | undefined =>
  reply.kind === 'answered' ? reply.entry.id : undefined;

/** A follow-up to a chosen answer is one to its own question. */
const afterChoice = (before: Conversation, reply: Reply): Conversation => ({
  ...before,
  question: reply.kind === 'answered' ? reply.entry.question : before.question,
});

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
