import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { writeDurably } from './durable-file.ts';

/** Where something is kept from one process to the next, and what told the program that kept it from others. */
export interface KeptAt {
  readonly file: string;
  /** Of all that what is kept depends on besides itself. */
  readonly stamp: string;
}

const SEAL_BYTES = 32;

const sealOf = (stamp: string, bytes: Uint8Array): Buffer =>
  createHash('sha256').update(stamp).update(bytes).digest();

/**
 * What is kept; undefined where there is none, and where it is damaged or of another program: then it is made anew.
 * @param onFault told of a file that cannot be read, which is as none
 */
export function readKept(
  { file, stamp }: KeptAt,
  onFault: (error: unknown) => void,
): Uint8Array | undefined {
  let kept: Buffer;
  try {
    kept = readFileSync(file);
  } catch (cause) {
    const isMissing = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
    if (!isMissing)
      onFault(new Error(`${file} cannot be read: give this user the right to, or delete it`, { cause }));
    return undefined;
  }
  const bytes = kept.subarray(SEAL_BYTES);
  return kept.subarray(0, SEAL_BYTES).equals(sealOf(stamp, bytes)) ? bytes : undefined;
}

/** Keeps it in place of what was kept before. */
export async function keep({ file, stamp }: KeptAt, bytes: Uint8Array): Promise<void> {
  // With PostgreSQL nothing else may have needed the folder.
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  await writeDurably(file, Buffer.concat([sealOf(stamp, bytes), bytes]));
}
