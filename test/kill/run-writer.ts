import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { type Acknowledgement, type Folders, type Mutant, acknowledgement } from './acknowledgement.ts';

const WRITER = fileURLToPath(new URL('writer.ts', import.meta.url));

const KINDS = acknowledgement.options.length;

/** Runs a writer, kills it a while after its first acknowledgement of each kind, and returns all it acknowledged. */
export async function killWriter(
  { data, knowledge }: Folders,
  afterMs: number,
  mutant?: Mutant,
): Promise<readonly Acknowledgement[]> {
  const writer = spawn(
    process.execPath,
    ['--import', 'tsx', WRITER, data, knowledge, ...(mutant === undefined ? [] : [mutant])],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const acknowledged: Acknowledgement[] = [];
  const lines = createInterface(writer.stdout);
  lines.on('line', (line) => acknowledged.push(acknowledgement.parse(JSON.parse(line))));
  const ended = Promise.all([once(writer, 'exit'), once(lines, 'close')]);
  const begun = new Promise<boolean>((resolve) => {
    lines.on('line', () => {
      if (new Set(acknowledged.map(({ kind }) => kind)).size === KINDS) resolve(true);
    });
  });
  const isBegun = await Promise.race([begun, ended.then(() => false)]);
  if (!isBegun) throw new Error('the writer ended before it acknowledged one of each kind: see above');
  await Promise.race([new Promise((resolve) => setTimeout(resolve, afterMs)), ended]);
  if (!writer.kill('SIGKILL')) throw new Error('the writer ended by itself: see above');
  await ended;
  return acknowledged;
}
