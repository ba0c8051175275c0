import { parentPort } from 'node:worker_threads';
import type { Job, JobMessage } from './job.ts';
import { runJob } from './run-job.ts';

const port = parentPort;
if (!port) throw new Error('worker.ts runs in a worker thread only: start it through start-worker.js');
const post = (message: JobMessage<Job['kind']>): void => {
  port.postMessage(message);
};

port.on('message', (job: Job) => {
  try {
    const result = runJob(job, (stage, count) => {
      post({ kind: 'progress', stage, count });
    });
    post({ kind: 'done', result });
  } catch (error) {
    post({ kind: 'failed', error });
  }
});
