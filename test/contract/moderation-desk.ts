import type { PersonId } from '../../src/assistant/ports.ts';
import { civilDateIn } from '../../src/config.ts';
import { Engine } from '../../src/engine/engine.ts';
import { type EntryId, entryId } from '../../src/knowledge/fields.ts';
import { type KnowledgeDocuments, createSnapshot } from '../../src/knowledge/snapshot.ts';
import { edit } from '../../src/moderation/edit.ts';
import { checkDocuments } from '../../src/moderation/check-documents.ts';
import { type Moderation, createModeration } from '../../src/moderation/moderation.ts';
import { localAccount } from '../../src/moderation/moderators.ts';
import type { ModerationParts } from '../../src/moderation/parts.ts';
import type { BrokenQuestion, Judge, Role } from '../../src/moderation/ports.ts';
import { seedStore } from '../../src/storage/seed.ts';
import type { Store } from '../../src/storage/store.ts';
import { aGoldenQuestion } from '../fakes/builders.ts';
import { PLAIN_CALIBRATION, SMALL_KNOWLEDGE, outcomeOf, shownBy } from '../fakes/small-knowledge.ts';
import { type EngineUnderTest, type Fixture, openFixture } from './harness.ts';

export const TODAY = '2026-11-21';
const TIME_ZONE = 'Asia/Shanghai';

/** Electronic signatures in three jurisdictions and more, with two golden questions. */
const theKnowledge: KnowledgeDocuments = {
  ...SMALL_KNOWLEDGE,
  golden: [
    aGoldenQuestion('Is an e-signature binding under the law of Singapore?', 'sg-esign'),
    aGoldenQuestion('tomatoes', 'nothing'),
  ],
};

function findBrokenQuestions(documents: KnowledgeDocuments): BrokenQuestion[] {
  const engine = new Engine(createSnapshot(documents, 0), PLAIN_CALIBRATION);
  return documents.golden.flatMap(({ text, expect }) => {
    const got = shownBy(outcomeOf(engine, text, {}, TODAY));
    return got === expect || (expect === 'nothing' && got === 'abstained') ? [] : [{ text, expect, got }];
  });
}

/** Judges at once, in this process. */
const aJudge = (): Judge => ({
  check: (documents, edited) => Promise.resolve(checkDocuments(documents, TODAY, edited)),
  judgeGolden: (documents) => Promise.resolve(findBrokenQuestions(documents)),
  preview: () => Promise.reject(new Error('nothing is previewed here')),
  expectPreview: () => () => undefined,
  standBy: () => undefined,
  standDown: () => undefined,
});

export const lin = { account: localAccount('lin') };
export const wang = { account: localAccount('wang') };

/** An association with its moderators: Lin drafts and reviews, Wang publishes too. */
export interface Desk {
  readonly fixture: Fixture;
  readonly store: Store;
  /** One for each replica, the first included. */
  readonly moderations: readonly Moderation[];
  readonly moderation: Moderation;
  /** Someone who asks on a platform. */
  anAsker(user: string): Promise<PersonId>;
  /** Tells someone an entry as it stands, and returns its revision. */
  tell(entry: string, destination: string, person?: PersonId, asked?: string): Promise<number>;
  /** What waits to be posted. */
  posts(): Promise<readonly { readonly destination: string; readonly payload: unknown }[]>;
  /** Drafts by Lin and approves by Wang. @returns the draft's number */
  approved(id: string, fields: Readonly<Record<string, unknown>>): Promise<number>;
}

const moderationOver = (store: Store, now: () => number, parts: Partial<ModerationParts> = {}): Moderation =>
  createModeration({
    store,
    judge: aJudge(),
    review: 'second-person',
    fileEdits: 'draft',
    civilDate: (moment) => civilDateIn(TIME_ZONE, new Date(moment)),
    now,
    ...parts,
  });

export async function openDesk(
  engine: EngineUnderTest,
  replicas = 0,
  parts: Partial<ModerationParts> = {},
): Promise<Desk> {
  const fixture = await openFixture(engine, replicas);
  const { store } = fixture;
  const now = fixture.config.now ?? Date.now;
  await seedStore(store, theKnowledge);
  const moderations = [store, ...fixture.replicas].map((replica) => moderationOver(replica, now, parts));
  const [moderation] = moderations;
  if (!moderation) throw new Error('there is no replica');
  const add = (name: string, ...roles: Role[]) =>
    moderation.moderators.add({ name, roles, operator: 'root' });
  await add('lin', 'moderator');
  await add('wang', 'moderator', 'publisher');
  return {
    fixture,
    store,
    moderations,
    moderation,
    anAsker: (user) =>
      store.write(({ people }) => people.identify({ platform: 'slack', tenant: 'T1', user })),
    tell: (entry, destination, person, asked = 'Is an electronic signature valid?') =>
      tell(store, entryId.parse(entry), destination, person, asked),
    posts: () => claimPosts(store),
    approved: async (id, fields) => {
      const drafted = await moderation.draft({
        edits: [edit.parse({ kind: 'set', document: { kind: 'entry', id }, fields })],
        by: lin,
      });
      if (drafted.kind !== 'drafted') throw new Error(`not drafted: ${JSON.stringify(drafted)}`);
      const { draft } = drafted;
      const reviewed = await moderation.review({
        draft: draft.id,
        version: draft.version,
        verdict: 'approved',
        by: wang,
      });
      if (reviewed.kind !== 'reviewed') throw new Error(`not reviewed: ${JSON.stringify(reviewed)}`);
      return draft.id;
    },
  };
}

async function tell(
  store: Store,
  entry: EntryId,
  destination: string,
  person: PersonId | undefined,
  text: string,
): Promise<number> {
  return store.write(async ({ revisions, questions, deliveries }) => {
    const revision = await revisions.last();
    const question = await questions.record({
      text,
      outcome: 'answered',
      confidence: 0.9,
      entry,
      revision,
      language: 'en',
      person,
      conversation: destination,
    });
    await deliveries.record({ question, entry, revision, language: 'en', person, destination });
    return revision;
  });
}

async function claimPosts(store: Store) {
  const claim = { platform: 'slack', worker: 'test', leaseMs: 1_000, most: 1_000, intervalMs: 0 };
  const claimed = await store.write(({ outbox }) => outbox.claim(claim));
  for (const post of claimed)
    await store.write(({ outbox }) => outbox.settle(post, 'test', { kind: 'delivered' }));
  return claimed.map(({ destination, payload }) => ({
    destination,
    payload: JSON.parse(payload) as unknown,
  }));
}
