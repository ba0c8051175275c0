import { randomUUID } from 'node:crypto';
import { type Assistant, BadRequest, type Turn } from '../../src/assistant/assistant.ts';
import type { Choice, ChoiceId, Reply, TrailStep } from '../../src/assistant/reply.ts';
import { type ReplyTable, showReply } from '../../src/assistant/reply-table.ts';
import { LANGUAGES, type Language } from '../../src/knowledge/fields.ts';
import { choicesOf } from './choices.ts';
import { type Line, line } from './line.ts';
import { renderReply } from './render.ts';
import { TERMINAL_WORDING } from './terminal-wording.ts';

const SAY_LANGUAGE: Readonly<Record<Language, string>> = { zh: '请用中文', en: 'English please' };

/** What choosing shows this reply again; undefined where only asking again would. */
const CHOSEN_AS: ReplyTable<undefined, ChoiceId | undefined> = {
  answered: ({ entry }) => entry.id,
  withheld: ({ entry }) => entry.id,
  // An option's id is the way to its step, and then its own number.
  guided: ({ options }) => options[0]?.id.replace(/\/\d+$/, ''),
  ambiguous: () => undefined,
  abstained: () => undefined,
  social: () => undefined,
};

const trailOf = (reply: Reply | undefined): readonly TrailStep[] =>
  reply && 'trail' in reply ? reply.trail : [];

/** A person at the terminal: what is typed, in; what is shown, out. */
export class ChatSession {
  /** Of the last reply, or as asked for. */
  #language: Language;
  #reply: Reply | undefined;
  /** The numbers last shown; they hold until others are shown. */
  #offered: readonly Choice[] = [];
  /** What was last chosen: the whole way through a guide, which an entry's own id does not tell. */
  #chosen: ChoiceId | undefined;
  readonly #conversation = `terminal:${randomUUID()}`;

  constructor(
    private readonly assistant: Assistant,
    language: Language | undefined,
  ) {
    this.#language = language ?? 'zh';
  }

  welcome(): Line[] {
    const { entries } = this.assistant.engine.snapshot;
    return LANGUAGES.map((language) => line(TERMINAL_WORDING[language].welcome(entries.size), 'faint'));
  }

  /** What is shown where the program failed. */
  fault(): Line[] {
    return [line(TERMINAL_WORDING[this.#language].fault, 'warning')];
  }

  /** What is shown for a line typed; undefined when the person leaves. */
  async take(typed: string): Promise<readonly Line[] | undefined> {
    const text = typed.normalize('NFKC').trim();
    const words = TERMINAL_WORDING[this.#language];
    if (text === '') return [];
    if (text === '/quit') return undefined;
    if (text.startsWith('/')) return this.#command(text);
    if (text.includes('\uFFFD')) return [line(words.brokenText, 'warning')];
    if (text.toLowerCase() === 'b') {
      const back = trailOf(this.#reply).at(-1);
      return back ? this.#choose(back.id) : [line(words.noStepBack, 'warning')];
    }
    const number = /^(?<number>\d{1,2})\.?$/.exec(text)?.groups?.['number'];
    if (number === undefined || this.#offered.length === 0) return this.#ask(typed);
    const choice = this.#offered[Number(number) - 1];
    return choice ? this.#choose(choice.id) : [line(words.noSuchNumber(this.#offered.length), 'warning')];
  }

  async #command(text: string): Promise<readonly Line[]> {
    const [command = '', argument, ...rest] = text.split(/\s+/);
    const words = TERMINAL_WORDING[this.#language];
    if (command === '/help')
      return words.help.map(([typed, meaning]) => ({
        lead: { text: `${typed}  `, look: 'number' },
        spans: [{ text: meaning }],
      }));
    if (command !== '/lang') return [line(words.noSuchCommand(command), 'warning')];
    const language = LANGUAGES.find((known) => known === argument);
    if (!language || rest.length > 0) return [line(words.languageUsage, 'warning')];
    this.#language = language;
    const said = line(TERMINAL_WORDING[language].languageSet, 'faint');
    return [said, ...(await this.#showAgain())];
  }

  async #showAgain(): Promise<readonly Line[]> {
    if (!this.#reply) return [];
    const id = showReply(CHOSEN_AS, this.#reply, undefined);
    if (id !== undefined) return this.#choose(trailOf(this.#reply).length > 0 ? (this.#chosen ?? id) : id);
    return this.#reply.kind === 'ambiguous' ? this.#ask(SAY_LANGUAGE[this.#language]) : [];
  }

  #choose(id: ChoiceId): Promise<readonly Line[]> {
    this.#chosen = id;
    return this.#show(() => this.assistant.choose(id, this.#asking()));
  }

  #ask(text: string): Promise<readonly Line[]> {
    return this.#show(() => this.assistant.ask(text, this.#asking()));
  }

  #asking = () => ({ conversation: this.#conversation, language: this.#language });

  async #show(serve: () => Promise<Turn>): Promise<readonly Line[]> {
    try {
      const { reply } = await serve();
      const choices = choicesOf(reply);
      if (choices.length > 0) this.#offered = choices;
      this.#reply = reply;
      this.#language = reply.language;
      return renderReply(reply);
    } catch (error) {
      if (error instanceof BadRequest) return [line(error.message, 'warning')];
      throw error;
    }
  }
}
