import type { z } from 'zod';
import { type ReadYaml, parseYaml } from '../yaml-file.ts';

/** Parses a file again only when it has changed; keeps some 100 MB for 2 MB of files. Each file has one schema. */
export function rememberingParser(): typeof parseYaml {
  const known = new Map<string, { readonly source: Uint8Array; readonly read: ReadYaml<unknown> }>();
  return <T>(file: string, source: Uint8Array, schema: z.ZodType<T>) => {
    const last = known.get(file);
    if (last && Buffer.compare(last.source, source) === 0) return last.read as ReadYaml<T>;
    const read = parseYaml(file, source, schema);
    known.set(file, { source, read });
    return read;
  };
}
