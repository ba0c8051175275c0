import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { PersonId } from '../../src/assistant/ports.ts';
import type { Edit } from '../../src/moderation/edit.ts';
import type { Moderation } from '../../src/moderation/moderation.ts';
import { localAccount } from '../../src/moderation/moderators.ts';
import type { By } from '../../src/moderation/permission.ts';
import type { EngineUnderTest } from './harness.ts';
import { type Desk, TODAY, lin, openDesk, wang } from './moderation-desk.ts';

const CN = { kind: 'entry', id: 'cn-esign' } as const;
const edits: readonly Edit[] = [{ kind: 'set', document: CN, fields: { 'shortAnswer.en': 'Never.' } }];
const reason = { zh: '废止。', en: 'Repealed.' };

/** What there is to be had by who may not. */
interface Loot {
  /** Approved, not yet published. */
  readonly draft: number;
  readonly openCase: number;
}

type Attempt = (moderation: Moderation, by: By, loot: Loot) => Promise<{ readonly kind: string }>;

const MODERATING: Readonly<Record<string, Attempt>> = {
  draft: (moderation, by) => moderation.draft({ edits, by }),
  revise: (moderation, by, { draft }) => moderation.revise({ draft, edits, by }),
  discard: (moderation, by, { draft }) => moderation.discard({ draft, by }),
  preview: (moderation, by, { draft }) => moderation.preview({ draft, by }),
  approve: (moderation, by, { draft }) => moderation.review({ draft, version: 1, verdict: 'approved', by }),
  'request changes': (moderation, by, { draft }) =>
    moderation.review({ draft, version: 1, verdict: 'changes-requested', by }),
  evidence: (moderation, by) => moderation.evidence({ whom: { destination: 'slack:T1/C1' }, day: TODAY, by }),
  cases: (moderation, by) => moderation.cases(by),
  'answer a case': (moderation, by, { openCase }) =>
    moderation.answerCase({ case: openCase, text: 'Buy my product.', by }),
  'close a case': (moderation, by, { openCase }) => moderation.closeCase({ case: openCase, by }),
};
const READING: Readonly<Record<string, Attempt>> = {
  drafts: (moderation, by) => moderation.drafts(by),
  'a draft': (moderation, by, { draft }) => moderation.findDraft({ draft, by }),
  history: (moderation, by) => moderation.history({ document: CN, by }),
  overdue: (moderation, by) => moderation.overdue({ today: TODAY, by }),
};
const PUBLISHING: Readonly<Record<string, Attempt>> = {
  publish: (moderation, by, { draft }) => moderation.publish({ draft, weight: 'cosmetic', by }),
  rollback: (moderation, by) => moderation.rollback({ document: CN, to: 2, weight: 'cosmetic', by }),
  withdraw: (moderation, by) =>
    moderation.withdraw({ document: CN, reason, weight: 'cosmetic', questions: 'remove', by }),
};
const ALL = { ...MODERATING, ...READING, ...PUBLISHING };

export const describePrivileges = (engine: EngineUnderTest): void => {
  describe('privileges', () => {
    let desk: Desk;
    beforeEach(async () => {
      desk = await openDesk(engine);
    });
    afterEach(() => desk.fixture.close());

    const add = (name: string, ...roles: ('asker' | 'moderator' | 'publisher')[]) =>
      desk.moderation.moderators.add({ name, roles, operator: 'root' });
    const mint = async (name: string, label: string, days: number): Promise<By> => {
      const minted = await desk.moderation.moderators.mintToken({ name, label, days, operator: 'root' });
      if (minted.kind !== 'minted') throw new Error(`there is no ${name}`);
      return { token: minted.token };
    };

    /** Everyone who lacks something, with what they try. */
    async function lackers(): Promise<
      readonly (readonly [lack: string, by: By, Readonly<Record<string, Attempt>>])[]
    > {
      await add('asker', 'asker');
      await add('nobody');
      await add('mod', 'moderator');
      await add('pub', 'publisher');
      await add('former', 'moderator', 'publisher');
      const [expired, revoked, ofFormer, ofMod] = [
        await mint('wang', 'old', 1),
        await mint('wang', 'lost', 90),
        await mint('former', 'kept', 90),
        await mint('mod', 'erp', 90),
      ];
      desk.fixture.advance(2 * 24 * 3_600_000);
      await desk.moderation.moderators.revokeToken({ name: 'wang', label: 'lost', operator: 'root' });
      await desk.moderation.moderators.revoke({ name: 'former', operator: 'root' });
      const { draft: _draft, ...notDraft } = ALL;
      return [
        ['an account that nobody has', { account: localAccount('mallory') }, ALL],
        [
          "a moderator's name on a platform",
          { account: { platform: 'slack', tenant: 'T1', user: 'wang' } },
          ALL,
        ],
        ["a moderator's name in another house", { account: { ...wang.account, tenant: 'T2' } }, ALL],
        ['no role', { account: localAccount('nobody') }, ALL],
        ['the role of an asker', { account: localAccount('asker') }, ALL],
        ['roles that were revoked', { account: localAccount('former') }, ALL],
        ['a person who does not exist', { person: 'wang' as string as PersonId }, ALL],
        ['a made-up token', { token: 'shuwen_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA' }, ALL],
        ['an empty token', { token: '' }, ALL],
        ['an expired token', expired, ALL],
        ['a revoked token', revoked, ALL],
        ['the token of one whose roles were revoked', ofFormer, ALL],
        ['a moderator only', { account: localAccount('mod') }, PUBLISHING],
        ["a moderator's token only", ofMod, PUBLISHING],
        ['a publisher only', { account: localAccount('pub') }, MODERATING],
        ['a file', { program: 'file' }, notDraft],
      ];
    }

    test('0 of 200 and more attempts by someone who lacks what it takes succeed, and none leaves a trace', async () => {
      const draft = await desk.approved('cn-esign', { 'shortAnswer.en': 'It has the effect of ink.' });
      const { id: openCase } = await desk.store.write(({ cases }) =>
        cases.open({ question: 'Solar panels?', person: undefined, destination: 'slack:T1/C1' }),
      );
      const attempts = (await lackers()).flatMap(([lack, by, tried]) =>
        Object.entries(tried).map(([action, attempt]) => ({ name: `${action} with ${lack}`, by, attempt })),
      );
      const state = async () => ({
        revision: await desk.store.read.revisions.last(),
        drafts: await desk.store.read.drafts.listOpen(),
        cases: await desk.store.read.cases.listOpen(),
        audit: (await desk.store.read.audit.since(0, 1_000)).length,
      });
      const before = await state();
      const succeeded: string[] = [];
      for (const { name, by, attempt } of attempts)
        if ((await attempt(desk.moderation, by, { draft, openCase })).kind !== 'denied') succeeded.push(name);
      expect(succeeded).toEqual([]);
      expect(attempts.length).toBeGreaterThanOrEqual(200);
      expect(await state()).toEqual(before);
      expect(await desk.posts()).toEqual([]);
      // The same attempts by who may: the table does not refuse everything.
      expect(await ALL['publish']?.(desk.moderation, wang, { draft, openCase })).toMatchObject({
        kind: 'published',
      });
    });

    test('nobody approves their own draft, by whichever of their accounts', async () => {
      const slack = { platform: 'slack', tenant: 'T1', user: 'U-lin' };
      await desk.moderation.moderators.link({ name: 'lin', account: slack, operator: 'root' });
      const token = await mint('lin', 'erp', 30);
      const drafted = await desk.moderation.draft({ edits, by: lin });
      if (drafted.kind !== 'drafted') throw new Error(drafted.kind);
      const { id, version } = drafted.draft;
      for (const by of [lin, { account: slack }, token])
        expect(await desk.moderation.review({ draft: id, version, verdict: 'approved', by })).toMatchObject({
          kind: 'denied',
          reason: 'own-draft',
        });
    });

    test('nobody who wrote a part of a draft approves it', async () => {
      const draft = await desk.approved('cn-esign', { 'shortAnswer.en': 'One.' });
      await desk.moderation.revise({ draft, edits, by: wang });
      const approve = (by: By) => desk.moderation.review({ draft, version: 2, verdict: 'approved', by });
      expect((await approve(lin)).kind).toBe('denied');
      expect((await approve(wang)).kind).toBe('denied');
    });

    test('an approval does not count once its account turns out to be the author’s', async () => {
      const slack = { platform: 'slack', tenant: 'T1', user: 'U-second' };
      await add('second', 'moderator');
      await desk.moderation.moderators.link({ name: 'second', account: slack, operator: 'root' });
      const drafted = await desk.moderation.draft({ edits, by: lin });
      if (drafted.kind !== 'drafted') throw new Error(drafted.kind);
      const { id: draft, version } = drafted.draft;
      await desk.moderation.review({ draft, version, verdict: 'approved', by: { account: slack } });
      await desk.moderation.moderators.link({ name: 'lin', account: slack, operator: 'root' });
      expect(await desk.moderation.publish({ draft, weight: 'cosmetic', by: wang })).toMatchObject({
        kind: 'unapproved',
        reason: 'not-reviewed',
      });
    });

    test('an approval counts only while who gave it is a moderator', async () => {
      await add('guest', 'moderator');
      const drafted = await desk.moderation.draft({ edits, by: lin });
      if (drafted.kind !== 'drafted') throw new Error(drafted.kind);
      const { id: draft, version } = drafted.draft;
      const guest = { account: localAccount('guest') };
      await desk.moderation.review({ draft, version, verdict: 'approved', by: guest });
      await desk.moderation.moderators.revoke({ name: 'guest', operator: 'root' });
      expect(await desk.moderation.publish({ draft, weight: 'cosmetic', by: wang })).toMatchObject({
        kind: 'unapproved',
        reason: 'lapsed',
      });
    });

    test('a version that was not looked at is not approved', async () => {
      const draft = await desk.approved('cn-esign', { 'shortAnswer.en': 'One.' });
      await desk.moderation.revise({ draft, edits, by: lin });
      expect(
        await desk.moderation.review({ draft, version: 1, verdict: 'approved', by: wang }),
      ).toMatchObject({ kind: 'not-open', draft: { version: 2 } });
    });

    test('changes that were requested keep a draft from being published, whoever approved it', async () => {
      const draft = await desk.approved('cn-esign', { 'shortAnswer.en': 'One.' });
      await add('third', 'moderator');
      const third = { account: localAccount('third') };
      await desk.moderation.review({ draft, version: 1, verdict: 'changes-requested', by: third });
      expect(await desk.moderation.publish({ draft, weight: 'cosmetic', by: wang })).toMatchObject({
        kind: 'unapproved',
        reason: 'changes-requested',
      });
    });
  });

  test('an association of one publishes without a second person', async () => {
    const desk = await openDesk(engine, 0, { review: 'single' });
    const drafted = await desk.moderation.draft({ edits, by: wang });
    if (drafted.kind !== 'drafted') throw new Error(drafted.kind);
    const published = await desk.moderation.publish({
      draft: drafted.draft.id,
      weight: 'cosmetic',
      by: wang,
    });
    expect(published).toMatchObject({ kind: 'published' });
    await desk.fixture.close();
  });
};
