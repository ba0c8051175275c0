import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT_DIR } from './config.ts';

const ENGINE = join(PROJECT_DIR, 'src', 'engine');
/** What npm has installed, and not what it is to install. */
const LIBRARIES = join(PROJECT_DIR, 'node_modules', '.package-lock.json');

/**
 * Of all that decides what an engine reads in a text: its code, its libraries, and Node with its dictionaries.
 * Undefined where npm did not install the libraries, so that nothing tells their versions.
 */
export function stampEngine(): string | undefined {
  if (!existsSync(LIBRARIES)) return undefined;
  const files = readdirSync(ENGINE, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .sort()
    .map((name) => join(ENGINE, name));
  const hash = createHash('sha256').update(JSON.stringify(process.versions));
  for (const file of [...files, LIBRARIES]) hash.update(file).update(readFileSync(file));
  return hash.digest('base64');
}
