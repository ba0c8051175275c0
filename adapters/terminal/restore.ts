import { resolve } from 'node:path';
import { describeBytes } from './backup.ts';
import { type ExitCode, type Terminal, UsageError } from './terminal.ts';
import { parseOptions } from './usage.ts';
import { write } from './write.ts';

interface Restored {
  readonly revision: number;
  readonly bytes: number;
  /** What was there before, under its new names. */
  readonly kept: readonly string[];
}

/** Puts a backup in place of the store, which no process may have open; what was there is kept beside. */
export async function restore(
  args: readonly string[],
  terminal: Terminal,
  bringBack: (file: string, replace: boolean) => Promise<Restored>,
): Promise<ExitCode> {
  const { values, positionals } = parseOptions({
    args: [...args],
    allowPositionals: true,
    options: { replace: { type: 'boolean', default: false }, json: { type: 'boolean' } },
  });
  const [given, ...more] = positionals;
  if (given === undefined || more.length > 0)
    throw new UsageError('what to restore is not told: give one file that backup wrote');
  const { revision, bytes, kept } = await bringBack(resolve(terminal.cwd, given), values.replace);
  const told = values.json
    ? JSON.stringify({ revision, bytes, kept })
    : [
        `restored revision ${revision}, ${describeBytes(bytes)} 已恢复到版本 ${revision}`,
        ...kept.map((name) => `kept 已保留 ${name}`),
      ].join('\n');
  await write(terminal.output, `${told}\n`);
  return 0;
}
