import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { KeptAt } from '../../../../src/knowledge/files/kept-file.ts';
import type { KnowledgeDocuments } from '../../../../src/knowledge/snapshot.ts';
import { type PreviewRequest, Previewer } from '../../../../src/moderation/preview/preview.ts';
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

/** Asked by nobody before. */
const more = Array.from({ length: 3_000 }, (_, at) => ({ text: `备案 ${at}`, language: 'zh' as const }));

async function stagesOf(previewer: Previewer, request: PreviewRequest) {
  const stages = new Set<string>();
  const report = await previewer.preview({ ...request, onProgress: ({ stage }) => void stages.add(stage) });
  return { report, stages: [...stages] };
}

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
    const questions = [...past, ...base.golden.map(({ text }) => ({ text, language: undefined }))];
    await previewer.replay({ ...common, documents: base, questions });
    const candidate = { ...base, entries: base.entries.map((entry) => ({ ...entry, reviewer: '王敏' })) };
    const { report, stages } = await stagesOf(previewer, { ...common, candidate });
    expect(stages).toEqual(['comparing']);
    expect(report).toMatchObject({ changes: [], golden: [] });
    expect(report.reworded).not.toEqual([]);
  });

  it('got ready for, replays nothing any more', async () => {
    const other = new Previewer();
    const request = { ...common, candidate: without('export-refund') };
    await other.getReady(request);
    const { report, stages } = await stagesOf(other, request);
    expect(stages).toEqual(['comparing']);
    expect(report.changes).toHaveLength(1);
    await other.close();
  });

  it.each([
    [
      'a preview comes',
      (other: Previewer) => other.preview({ ...common, candidate: without('export-refund') }),
    ],
    ['it is told to stop', (other: Previewer) => other.stopGettingReady()],
  ])('is got ready for until %s', async (_, come) => {
    const other = new Previewer();
    const request = { ...common, candidate: without('export-refund'), questions: [...past, ...more] };
    const ready = other.getReady(request);
    await come(other);
    await ready;
    const { report, stages } = await stagesOf(other, request);
    expect(stages).toContain('replaying');
    expect(report.changes).toHaveLength(1);
    await other.close();
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
    await previewer.preview({ ...common, candidate: without('eu-esign'), onProgress });
    const shares = told.map(({ done }) => done);
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    expect(shares.at(-1)).toBe(1);
    expect(new Set(told.map(({ stage }) => stage))).toEqual(new Set(['indexing', 'replaying', 'comparing']));
  });

  it('ends at once when it is cancelled, and the next one works', async () => {
    const cancel = new AbortController();
    const cancelled = previewer.preview({
      ...common,
      candidate: without('cn-esign'),
      signal: cancel.signal,
      onProgress: () => {
        cancel.abort(new Error('the moderator left'));
      },
    });
    await expect(cancelled).rejects.toThrow('the moderator left');
    const report = await previewer.preview({
      ...common,
      candidate: without('cn-esign'),
    });
    expect(report.documents).toMatchObject([{ change: 'removed', id: 'cn-esign' }]);
  });

  it('does nothing where it was cancelled before', async () => {
    const signal = AbortSignal.abort(new Error('the moderator had left'));
    const stages: string[] = [];
    const onProgress = ({ stage }: PreviewProgress): void => void stages.push(stage);
    const preview = previewer.preview({ ...common, candidate: without('sg-esign'), signal, onProgress });
    await expect(preview).rejects.toThrow('the moderator had left');
    expect(stages).toEqual([]);
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

describe('what questions got is kept for the next process', { timeout: 60_000 }, () => {
  let folder: string;
  let kept: KeptAt;
  let faults: unknown[];
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'shuwen-results-'));
    kept = { file: join(folder, 'results.bin'), stamp: 'this engine' };
    faults = [];
  });
  afterEach(() => rm(folder, { recursive: true }));

  /** A preview as the first thing that a process does. */
  async function previewOnce(request: Partial<PreviewRequest> = {}, at = kept) {
    const previewer = new Previewer({ kept: at, onFault: (fault) => faults.push(fault) });
    const previewed = await stagesOf(previewer, {
      ...common,
      candidate: without('export-refund'),
      ...request,
    });
    await previewer.close();
    return previewed;
  }

  it('which replays nothing again, and says the same', async () => {
    const { report } = await previewOnce();
    expect(await previewOnce()).toEqual({ report, stages: ['comparing'] });
    // Beside what is replayed now, too.
    const { report: other } = await previewOnce({ candidate: without('eu-esign') });
    expect(other.changes).toEqual([]);
    expect((await stat(kept.file)).mode & 0o777).toBe(0o600);
    expect(faults).toEqual([]);
  });

  it('until a day on which something comes into force or has ended; what names a year is asked again each day', async () => {
    const ending = (documents: KnowledgeDocuments): KnowledgeDocuments => ({
      ...documents,
      entries: documents.entries.map((entry) =>
        entry.id === 'cn-esign' ? { ...entry, valid: { until: '2026-11-22' } } : entry,
      ),
    });
    const both = { base: ending(base), candidate: ending(without('export-refund')) };
    await previewOnce(both);
    expect((await previewOnce({ ...both, today: '2026-11-22' })).stages).toEqual(['comparing']);
    expect((await previewOnce({ ...both, today: '2026-11-23' })).stages).toContain('replaying');
    const questions = [...past, { text: '2025年电子签名有效吗', language: 'zh' as const }];
    await previewOnce({ questions });
    expect((await previewOnce({ questions })).stages).toEqual(['comparing']);
    expect((await previewOnce({ questions, today: '2026-11-24' })).stages).toContain('replaying');
  });

  it('unless another engine kept it, or the file is damaged', async () => {
    const { report } = await previewOnce();
    const other = await previewOnce({}, { ...kept, stamp: 'another engine' });
    expect(other.stages).toContain('replaying');
    const bytes = await readFile(kept.file);
    bytes[100] = (bytes[100] ?? 0) ^ 1;
    await writeFile(kept.file, bytes);
    const { stages, report: again } = await previewOnce();
    expect(stages).toContain('replaying');
    expect([other.report, again]).toEqual([report, report]);
    expect(faults).toEqual([]);
  });

  it('without what was said, and no longer than it is asked', async () => {
    await previewOnce({ questions: [...past, ...more] });
    const { size } = await stat(kept.file);
    await previewOnce({ candidate: without('sg-esign') });
    const bytes = await readFile(kept.file);
    expect(bytes.length).toBeLessThan(size / 10);
    expect(bytes.toString()).toContain('export-refund');
    expect(bytes.toString()).not.toMatch(/退税|签名|备案/);
  });

  it('where it cannot be kept that is told, and nothing else changes', async () => {
    await mkdir(kept.file);
    const { report } = await previewOnce();
    expect(report.changes).toHaveLength(1);
    expect(faults.map(String)).toEqual([
      expect.stringContaining(`${kept.file} cannot be read`),
      expect.stringContaining(`${kept.file} cannot be written`),
    ]);
  });
});
