import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readSnapshot } from '../../src/storage/knowledge-documents.ts';
import { entryId } from '../../src/knowledge/fields.ts';
import type { EngineUnderTest } from './harness.ts';
import { type Desk, lin, openDesk, wang } from './moderation-desk.ts';

const CN = { kind: 'entry', id: 'cn-esign' } as const;
const NEW_TEXT = 'Yes: a reliable electronic signature has the effect of a written one.';
const SG = { kind: 'entry', id: 'sg-esign' } as const;

export const describeModeration = (engine: EngineUnderTest): void => {
  describe('moderation', () => {
    let desk: Desk;
    beforeEach(async () => {
      desk = await openDesk(engine, 1);
    });
    afterEach(() => desk.fixture.close());

    const shortAnswerOf = async (id: string) =>
      (await readSnapshot(desk.store)).entries.get(entryId.parse(id))?.shortAnswer.en;
    const publish = (draft: number, weight: 'substantive' | 'cosmetic' = 'substantive') =>
      desk.moderation.publish({ draft, weight, by: wang });

    test('a cosmetic change is told to nobody', async () => {
      await desk.tell('cn-esign', 'slack:T1/C1', await desk.anAsker('ann'));
      const draft = await desk.approved('cn-esign', { 'shortAnswer.en': NEW_TEXT });
      expect(await publish(draft, 'cosmetic')).toMatchObject({ kind: 'published', reach: { people: 0 } });
      expect(await desk.posts()).toEqual([]);
    });

    test('of publishers racing on one document one wins, and the other sees what changed meanwhile', async () => {
      const drafts = [
        await desk.approved('cn-esign', { 'shortAnswer.en': NEW_TEXT }),
        await desk.approved('cn-esign', { 'shortAnswer.en': `${NEW_TEXT} Always.` }),
      ];
      const results = await Promise.all(
        drafts.map((draft, index) =>
          (desk.moderations[index] ?? desk.moderation).publish({ draft, weight: 'cosmetic', by: wang }),
        ),
      );
      expect(results.filter(({ kind }) => kind === 'published')).toHaveLength(1);
      const wangId = await desk.store.read.people.find(wang.account);
      expect(results.find(({ kind }) => kind === 'stale-base')).toMatchObject({
        document: CN,
        base: 2,
        since: [{ person: wangId, kind: 'entry', id: 'cn-esign' }],
      });
      expect(await desk.store.read.revisions.findFaults()).toEqual([]);
    });

    test('publishers racing on different documents both win', async () => {
      const drafts = [
        await desk.approved('cn-esign', { 'shortAnswer.en': NEW_TEXT }),
        await desk.approved('sg-esign', { 'shortAnswer.en': NEW_TEXT }),
      ];
      const results = await Promise.all(
        drafts.map((draft, index) =>
          (desk.moderations[index] ?? desk.moderation).publish({ draft, weight: 'cosmetic', by: wang }),
        ),
      );
      expect(results.map(({ kind }) => kind)).toEqual(['published', 'published']);
      expect([await shortAnswerOf('cn-esign'), await shortAnswerOf('sg-esign')]).toEqual([
        NEW_TEXT,
        NEW_TEXT,
      ]);
    });

    test('of two who publish one draft at one moment one does', async () => {
      const draft = await desk.approved('cn-esign', { 'shortAnswer.en': NEW_TEXT });
      const results = await Promise.all(
        desk.moderations.map((moderation) => moderation.publish({ draft, weight: 'cosmetic', by: wang })),
      );
      expect(results.map(({ kind }) => kind).sort()).toEqual(['not-open', 'published']);
    });

    test('an approval lapses when the draft changes', async () => {
      const draft = await desk.approved('cn-esign', { 'shortAnswer.en': NEW_TEXT });
      const revised = await desk.moderation.revise({
        draft,
        edits: [{ kind: 'set', document: CN, fields: { 'shortAnswer.en': 'Never.' } }],
        by: lin,
      });
      expect(revised).toMatchObject({ kind: 'drafted', draft: { version: 2 } });
      expect(await publish(draft)).toMatchObject({ kind: 'unapproved', reason: 'lapsed' });
      expect(await shortAnswerOf('cn-esign')).not.toBe('Never.');
    });

    test('a golden question that breaks keeps a draft from being published until it is changed in it', async () => {
      const gone = {
        jurisdictions: ['JP'],
        question: { zh: '临时许可在日本怎么办？', en: 'Temporary licence in Japan?' },
        phrasings: { zh: ['日本许可'], en: ['licence in Japan'] },
      };
      const draft = await desk.approved('sg-esign', gone);
      const text = 'Is an e-signature binding under the law of Singapore?';
      expect(await publish(draft)).toMatchObject({
        kind: 'broken-questions',
        questions: [{ text, expect: 'sg-esign' }],
      });
      const revised = await desk.moderation.revise({
        draft,
        edits: [{ kind: 'question', text, expect: null }],
        by: lin,
      });
      expect(revised).toMatchObject({ kind: 'drafted' });
      await desk.moderation.review({ draft, version: 2, verdict: 'approved', by: wang });
      expect(await publish(draft)).toMatchObject({ kind: 'published' });
    });

    test('a withdrawn answer says why, when and what replaces it, and comes back by a rollback', async () => {
      const reason = { zh: '新法已施行。', en: 'A new law is in force.' };
      await desk.tell('sg-esign', 'web:browser');
      const withdrawing = {
        document: SG,
        reason,
        replacedBy: entryId.parse('eu-esign'),
        weight: 'substantive',
        by: wang,
      } as const;
      expect(await desk.moderation.withdraw(withdrawing)).toMatchObject({
        kind: 'invalid',
        faults: [{ document: { kind: 'golden' }, path: ['questions', 0, 'expect'] }],
      });
      const withdrawn = await desk.moderation.withdraw({ ...withdrawing, questions: 'remove' });
      expect(withdrawn).toMatchObject({ kind: 'published', reach: { notices: 0, web: 1 } });
      if (withdrawn.kind !== 'published') return;
      expect(await desk.moderation.withdrawn('sg-esign')).toEqual({
        entry: 'sg-esign',
        revision: withdrawn.from,
        at: desk.fixture.config.now?.(),
        reason,
        replacedBy: 'eu-esign',
      });
      expect(await desk.moderation.takeCorrections('web:browser')).toMatchObject([
        { entry: 'sg-esign', from: 3, to: withdrawn.from },
      ]);
      expect(await desk.moderation.takeCorrections('web:browser')).toEqual([]);
      await desk.moderation.rollback({ document: SG, to: 3, weight: 'cosmetic', by: wang });
      expect(await desk.moderation.withdrawn('sg-esign')).toBeUndefined();
      expect(await shortAnswerOf('sg-esign')).toBe('Yes, sg-esign holds.');
    });

    test('an entry at the end of a guide is withdrawn only with the guide changed', async () => {
      const drafted = await desk.moderation.withdraw({
        document: { kind: 'entry', id: 'export-over-1m' },
        reason: { zh: '已废止。', en: 'Repealed.' },
        weight: 'cosmetic',
        by: wang,
      });
      expect(drafted).toMatchObject({
        kind: 'invalid',
        faults: [
          {
            document: { kind: 'guide', id: 'which-export-route' },
            path: ['steps', 0, 'options', 1, 'entry'],
          },
        ],
      });
    });

    test('more than fifty people are told only when that was confirmed', async () => {
      for (let index = 0; index < 51; index += 1)
        await desk.tell('cn-esign', `slack:T1/C${index % 7}/${index}`, await desk.anAsker(`U${index}`));
      const draft = await desk.approved('cn-esign', { 'shortAnswer.en': NEW_TEXT });
      const reach = { people: 51, channels: 7, notices: 51, web: 0 };
      expect(await publish(draft)).toEqual({ kind: 'needs-confirmation', reach });
      expect(await desk.posts()).toEqual([]);
      const confirmed = { draft, weight: 'substantive', confirmedFor: 51, by: wang } as const;
      expect(await desk.moderation.publish(confirmed)).toMatchObject({ kind: 'published', reach });
    });

    test('a thread in which several were shown the old text is told once, and whoever saw it long ago is not', async () => {
      await desk.tell('cn-esign', 'slack:T1/C9/1', await desk.anAsker('early'));
      desk.fixture.advance(181 * 24 * 3_600_000);
      await desk.tell('cn-esign', 'slack:T1/C1/1', await desk.anAsker('ann'));
      await desk.tell('cn-esign', 'slack:T1/C1/1', await desk.anAsker('bob'));
      const draft = await desk.approved('cn-esign', { 'shortAnswer.en': NEW_TEXT });
      expect(await publish(draft)).toMatchObject({ reach: { people: 2, channels: 1, notices: 1 } });
      expect((await desk.posts()).map(({ destination }) => destination)).toEqual(['slack:T1/C1/1']);
    });

    test('who was shown the new text already, or the same text, is not told', async () => {
      const ann = await desk.anAsker('ann');
      await desk.tell('cn-esign', 'slack:T1/C1', ann);
      await publish(await desk.approved('cn-esign', { 'shortAnswer.en': NEW_TEXT }), 'cosmetic');
      const back = { document: CN, to: 2, weight: 'substantive', by: wang } as const;
      expect(await desk.moderation.rollback(back)).toMatchObject({ reach: { people: 0 } });
      await publish(await desk.approved('cn-esign', { 'shortAnswer.en': NEW_TEXT }), 'cosmetic');
      await desk.tell('cn-esign', 'slack:T1/C1', ann);
      await desk.tell('cn-esign', 'slack:T1/C2', await desk.anAsker('bob'));
      expect(await desk.moderation.rollback(back)).toMatchObject({ reach: { people: 2, notices: 2 } });
    });

    test('a forgotten person is in no correction any more', async () => {
      const ann = await desk.anAsker('ann');
      await desk.tell('cn-esign', 'slack:T1/C1', ann);
      await publish(await desk.approved('cn-esign', { 'shortAnswer.en': NEW_TEXT }));
      const told = () => desk.store.read.corrections.toldTo({ person: ann }, 0, Number.MAX_SAFE_INTEGER);
      expect(await told()).toHaveLength(2);
      await desk.store.forget(ann);
      expect(await told()).toEqual([]);
      expect(await desk.posts()).toEqual([]);
    });

    test('what an account was told is its person’s when it is linked', async () => {
      await desk.tell('cn-esign', 'slack:T1/C1', await desk.anAsker('U-lin'));
      const account = { platform: 'slack', tenant: 'T1', user: 'U-lin' };
      await desk.moderation.moderators.link({ name: 'lin', account, operator: 'root' });
      const pack = await desk.moderation.evidence({ whom: lin, day: '2026-11-21', by: lin });
      expect(pack).toMatchObject({ kind: 'evidence', exhibits: [{ entry: 'cn-esign' }] });
    });

    test('a draft of a withdrawal still publishes when a neighbour was edited meanwhile', async () => {
      const linked = await desk.approved('eu-esign', { related: ['old-rule'] });
      await publish(linked, 'cosmetic');
      const reason = { zh: '废止。', en: 'Repealed.' };
      const drafted = await desk.moderation.draft({
        edits: [{ kind: 'withdraw', document: { kind: 'entry', id: 'old-rule' }, reason }],
        by: lin,
      });
      if (drafted.kind !== 'drafted') throw new Error(JSON.stringify(drafted));
      const { id, version } = drafted.draft;
      await desk.moderation.review({ draft: id, version, verdict: 'approved', by: wang });
      await publish(await desk.approved('eu-esign', { keywords: ['eIDAS'] }), 'cosmetic');
      expect(await publish(id)).toMatchObject({ kind: 'published' });
      const { entries, terms } = await readSnapshot(desk.store);
      expect(entries.get(entryId.parse('eu-esign'))).toMatchObject({ keywords: ['eIDAS'], related: [] });
      expect(terms.filter(({ explainedBy }) => explainedBy === 'old-rule')).toEqual([]);
    });

    test('a case is answered where it was asked, once', async () => {
      const { id } = await desk.store.write(({ cases }) =>
        cases.open({ question: 'Solar panels?', person: undefined, destination: 'slack:T1/C1' }),
      );
      const answer = () => desk.moderation.answerCase({ case: id, text: 'See the customs page.', by: lin });
      expect(await desk.moderation.cases(lin)).toMatchObject({ kind: 'cases', cases: [{ id }] });
      expect(await answer()).toEqual({ kind: 'case-answered', isPosted: true });
      expect(await answer()).toEqual({ kind: 'case-closed' });
      expect(await desk.posts()).toEqual([
        {
          destination: 'slack:T1/C1',
          payload: {
            kind: 'personal-reply',
            case: id,
            question: 'Solar panels?',
            text: 'See the customs page.',
            language: 'en',
          },
        },
      ]);
    });
  });
};
