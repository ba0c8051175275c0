import { afterAll, beforeAll, expect, test } from 'vitest';
import { Engine } from '../../src/engine/engine.ts';
import { CrewJudge } from '../../src/moderation/judge.ts';
import { readSnapshot } from '../../src/storage/knowledge-documents.ts';
import { PLAIN_CALIBRATION } from '../fakes/small-knowledge.ts';
import type { EngineUnderTest } from './harness.ts';
import { TODAY, lin, openDesk, wang } from './moderation-desk.ts';

const REFUND = { kind: 'entry', id: 'export-refund' } as const;
const ASKED = ['货物出口退税要什么材料', '出口退税材料有哪些', 'which papers for an export tax refund'];
/** The entry becomes one about deposits: what it was asked for before it no longer answers. */
const EDIT = {
  'question.zh': '进口保证金多久退还？',
  'question.en': 'When is a deposit on imports returned?',
  'phrasings.zh': ['进口保证金退还期限'],
  'phrasings.en': ['return of import deposits'],
  'shortAnswer.zh': '结关后30日内。',
  'shortAnswer.en': 'Within 30 days of clearance.',
};

const fail = (fault: unknown): never => {
  throw new Error('what nobody waits for failed', { cause: fault });
};

/** What an editor, a reviewer and an asker see of one edit, with the real preview. */
export const describeStory = (engine: EngineUnderTest): void => {
  const judge = new CrewJudge({ calibration: PLAIN_CALIBRATION, today: () => TODAY, onFault: fail });
  // The first job loads the program into the worker threads.
  beforeAll(
    () => judge.judgeGolden({ topics: [], entries: [], guides: [], terms: [], golden: [], probes: [] }),
    60_000,
  );
  afterAll(() => judge.close());

  test('an edit is drafted, previewed, approved, published, told to who was told otherwise, rolled back, and all of it proved', async () => {
    const desk = await openDesk(engine, 1, { judge });
    const { moderation, store } = desk;
    const [other = moderation] = desk.moderations.slice(1);
    const answer = async (text: string) => {
      const { outcome } = new Engine(await readSnapshot(store), PLAIN_CALIBRATION).resolve({
        text,
        today: TODAY,
      });
      return outcome.kind === 'answered' ? outcome.entry.shortAnswer.en : outcome.kind;
    };
    const ann = await desk.anAsker('ann');
    for (const text of ASKED) await desk.tell('export-refund', 'slack:T1/C1', ann, text);
    await desk.tell('cn-esign', 'slack:T1/C2', await desk.anAsker('bob'), '电子签名有效吗');
    const old = await answer(ASKED[0] ?? '');

    const drafted = await moderation.draft({
      edits: [{ kind: 'set', document: REFUND, fields: EDIT }],
      comment: 'deposits, not refunds',
      by: lin,
    });
    if (drafted.kind !== 'drafted') throw new Error(JSON.stringify(drafted));
    const { id: draft, version } = drafted.draft;

    const previewed = await moderation.preview({ draft, by: lin });
    if (previewed.kind !== 'previewed') throw new Error(previewed.kind);
    const { changes } = previewed.report;
    expect(new Set(changes.map(({ question }) => question.text))).toEqual(new Set(ASKED));
    expect(new Set(changes.map(({ before }) => 'id' in before && before.id))).toEqual(
      new Set(['export-refund']),
    );

    expect(await moderation.publish({ draft, weight: 'substantive', by: wang })).toMatchObject({
      kind: 'unapproved',
      reason: 'not-reviewed',
    });
    await other.review({ draft, version, verdict: 'approved', signature: 'Wang Wei', by: wang });
    const published = await other.publish({ draft, weight: 'substantive', by: wang });
    expect(published).toMatchObject({
      kind: 'published',
      reach: { people: 1, channels: 1, notices: 1, web: 0 },
    });
    if (published.kind !== 'published') return;
    expect(await answer('进口保证金退还期限')).toBe('Within 30 days of clearance.');
    const payload = { kind: 'correction', entry: 'export-refund', from: 7, to: published.to, language: 'en' };
    expect(await desk.posts()).toEqual([{ destination: 'slack:T1/C1', payload }]);

    const restored = await moderation.rollback({ document: REFUND, to: 7, weight: 'cosmetic', by: wang });
    expect(restored).toMatchObject({ kind: 'published' });
    expect(await answer(ASKED[0] ?? '')).toBe(old);
    expect(await desk.posts()).toEqual([]);

    const pack = await moderation.evidence({
      whom: { account: { platform: 'slack', tenant: 'T1', user: 'ann' } },
      day: TODAY,
      by: lin,
    });
    if (pack.kind !== 'evidence') throw new Error(pack.kind);
    const [first] = await store.read.revisions.history(REFUND);
    expect(pack.exhibits.slice(0, 3).map(({ question }) => question)).toEqual(ASKED);
    expect(pack.exhibits[0]).toMatchObject({
      kind: 'answer',
      revision: 7,
      shortAnswer: old,
      hash: first?.hash,
    });
    expect(pack.exhibits.slice(3)).toMatchObject([
      {
        kind: 'correction',
        revision: published.to,
        shortAnswer: 'Within 30 days of clearance.',
        reviewer: 'Wang Wei',
        reviewedOn: TODAY,
      },
    ]);
    await desk.fixture.close();
  }, 60_000);
};
