import { createRequire } from 'node:module';
import { workerData } from 'node:worker_threads';
import { Engine } from '../../engine/engine.ts';
import { unpackProfiles } from '../../engine/packed-profiles.ts';
import { keepingReader } from '../../engine/question-text.ts';
import { type KeptAt, readKept } from '../../knowledge/files/kept-file.ts';
import { type KnowledgeDocuments, type Snapshot, createSnapshot } from '../../knowledge/snapshot.ts';
import { Interned } from '../../knowledge/interned.ts';
import type { Job, JobOf, JobResults } from './job.ts';
import { toResult } from './results.ts';
import type { PreviewProgress, Result } from './report.ts';
import type * as TextJobs from './text-jobs.ts';

/** Told how much was done since the last time: an index, or some questions. */
export type Tell = (stage: PreviewProgress['stage'], count: number) => void;

/** The revision of a candidate is not given out yet; nothing that a preview reads depends on it. */
const NO_REVISION = 0;
/** Of this thread. */
const interned = new Interned();
const read = keepingReader();
/** What the first engine begins with. */
let kept = workerData as KeptAt | undefined;
const TELL_EVERY = 50;

/** The documents as a Snapshot; before the first engine, with what was kept of their reading. */
function snapshotOf(documents: KnowledgeDocuments): Snapshot {
  const snapshot = createSnapshot(interned.take(documents), NO_REVISION);
  const bytes = kept && readKept(kept, console.error);
  if (bytes) unpackProfiles(bytes, snapshot);
  kept = undefined;
  return snapshot;
}

const require = createRequire(import.meta.url);
/** Loaded when first needed, which takes as long as the engine does: the worker that only replays begins sooner. */
const textJobs = (): typeof TextJobs => require('./text-jobs.ts') as typeof TextJobs;

const RUN: { readonly [K in Job['kind']]: (job: JobOf<K>, tell: Tell) => JobResults[K] } = {
  replay({ documents, calibration, today, questions }, tell) {
    const engine = new Engine(snapshotOf(documents), calibration, read);
    tell('indexing', 1);
    const results: Result[] = [];
    for (const { text, language } of questions) {
      results.push(toResult(engine.resolve({ text, today, language }).outcome));
      if (results.length % TELL_EVERY === 0) tell('replaying', TELL_EVERY);
    }
    tell('replaying', results.length % TELL_EVERY);
    return results;
  },
  check: (job) => textJobs().check(job),
  compare: (job, tell) => textJobs().compare(job, tell),
};

export const runJob = <K extends Job['kind']>(
  job: JobOf<K> & { readonly kind: K },
  tell: Tell,
): JobResults[K] => RUN[job.kind](job, tell);
