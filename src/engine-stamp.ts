import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT_DIR } from './config.ts';

const SOURCE = join(PROJECT_DIR, 'src');
/** What an engine is, what it reads, and how a preview replays it. */
const FOLDERS = ['engine', 'knowledge', join('moderation', 'preview')].map((folder) => join(SOURCE, folder));
/** What npm has installed, and not what it is to install. */
const LIBRARIES = join(PROJECT_DIR, 'node_modules', '.package-lock.json');

/**
 * Of all that decides what an engine reads in a text and what it answers: code, libraries, and Node with its
 * dictionaries.
 * Undefined where npm did not install the libraries, so that nothing tells their versions.
 */
export function stampEngine(): string | undefined {
  if (!existsSync(LIBRARIES)) return undefined;
  const files = FOLDERS.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .sort()
      .map((name) => join(folder, name)),
  );
  const hash = createHash('sha256').update(JSON.stringify(process.versions));
  for (const file of [...files, LIBRARIES]) hash.update(file).update(readFileSync(file));
  return hash.digest('base64');
}
