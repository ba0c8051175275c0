/**
 * Publishes a draft in a store of its own, and is killed before the step whose number it is given; without one it
 * names its steps.
 */
import type { ModerationStore, Records } from '../../../src/moderation/ports.ts';
import { createModeration } from '../../../src/moderation/moderation.ts';
import { localAccount } from '../../../src/moderation/moderators.ts';
import { openStore } from '../../../src/storage/open-store.ts';

const [dataDir = '', draft = '', killAt = ''] = process.argv.slice(2);
let steps = 0;

function step(name: string): void {
  steps += 1;
  if (killAt === '') process.stdout.write(`${name}\n`);
  else if (steps === Number(killAt)) process.kill(process.pid, 'SIGKILL');
}

/** A repository whose every call is a step. */
const watch = <T extends object>(repository: T, name: string): T =>
  new Proxy(repository, {
    get(target, key) {
      const value: unknown = Reflect.get(target, key);
      if (typeof value !== 'function') return value;
      return (...given: unknown[]): unknown => {
        step(`${name}.${String(key)}`);
        return Reflect.apply(value, target, given);
      };
    },
  });

const watchAll = (records: Records): Records => ({
  ...records,
  revisions: watch(records.revisions, 'revisions'),
  drafts: watch(records.drafts, 'drafts'),
  people: watch(records.people, 'people'),
  corrections: watch(records.corrections, 'corrections'),
  outbox: watch(records.outbox, 'outbox'),
  audit: watch(records.audit, 'audit'),
});

const now = (): number => Date.UTC(2026, 10, 21);
const store = await openStore({ dataDir, now });
const watched: ModerationStore = {
  read: store.read,
  write: async (work) => {
    const done = await store.write(async (records) => {
      const result = await work(watchAll(records));
      step('commit');
      return result;
    });
    step('tell that it is published');
    return done;
  },
};
const moderation = createModeration({
  store: watched,
  judge: {
    check: () => Promise.resolve([]),
    judgeGolden: () => Promise.resolve([]),
    preview: () => Promise.reject(new Error('nothing is previewed here')),
    expectPreview: () => () => undefined,
    standBy: () => undefined,
    standDown: () => undefined,
  },
  review: 'second-person',
  fileEdits: 'draft',
  civilDate: () => '2026-11-21',
  now,
});
const result = await moderation.publish({
  draft: Number(draft),
  weight: 'substantive',
  by: { account: localAccount('wang') },
});
if (result.kind !== 'published') throw new Error(`nothing was published: ${JSON.stringify(result)}`);
await store.close();
