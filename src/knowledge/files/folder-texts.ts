import { readFile, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { hashOf } from './durable-text.ts';

/** The names of the readable files, those of guides with their folder. */
async function listFiles(folder: string): Promise<readonly string[]> {
  const list = async (subfolder: string): Promise<string[]> =>
    (await readdir(join(folder, subfolder)).catch(orNone))
      .filter((name) => name.endsWith('.yaml') && !name.startsWith('.'))
      .sort()
      .map((name) => join(subfolder, name));
  return [...(await list('')), ...(await list('guides'))];
}

const orNone = (error: unknown): [] => {
  if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) return [];
  throw error;
};

/** Changes whenever a file is written, put in place of another, added or taken away. */
export async function fingerprint(folder: string): Promise<string> {
  const lines = (await listFiles(folder)).map(async (name) => {
    const found = await stat(join(folder, name), { bigint: true }).catch(orNone);
    return 'ino' in found ? `${name} ${found.ino} ${found.size} ${found.mtimeNs} ${found.ctimeNs}` : name;
  });
  return (await Promise.all(lines)).join('\n');
}

/** The text of every readable file by its name. */
export async function readTexts(folder: string): Promise<ReadonlyMap<string, string>> {
  const texts = (await listFiles(folder)).map(async (name) => {
    const text = await readFile(join(folder, name), 'utf8').catch(orNone);
    return typeof text === 'string' ? [[name, text] as const] : [];
  });
  return new Map((await Promise.all(texts)).flat());
}

/** Changes when any readable file says something else. */
export const hashFolder = async (folder: string): Promise<string> =>
  hashOf(JSON.stringify([...(await readTexts(folder))]));
