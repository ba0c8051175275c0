// npm run bench:edit -- [--json] [--edits 6]
// How soon an edited file is served with FILE_EDITS=live: the whole program over a copy of the shipped knowledge,
// started a second time so that nothing of the first start helps; asked over HTTP until it says the new text.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: { json: { type: 'boolean', default: false }, edits: { type: 'string', default: '6' } },
});
const ENTRY = 'cn-esign-legal-effect';
const POLL_MS = 10;
const LONGEST_MS = 30_000;

const folder = await mkdtemp(join(tmpdir(), 'shuwen-edit-'));
const knowledge = join(folder, 'knowledge');
const file = join(knowledge, 'e-signature.yaml');
await cp('knowledge', knowledge, { recursive: true });

/** Serves until it is ended; resolves with its address. */
async function serve(): Promise<{ readonly server: ChildProcess; readonly url: string }> {
  const env = {
    ...process.env,
    DATA_DIR: join(folder, 'data'),
    KNOWLEDGE_DIR: knowledge,
    FILE_EDITS: 'live',
    PORT: '0',
  };
  const args = ['src/start.js', 'serve'];
  const server = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'inherit'] });
  for await (const line of createInterface(server.stdout)) {
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(line)?.[0];
    if (url !== undefined) return { server, url };
  }
  throw new Error('the server ended before it served');
}

async function end(server: ChildProcess): Promise<void> {
  server.kill('SIGINT');
  await once(server, 'exit');
}

interface Measured {
  readonly servedMs: number;
  /** The longest that a request waited meanwhile. */
  readonly waitedMs: number;
}

/** Puts a mark in front of the entry's short answer, and asks until it is there. */
async function edit(url: string, mark: string): Promise<Measured> {
  const text = await readFile(file, 'utf8');
  const at = text.indexOf(`id: ${ENTRY}`);
  const after = text.slice(at).replace(/(shortAnswer:\s+zh: ["']?)(?:〔\d+〕)?/, `$1${mark}`);
  const start = performance.now();
  await writeFile(file, text.slice(0, at) + after);
  for (let waitedMs = 0; ;) {
    const asked = performance.now();
    const answer = await (await fetch(`${url}/api/entries/${ENTRY}`)).text();
    const now = performance.now();
    waitedMs = Math.max(waitedMs, now - asked);
    if (answer.includes(mark)) return { servedMs: now - start, waitedMs };
    if (now - start > LONGEST_MS) throw new Error(`the edit was not served: ${answer}`);
    await wait(POLL_MS);
  }
}

const first = await serve();
await wait(2_000);
await end(first.server);
const { server, url } = await serve();
const rows: Measured[] = [];
// Until all files were read ahead; then at any moment between two looks at them.
await wait(5_000);
for (let count = 1; count <= Number(values.edits); count++) {
  await wait(2_500 + count * 70);
  rows.push(await edit(url, `〔${count}〕`));
}
await end(server);
await rm(folder, { recursive: true });

const inMs = (pick: (row: Measured) => number): string => rows.map((row) => pick(row).toFixed(0)).join(' ');
if (values.json) console.log(JSON.stringify({ rows }));
else {
  console.log(
    `served after, ms:             ${inMs(({ servedMs }) => servedMs)}; it is to be less than 2,000`,
  );
  console.log(`longest request meanwhile, ms: ${inMs(({ waitedMs }) => waitedMs)}`);
}
