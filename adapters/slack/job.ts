import type { Assistant, Asking, Turn } from '../../src/assistant/assistant.ts';
import type { Work } from '../../src/assistant/inbox-worker.ts';
import type { ChatRecords, Ledger, PersonId } from '../../src/assistant/ports.ts';
import type { Language } from '../../src/knowledge/fields.ts';
import type { Asker, Incoming, Place } from './incoming.ts';
import type { Message } from './message.ts';
import { Posting, destinationTo } from './outgoing.ts';
import { renderReply, renderWords } from './render.ts';

/** A person's answer to a case, as moderation takes it. */
type AnswerCase = (answer: {
  readonly case: number;
  readonly text: string;
  readonly by: { readonly person: PersonId };
}) => Promise<{ readonly kind: 'case-answered' | 'case-closed' | 'denied' }>;

/** What it takes to work an event. */
export interface WorkParts {
  readonly ledger: Ledger<ChatRecords>;
  readonly assistant: Assistant<ChatRecords>;
  /** The workspace of the token: roles count only there. */
  readonly homeTeam: string;
  readonly languageOf: (asker: Asker, person: PersonId, text: string) => Promise<Language | undefined>;
  readonly answerCase: AnswerCase;
  readonly forget: (person: PersonId) => Promise<void>;
}

/** One event being worked: by whom it is, and how its effects are written once. */
export class Job<I extends Incoming = Incoming> {
  constructor(
    readonly incoming: I,
    private readonly work: Work,
    readonly parts: WorkParts,
    readonly person: PersonId,
  ) {}

  get place(): Place {
    return this.incoming.place;
  }

  /** Marks the event as worked, first in the transaction of its effects, and gives what posts. */
  async begin(records: ChatRecords, who: PersonId | 'nobody' = this.person): Promise<Posting> {
    await this.work.finish(records);
    return new Posting(
      records,
      this.parts.homeTeam,
      this.incoming.asker.user,
      who === 'nobody' ? undefined : who,
    );
  }

  /** All that came of it, where it is only words. */
  async finish(write: (posting: Posting, records: ChatRecords) => Promise<void>): Promise<void> {
    await this.parts.ledger.write(async (records) => {
      await write(await this.begin(records), records);
    });
  }

  reply(messages: readonly Message[]): Promise<void> {
    return this.finish((posting) => posting.reply(this.place, messages));
  }

  whisper(words: string, language: Language): Promise<void> {
    return this.finish((posting) => posting.whisper(this.place, renderWords(words, language)));
  }

  /** The asker's language where the text does not say. */
  language(text: string): Promise<Language | undefined> {
    return this.parts.languageOf(this.incoming.asker, this.person, text);
  }

  render({ reply, question, delivery }: Turn): Message[] {
    const { place } = this;
    return renderReply(reply, { question, delivery, canShare: place.kind === 'aside' && place.canShare });
  }

  asking(language: Language | undefined): Asking {
    const { conversation } = this.incoming;
    return { conversation, language, person: this.person, destination: this.reach };
  }

  /** Where the asker is reached later: in the conversation they asked in, or directly if only they saw it. */
  get reach(): string {
    const { place } = this;
    const { homeTeam } = this.parts;
    return place.kind === 'aside'
      ? destinationTo(homeTeam, place.user)
      : destinationTo(homeTeam, place.channel, place.thread);
  }
}

export async function personOf(asker: Asker, { ledger }: Pick<WorkParts, 'ledger'>): Promise<PersonId> {
  const account = { platform: 'slack', tenant: asker.team, user: asker.user };
  const known = await ledger.read.people.find(account);
  return known ?? ledger.write(({ people }) => people.identify(account));
}
