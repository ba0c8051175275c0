/** Opens the store of a folder, says so, and keeps it open until it is killed. */
import { openStore } from '../../../src/storage/open-store.ts';

const store = await openStore({ dataDir: process.argv[2] ?? '' });
process.stdout.write(`revision ${await store.read.revisions.last()}\n`);
setInterval(() => undefined, 1_000);
