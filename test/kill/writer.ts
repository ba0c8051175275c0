/**
 * Edits, asks and escalates until it is killed, and says what is durable. With a mutant's name as the third argument
 * it does so on a store that has been made careless.
 */
import { open } from 'node:fs/promises';
import Database from 'better-sqlite3';
import { Checkpoint } from '../../src/knowledge/files/checkpoint.ts';
import { readKnowledge } from '../../src/knowledge/read-folder.ts';
import { readSnapshot } from '../../src/storage/knowledge-documents.ts';
import { openStore } from '../../src/storage/open-store.ts';
import { seedStore } from '../../src/storage/seed.ts';
import type { Acknowledgement, Mutant } from './acknowledgement.ts';

const [data = '', knowledge = '', mutant] = process.argv.slice(2);
await makeCareless(mutant as Mutant | undefined);

const store = await openStore({ dataDir: data });
await seedStore(store, (await readKnowledge(knowledge)).documents);
const { entries, revision } = await readSnapshot(store);
const checkpoint = new Checkpoint(knowledge, {
  find: (file) => store.read.checkpointFiles.find(file),
  record: (file, known) => store.write(({ checkpointFiles }) => checkpointFiles.record(file, known)),
});
const acknowledge = (what: Acknowledgement): void => {
  process.stdout.write(`${JSON.stringify(what)}\n`);
};
const worker = `process-${process.pid}`;
/** Goes on where the last process was killed. */
const first = revision * 1_000;

async function edit(): Promise<void> {
  for (let step = first; ; step += 1) {
    const entry = [...entries.values()][step % entries.size];
    if (!entry) throw new Error('there is no entry to edit');
    const key = { kind: 'entry', id: entry.id } as const;
    const base = (await store.read.revisions.headOf(key)) ?? null;
    const body = { ...entry, shortAnswer: { zh: `第${step}步`, en: `step ${step}` } };
    const result = await store.write(({ revisions }) =>
      revisions.append([{ ...key, base, body, weight: 'substantive' }], worker),
    );
    if (result.kind !== 'appended') throw new Error('nobody else edits');
    acknowledge({ kind: 'edit', entry: entry.id, step, revision: result.to });
    const behind = await checkpoint.write({ kind: 'entry', entry: body });
    if (behind) throw new Error(`${behind.file} is taken for someone else's: ${behind.reason}`);
    acknowledge({ kind: 'file', entry: entry.id, step });
  }
}

async function ask(): Promise<void> {
  for (let step = first; ; step += 1) {
    const text = `question ${step} of the stream`;
    const id = await store.write(({ questions }) =>
      questions.record({
        text,
        outcome: step % 2 === 0 ? 'answered' : 'abstained',
        confidence: 0.5,
        entry: undefined,
        revision,
        language: 'en',
        person: undefined,
        conversation: 'web:1',
      }),
    );
    acknowledge({ kind: 'question', id, text });
  }
}

async function escalate(): Promise<void> {
  for (let step = first; ; step += 1) {
    const event = `web:${step}`;
    const text = `case ${step} of the stream`;
    await store.write(({ inbox }) => inbox.receive({ event, payload: text }));
    // Also what an earlier process had begun when it was killed.
    const claimed = await store.write(({ inbox }) =>
      inbox.claim({ platform: 'web', worker, leaseMs: 60_000, most: 10 }),
    );
    for (const begun of claimed) {
      const { id } = await store.write(async ({ inbox, cases, outbox }) => {
        if (!(await inbox.finish(begun.event, worker))) throw new Error(`${begun.event} was worked twice`);
        await outbox.post({ destination: 'slack:T1/C1', payload: begun.payload });
        return cases.open({ question: begun.payload, person: undefined, destination: 'web:1' });
      });
      acknowledge({ kind: 'escalation', event: begun.event, id, text: begun.payload });
    }
  }
}

/** Shows that the test would notice: the libraries are changed, not the program. */
async function makeCareless(name: Mutant | undefined): Promise<void> {
  const handle = await open('/dev/null');
  const prototype = Object.getPrototypeOf(handle) as Record<'sync' | 'datasync', () => Promise<void>>;
  await handle.close();
  if (name === 'log without fsync') {
    prototype.datasync = () => Promise.resolve();
    // Nor when the log is brought into the database.
    const pragma = Object.getOwnPropertyDescriptor(Database.prototype, 'pragma')
      ?.value as Database.Database['pragma'];
    Database.prototype.pragma = function (this: Database.Database, source, options) {
      return pragma.call(this, source.startsWith('synchronous') ? 'synchronous = OFF' : source, options);
    };
  }
  if (name === 'rename without fsync') prototype.sync = () => Promise.resolve();
}

await Promise.all([edit(), ask(), escalate()]);
