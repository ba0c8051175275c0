import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { KnowledgeDocuments } from '../../../../src/knowledge/snapshot.ts';
import { Previewer } from '../../../../src/moderation/preview/preview.ts';
import type { PreviewProgress } from '../../../../src/moderation/preview/report.ts';
import { aGoldenQuestion } from '../../../fakes/builders.ts';
import { PLAIN_CALIBRATION, SMALL_KNOWLEDGE } from '../../../fakes/small-knowledge.ts';

const base: KnowledgeDocuments = {
  ...SMALL_KNOWLEDGE,
  golden: [aGoldenQuestion('新加坡电子签名有效吗', 'sg-esign'), aGoldenQuestion('公司年会抽奖', 'nothing')],
};
const without = (id: string): KnowledgeDocuments => ({
  ...base,
  entries: base.entries.filter((entry) => entry.id !== id),
});
const past = ['货物出口退税要什么材料', '电子签名有效吗', '货物出口退税要什么材料'].map((text) => ({
  text,
  language: 'zh' as const,
}));
const common = { base, calibration: PLAIN_CALIBRATION, today: '2026-11-21', questions: past };

// Threads load the whole program, which a busy machine takes its time for.
describe('a preview, in worker threads', { timeout: 60_000 }, () => {
  let previewer: Previewer;
  beforeAll(() => {
    previewer = new Previewer();
  });
  afterAll(() => previewer.close());

  it('names the questions whose outcome changes, and how often each was asked', async () => {
    const report = await previewer.preview({ ...common, candidate: without('export-refund') });
    expect(report.changes).toEqual([
      {
        question: { text: '货物出口退税要什么材料', language: 'zh', timesAsked: 2 },
        effect: 'answer-lost',
        before: { kind: 'answered', id: 'export-refund', validity: undefined },
        after: { kind: 'not-known' },
      },
    ]);
    expect(report.replayed).toEqual({ golden: 2, past: 2 });
    expect(report.titles['export-refund']?.zh).toBe('货物出口退税要什么材料？');
    expect(report.golden).toEqual([]);
  });

  it('names the golden question that it breaks', async () => {
    const { golden } = await previewer.preview({ ...common, candidate: without('sg-esign') });
    expect(golden).toMatchObject([{ question: { text: '新加坡电子签名有效吗' }, isBroken: true }]);
  });

  it('of nothing changes nothing', async () => {
    const report = await previewer.preview({ ...common, candidate: base });
    expect(report).toMatchObject({ changes: [], reworded: [], golden: [], documents: [], warnings: [] });
  });

  it('of what changes no outcome replays nothing where the base is known', async () => {
    const stages: string[] = [];
    const questions = [...past, ...base.golden.map(({ text }) => ({ text, language: undefined }))];
    await previewer.replay({ ...common, documents: base, today: '2026-11-24', questions });
    const candidate = { ...base, entries: base.entries.map((entry) => ({ ...entry, reviewer: '王敏' })) };
    const report = await previewer.preview({
      ...common,
      today: '2026-11-24',
      candidate,
      onProgress: ({ stage }) => void stages.push(stage),
    });
    expect(stages).toEqual(['comparing']);
    expect(report).toMatchObject({ changes: [], golden: [] });
    expect(report.reworded).not.toEqual([]);
  });

  it('got ready on a base, replays no question of it again', async () => {
    const stages: string[] = [];
    const request = { ...common, today: '2026-11-25', candidate: base };
    await previewer.getReady(request);
    await previewer.preview({ ...request, onProgress: ({ stage }) => void stages.push(stage) });
    expect(stages).toEqual(['comparing']);
  });

  it('asked for while it is got ready, comes all the same', async () => {
    const request = { ...common, today: '2026-11-26', candidate: without('export-refund') };
    const ready = previewer.getReady(request);
    const { changes } = await previewer.preview(request);
    expect(changes).toHaveLength(1);
    await ready;
  });

  it('says the same where the base was replayed before', async () => {
    const cold = await previewer.preview({ ...common, candidate: without('export-refund') });
    const other = new Previewer();
    const results = await other.replay({ ...common, documents: base });
    expect(results).toEqual([
      { kind: 'answered', id: 'export-refund', validity: undefined },
      { kind: 'answered', id: 'cn-esign', validity: undefined },
      { kind: 'answered', id: 'export-refund', validity: undefined },
    ]);
    expect(await other.preview({ ...common, candidate: without('export-refund') })).toEqual(cold);
    await other.close();
  });

  it('tells how far it has come, up to the end', async () => {
    const told: PreviewProgress[] = [];
    const onProgress = (progress: PreviewProgress): void => void told.push(progress);
    await previewer.preview({ ...common, today: '2026-11-22', candidate: without('eu-esign'), onProgress });
    const shares = told.map(({ done }) => done);
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    expect(shares.at(-1)).toBe(1);
    expect(new Set(told.map(({ stage }) => stage))).toEqual(new Set(['indexing', 'replaying', 'comparing']));
  });

  it('ends at once when it is cancelled, and the next one works', async () => {
    const cancel = new AbortController();
    const cancelled = previewer.preview({
      ...common,
      today: '2026-11-23',
      candidate: without('cn-esign'),
      signal: cancel.signal,
      onProgress: () => {
        cancel.abort(new Error('the moderator left'));
      },
    });
    await expect(cancelled).rejects.toThrow('the moderator left');
    const report = await previewer.preview({
      ...common,
      today: '2026-11-23',
      candidate: without('cn-esign'),
    });
    expect(report.documents).toMatchObject([{ change: 'removed', id: 'cn-esign' }]);
  });

  it('several at a time wait for their turn', async () => {
    const reports = await Promise.all(
      ['cn-esign', 'sg-esign', 'eu-esign'].map((id) =>
        previewer.preview({ ...common, candidate: without(id) }),
      ),
    );
    expect(reports.map(({ documents }) => documents[0]?.id)).toEqual(['cn-esign', 'sg-esign', 'eu-esign']);
  });
});
