import { resolve } from 'node:path';
import { tellProgress } from './progress.ts';
import { type ExitCode, type Terminal, UsageError } from './terminal.ts';
import { parseOptions } from './usage.ts';
import { write } from './write.ts';

interface BackedUp {
  readonly revision: number;
  readonly bytes: number;
}

export const describeBytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;

/** Backs the store up into a new file while it is in use. */
export async function backup(
  args: readonly string[],
  terminal: Terminal,
  backUp: (file: string, onProgress: (share: number) => void) => Promise<BackedUp>,
): Promise<ExitCode> {
  const { values, positionals } = parseOptions({
    args: [...args],
    allowPositionals: true,
    options: { json: { type: 'boolean' } },
  });
  const [given, ...more] = positionals;
  if (given === undefined || more.length > 0)
    throw new UsageError('where to back up to is not told: give one new file');
  const file = resolve(terminal.cwd, given);
  const progress = tellProgress(terminal);
  const done = await backUp(file, (share) => {
    progress.tell(share < 1 ? `copying 正在复制 ${Math.floor(share * 100)}%` : 'checking 正在检查');
  }).finally(progress.erase);
  const told = values.json
    ? JSON.stringify({ file, ...done })
    : `${given}: revision ${done.revision}, ${describeBytes(done.bytes)}, checked 版本 ${done.revision}，已核对`;
  await write(terminal.output, `${told}\n`);
  return 0;
}
