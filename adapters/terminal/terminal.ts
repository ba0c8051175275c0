import type { Readable, Writable } from 'node:stream';
import type { Screen } from './paint.ts';

interface MaybeTty {
  readonly isTTY?: boolean;
  /** Keys come one by one, or in lines. */
  setRawMode?(isRaw: boolean): unknown;
}

/** The streams that a command works on. */
export interface Terminal {
  readonly input: Readable & MaybeTty;
  readonly output: Writable & MaybeTty & { readonly columns?: number };
  readonly errors: Writable & MaybeTty;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** What relative names of files are relative to. */
  readonly cwd: string;
}

/** 0 done, 1 a fault, 2 called in the wrong way. */
export type ExitCode = 0 | 1 | 2;

/** Thrown for a command line that cannot be followed; the message is for the one who typed it. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

const DEFAULT_COLUMNS = 80;
/** Longer lines are hard to read. */
const MOST_COLUMNS = 100;

/** Plain where the output is piped, or no colours are wanted: https://no-color.org */
export function screenOf({ output, env }: Terminal): Screen {
  if (output.isTTY !== true) return { columns: Infinity, isStyled: false };
  return {
    columns: Math.min(output.columns ?? DEFAULT_COLUMNS, MOST_COLUMNS),
    isStyled: (env['NO_COLOR'] ?? '') === '' && env['TERM'] !== 'dumb',
  };
}
