import { z } from 'zod';
import { topicFile } from '../knowledge/entry.ts';
import { LANGUAGES } from '../knowledge/fields.ts';
import { glossaryFile } from '../knowledge/glossary.ts';
import { goldenFile } from '../knowledge/golden.ts';
import { guide } from '../knowledge/guide.ts';
import { MarkdownError, parseMarkdown } from '../knowledge/markdown.ts';
import { type DocumentKey, type DocumentKind, nameDocument } from '../knowledge/revision.ts';
import { findSchemaFaults } from '../knowledge/schema-faults.ts';
import { storedEntry } from '../knowledge/stored-documents.ts';
import type { Fault } from './ports.ts';

/** How a document would stand in a file: faults are told as for files, `depth` steps deeper. */
interface Filed {
  readonly schema: z.ZodType;
  readonly wrap: (body: unknown) => unknown;
  readonly unwrap: (file: unknown) => unknown;
  readonly depth: number;
}

const entries = z.strictObject({ entries: z.array(storedEntry) });
const topics = topicFile.pick({ topic: true });
const asIs = { wrap: (body: unknown) => body, unwrap: (file: unknown) => file, depth: 0 };

const FILED: Readonly<Record<DocumentKind, Filed>> = {
  entry: {
    schema: entries,
    wrap: (body) => ({ entries: [body] }),
    unwrap: (file) => entries.parse(file).entries[0],
    depth: 2,
  },
  topic: {
    schema: topics,
    wrap: (body) => ({ topic: body }),
    unwrap: (file) => topics.parse(file).topic,
    depth: 1,
  },
  guide: { schema: guide, ...asIs },
  glossary: { schema: glossaryFile, ...asIs },
  golden: { schema: goldenFile, ...asIs },
  probes: { schema: goldenFile, ...asIs },
};

export type ReadBody =
  | { readonly kind: 'read'; readonly body: unknown }
  | { readonly kind: 'refused'; readonly faults: readonly Fault[] };

/** Reads what a document is to say by the schema of its file. */
export function readBody(document: DocumentKey, given: unknown): ReadBody {
  const { schema, wrap, unwrap, depth } = FILED[document.kind];
  const file = wrap(given);
  const parsed = schema.safeParse(file);
  const faultAt = (path: Fault['path'], message: string): Fault => ({
    severity: 'error',
    document,
    path,
    message,
  });
  if (!parsed.success) {
    const found = findSchemaFaults(parsed.error, schema, file);
    return {
      kind: 'refused',
      faults: found.map(({ path, key, message }) =>
        faultAt([...path.slice(depth), ...(key === undefined ? [] : [key])], message),
      ),
    };
  }
  const body = unwrap(parsed.data);
  const faults = [
    ...(document.kind === 'entry' ? findMarkdownFaults(storedEntry.parse(body), faultAt) : []),
    ...findOtherId(document, body, faultAt),
  ];
  return faults.length > 0 ? { kind: 'refused', faults } : { kind: 'read', body };
}

type FaultAt = (path: Fault['path'], message: string) => Fault;

const findMarkdownFaults = ({ id, answer }: z.infer<typeof storedEntry>, faultAt: FaultAt): Fault[] =>
  LANGUAGES.flatMap((language) => {
    try {
      parseMarkdown(answer[language]);
      return [];
    } catch (error) {
      if (!(error instanceof MarkdownError)) throw error;
      return [
        faultAt(
          ['answer', language],
          `entry ${id}: answer.${language}: line ${error.line}: ${error.message}`,
        ),
      ];
    }
  });

const identified = z.object({ id: z.string() });

function findOtherId(document: DocumentKey, body: unknown, faultAt: FaultAt): Fault[] {
  const own = identified.safeParse(body).data?.id;
  return own === undefined || own === document.id
    ? []
    : [
        faultAt(
          ['id'],
          `${nameDocument(document)}: id is ${own}: an id cannot be changed; withdraw this one and draft a new one`,
        ),
      ];
}
