import { isDeepStrictEqual } from 'node:util';
import { workerData } from 'node:worker_threads';
import type { Calibration } from '../../engine/confidence.ts';
import { Engine } from '../../engine/engine.ts';
import { UnpackedProfiles, packProfiles } from '../../engine/packed-profiles.ts';
import { keepingReader } from '../../engine/question-text.ts';
import { keep, readKept } from '../../knowledge/files/kept-file.ts';
import { Interned } from '../../knowledge/interned.ts';
import { createSnapshot } from '../../knowledge/snapshot.ts';
import { type JobOf, type JobResults, type Tell, type WorkerParts, isStopped } from './job.ts';
import { toResult } from './results.ts';
import type { Result } from './report.ts';

/** The revision of a candidate is not given out yet; nothing that a preview reads depends on it. */
const NO_REVISION = 0;
const TELL_EVERY = 50;

/** Of this thread. */
const interned = new Interned();
const reader = keepingReader();

const { kept } = workerData as WorkerParts;
/** Unpacked before the first job comes: a worker that is started ahead has the time for it. */
function unpackKept(): UnpackedProfiles | undefined {
  const bytes = kept && readKept(kept, console.error);
  return bytes && new UnpackedProfiles(bytes);
}
/** What the first engine begins with. */
let unpacked = unpackKept();
/** Of the job before. */
let last: { readonly version: string; readonly engine: Engine } | undefined;

/** A job brings a copy of it: what was made of the last one serves as long as it says the same. */
const sameCalibration = (given: Calibration): Calibration =>
  last && isDeepStrictEqual(last.engine.calibration, given) ? last.engine.calibration : given;

async function engineOf({ version, documents, calibration }: JobOf<'replay'>): Promise<Engine> {
  if (last?.version === version) return last.engine;
  const snapshot = createSnapshot(interned.take(documents), NO_REVISION);
  unpacked?.giveTo(snapshot);
  const engine = new Engine(snapshot, sameCalibration(calibration), reader.read);
  // Where nobody asks or serves, no other has kept it: the next command would read everything again.
  if (!last && !unpacked && kept) await keep(kept, packProfiles(snapshot)).catch(console.error);
  unpacked = undefined;
  last = { version, engine };
  return engine;
}

export async function replay(job: JobOf<'replay'>, tell: Tell): Promise<JobResults['replay']> {
  const { today, questions, forgetsOthers, stop } = job;
  if (stop && isStopped(stop)) return [];
  const engine = await engineOf(job);
  tell('indexing', 1);
  const results: Result[] = [];
  const replayAll = (): boolean => {
    for (const { text, language } of questions) {
      if (stop && isStopped(stop)) return false;
      results.push(toResult(engine.resolve({ text, today, language }).outcome));
      if (results.length % TELL_EVERY === 0) tell('replaying', TELL_EVERY);
    }
    tell('replaying', results.length % TELL_EVERY);
    return true;
  };
  if (forgetsOthers === true) reader.forgetAllBut(replayAll);
  else replayAll();
  return results;
}
