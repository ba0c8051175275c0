import { createRequire } from 'node:module';
import { parentPort, workerData } from 'node:worker_threads';
import type { Job, JobMessage, JobOf, JobResults, Tell, Trade, WorkerParts } from './job.ts';
import type * as ReplayJob from './replay-job.ts';
import type * as TextJobs from './text-jobs.ts';

const port = parentPort;
if (!port) throw new Error('worker.ts runs in a worker thread only: start it through start-worker.js');
const post = (message: JobMessage<Job['kind']>): void => {
  port.postMessage(message);
};

type Jobs = {
  readonly [K in Job['kind']]?: (job: JobOf<K>, tell: Tell) => JobResults[K] | Promise<JobResults[K]>;
};

const require = createRequire(import.meta.url);
/** Neither worker loads what the other one needs: that would be half of its time. */
const LOAD: Readonly<Record<Trade, () => Jobs>> = {
  replaying: () => require('./replay-job.ts') as typeof ReplayJob,
  reading: () => require('./text-jobs.ts') as typeof TextJobs,
};
const { trade } = workerData as WorkerParts;
const jobs = LOAD[trade]();

async function run<K extends Job['kind']>(
  job: JobOf<K> & { readonly kind: K },
  tell: Tell,
): Promise<JobResults[K]> {
  const work = jobs[job.kind];
  if (!work) throw new Error(`the ${trade} worker has no ${job.kind} job`);
  return work(job, tell);
}

// One after another: the next job is given when this one is done.
port.on('message', (job: Job) => {
  run(job, (stage, count) => {
    post({ kind: 'progress', stage, count });
  }).then(
    (result) => {
      post({ kind: 'done', result });
    },
    (error: unknown) => {
      post({ kind: 'failed', error });
    },
  );
});
