/** A replica that claims an event and then does nothing, until it is killed. */
import { openStore } from '../../src/storage/open-store.ts';

const [databaseUrl = '', leaseMs = '0'] = process.argv.slice(2);
const store = await openStore({ dataDir: '', databaseUrl });
const claimed = await store.write(({ inbox }) =>
  inbox.claim({ platform: 'slack', worker: `process-${process.pid}`, leaseMs: Number(leaseMs), most: 1 }),
);
process.stdout.write(`${claimed.map(({ event }) => event).join()}\n`);
setInterval(() => undefined, 1_000);
