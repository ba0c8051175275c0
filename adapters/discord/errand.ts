import type { Alongside, Assistant, Turn } from '../../src/assistant/assistant.ts';
import type { Work } from '../../src/assistant/inbox-worker.ts';
import type { ChatRecords, Ledger, PersonId } from '../../src/assistant/ports.ts';
import { type Language, entryId, guideId } from '../../src/knowledge/fields.ts';
import type { Message } from './message.ts';
import type { Moderators } from './moderators.ts';
import type { DiscordPost, Received } from './payloads.ts';
import { accountOf } from './people.ts';
import { type GuildSettings, readGuild } from './places.ts';
import { languageOfLocale } from './reaction.ts';
import { renderReply } from './render.ts';

interface CaseAnswer {
  readonly case: number;
  readonly text: string;
  readonly moderator: PersonId;
}

export interface ErrandParts {
  readonly ledger: Ledger<ChatRecords>;
  readonly assistant: Assistant<ChatRecords>;
  readonly moderators: Moderators;
  /** Erases a person from the store. */
  readonly forget: (person: PersonId) => Promise<unknown>;
  /** Sends a moderator's answer to the asker of a case, once. */
  readonly answerCase: (answer: CaseAnswer) => Promise<'sent' | 'not-open' | 'forbidden'>;
}

/** Where what is told to who asked goes: with its payload. */
function postsTo(event: Received, messages: readonly Message[]) {
  const { way, user } = event;
  return messages.map((message, at) => {
    if (way.kind !== 'interaction') {
      const payload: DiscordPost = { kind: 'message', message: spread(message) };
      return { destination: destinationOf(event), payload: JSON.stringify(payload) };
    }
    const { id, application, token, isEphemeral, expiresAt } = way;
    const payload: DiscordPost = {
      kind: 'follow-up',
      application,
      interaction: id,
      token,
      isEphemeral,
      user,
      isFirst: at === 0,
      message: spread(message),
    };
    return { destination: `discord:interaction/${id}`, payload: JSON.stringify(payload), expiresAt };
  });
}

const spread = ({ content, embeds, components }: Message) => ({
  content,
  embeds: [...embeds],
  components: [...components],
});

/** Writes what is told to who asked, message by message, in order. */
export async function tell(
  { outbox }: Pick<ChatRecords, 'outbox'>,
  event: Received,
  messages: readonly Message[],
  person: PersonId | undefined,
): Promise<void> {
  for (const post of postsTo(event, messages)) await outbox.post({ ...post, person });
}

/** Where something can still be sent to later: what was hidden or said in private goes to the person. */
function destinationOf({ way, place, user }: Received): string {
  const { guild, channel } = place;
  if (way.kind === 'interaction' && way.isEphemeral) return `discord:user/${user}`;
  const base = `discord:${guild ?? '@me'}/${channel}`;
  return way.kind === 'message' && guild !== undefined ? `${base}/${way.message}` : base;
}

/** One event being worked: who asks, where, and how they are told. */
export class Errand {
  private constructor(
    readonly parts: ErrandParts,
    readonly event: Received,
    readonly person: PersonId | undefined,
    readonly language: Language | undefined,
    readonly guild: GuildSettings,
    private readonly work: Work,
  ) {}

  static async begin(parts: ErrandParts, event: Received, work: Work): Promise<Errand> {
    const { read } = parts.ledger;
    const person = await read.people.find(accountOf(event.user));
    const guild = await readGuild(read, event.place.guild);
    const own = person && (await read.people.languageOf(person));
    return new Errand(
      parts,
      event,
      person,
      own ?? guild.language ?? languageOfLocale(event.locale),
      guild,
      work,
    );
  }

  /** Of words that answer no question. */
  get spoken(): Language {
    return this.language ?? 'zh';
  }

  get isAlone(): boolean {
    const { place, way } = this.event;
    return place.guild === undefined && !(way.kind === 'interaction' && way.isEphemeral);
  }

  get assistant(): Assistant<ChatRecords> {
    return this.parts.assistant;
  }

  get snapshot() {
    return this.assistant.engine.snapshot;
  }

  /** A long title was offered under the id of its entry or guide. */
  wholeQuestion(text: string): string {
    if (!text.startsWith('#')) return text;
    const { entries, guides } = this.snapshot;
    const entry = entryId.safeParse(text.slice(1)).data;
    const guide = guideId.safeParse(text.slice(1)).data;
    const asked = (entry && entries.get(entry)?.question) ?? (guide && guides.get(guide)?.title);
    return asked?.[this.spoken] ?? text;
  }

  asking(language = this.language) {
    const { place, user } = this.event;
    const { channel, parent } = place;
    const conversation = parent === undefined ? `discord:${channel}:${user}` : `discord:${channel}`;
    return { conversation, language, person: this.person, destination: destinationOf(this.event) };
  }

  /** The end of every errand: it is done, and this is told; in one transaction with its effects. */
  async finish(records: ChatRecords, messages: readonly Message[], person = this.person): Promise<void> {
    await this.work.finish(records);
    await tell(records, this.event, messages, person);
  }

  /** Does the whole errand by telling something. */
  done(...messages: readonly Message[]): Promise<void> {
    return this.parts.ledger.write((records) => this.finish(records, messages));
  }

  /** Tells the reply of a turn. */
  readonly reply: Alongside<ChatRecords> = (records, turn) => this.finish(records, this.show(turn));

  /** Takes away the message whose button was pressed. */
  async deleteMessage(): Promise<void> {
    const { way } = this.event;
    if (way.kind !== 'interaction') throw new Error('only a button deletes the message it stands under');
    const { application, id: interaction, token, expiresAt } = way;
    const payload: DiscordPost = { kind: 'delete', application, interaction, token };
    await this.parts.ledger.write(async (records) => {
      await this.work.finish(records);
      const destination = `discord:interaction/${interaction}`;
      await records.outbox.post({ destination, payload: JSON.stringify(payload), expiresAt });
    });
  }

  show({ reply, delivery, question }: Turn): readonly Message[] {
    const { way, user, place } = this.event;
    const isEphemeral = way.kind === 'interaction' && way.isEphemeral;
    const isPublic = !isEphemeral && place.guild !== undefined;
    // "Thanks" is no question to pass on; "a person, please" is.
    const isAbout = reply.kind !== 'social' || reply.act === 'person';
    return renderReply(reply, {
      delivery,
      question: isAbout ? question : undefined,
      isEphemeral,
      asker: isPublic ? user : undefined,
    });
  }
}
