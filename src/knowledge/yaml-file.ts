import { Composer, type Document, isMap, isScalar, isSeq, visit } from 'yaml';
import type { z } from 'zod';
import { LANGUAGES } from './fields.ts';
import { MarkdownError, parseMarkdown } from './markdown.ts';
import type { FieldPath, Place } from './places.ts';
import type { Problem } from './problem.ts';
import { type Fault, findSchemaFaults } from './schema-faults.ts';
import { parseShallow } from './yaml-tokens.ts';

const MAX_BYTES = 5_000_000;
const MAX_DEPTH = 32;
/** One slip can break every line after it; the first few tell enough. */
const MAX_SYNTAX_PROBLEMS = 20;

/** A YAML file that holds to its schema. */
export interface YamlFile<T> {
  readonly file: string;
  readonly value: T;
  /** The place of a value; of the nearest one around it where it is absent. */
  placeAt(path: FieldPath): Place;
}

export type ReadYaml<T> =
  | { readonly kind: 'read'; readonly yaml: YamlFile<T> }
  | { readonly kind: 'refused'; readonly problems: readonly Problem[] };

type ProblemAt = (offset: number, message: string) => Problem;

/** Parses one file of `knowledge/`; every fault in it is a problem with its line and column, none is thrown. */
export function parseYaml<T>(
  file: string,
  source: Uint8Array,
  schema: z.ZodType<T>,
  maxBytes = MAX_BYTES,
): ReadYaml<T> {
  const refuse = (message: string, line = 1): ReadYaml<T> => ({
    kind: 'refused',
    problems: [{ severity: 'error', file, line, column: 1, message }],
  });
  if (source.byteLength > maxBytes)
    return refuse(`the file has ${source.byteLength} bytes; at most ${maxBytes}: split it into several files`);
  const badLine = findBadUtf8Line(source);
  if (badLine) return refuse('this line is not valid UTF-8: save the file as UTF-8', badLine);
  const text = new TextDecoder().decode(source);

  const tokens = parseShallow(text, MAX_DEPTH);
  if (!tokens) return refuse(`the file nests more than ${MAX_DEPTH} levels deep: write it flatter`);
  const composer = new Composer({ version: '1.2', schema: 'core', uniqueKeys: true, stringKeys: true });
  const [document, second] = composer.compose(tokens, true, text.length);
  if (!document) return refuse('the file is empty: fill it in, or delete it');

  const place = placeFinder(file, text);
  const problemAt: ProblemAt = (offset, message) => ({ severity: 'error', ...place(offset), message });
  const problems = findSyntaxProblems(document, problemAt);
  if (second)
    problems.push(problemAt(second.range[0], 'a second YAML document starts here: remove the line "---"'));
  if (problems.length > 0) return { kind: 'refused', problems };
  if (document.contents === null || (isScalar(document.contents) && document.contents.value === null))
    return refuse('the file is empty: fill it in, or delete it');

  const value: unknown = document.toJS();
  const parsed = schema.safeParse(value);
  const schemaFaults = parsed.success ? [] : findSchemaFaults(parsed.error, schema, value);
  const faults = [...schemaFaults, ...findMarkdownFaults(document, schemaFaults)];
  if (!parsed.success || faults.length > 0)
    return { kind: 'refused', problems: faults.map((fault) => placeFault(fault, document, place)) };
  return {
    kind: 'read',
    yaml: { file, value: parsed.data, placeAt: (path) => place(offsetAt(document, path)) },
  };
}

/** Not yaml's LineCounter: after a syntax error it misses lines. */
function placeFinder(file: string, text: string): (offset: number) => Place {
  const starts = [0, ...Array.from(text.matchAll(/\n/g), ({ index }) => index + 1)];
  return (offset) => {
    const end = Math.min(offset, text.length);
    const next = starts.findIndex((start) => start > end);
    const line = next < 0 ? starts.length : next;
    return { file, line, column: end - (starts[line - 1] ?? 0) + 1 };
  };
}

/** The first line that does not decode: decoding leniently and encoding again differs there first. */
function findBadUtf8Line(source: Uint8Array): number | undefined {
  const lenient = new TextDecoder('utf-8', { ignoreBOM: true }).decode(source);
  const encoded = new TextEncoder().encode(lenient);
  if (Buffer.compare(encoded, source) === 0) return undefined;
  const bad = source.findIndex((byte, index) => byte !== encoded[index]);
  return source.subarray(0, Math.max(bad, 0)).filter((byte) => byte === 0x0a).length + 1;
}

function findSyntaxProblems(document: Document, problemAt: ProblemAt): Problem[] {
  const problems = document.errors.slice(0, MAX_SYNTAX_PROBLEMS).map((error) =>
    problemAt(
      error.pos[0],
      error.code === 'DUPLICATE_KEY'
        ? 'this field is given twice in the same place: keep one'
        : `not valid YAML: ${error.message.replace(/\.$/, '')}; mend it here or just above`,
    ),
  );
  if (document.directives?.yaml.explicit)
    problems.push(problemAt(0, 'a %YAML line is not allowed: remove it'));
  visit(document, {
    Alias: (_, node) => {
      problems.push(problemAt(node.range?.[0] ?? 0, `alias *${node.source} is not allowed: write the text out`));
    },
    Value: (_, node) => {
      const offset = node.range?.[0] ?? 0;
      if (node.anchor !== undefined)
        problems.push(problemAt(offset, `anchor &${node.anchor} is not allowed: remove it`));
      if (node.tag !== undefined)
        problems.push(problemAt(offset, `tag ${node.tag} is not allowed: remove it, and quote what is text`));
    },
    Pair: (_, { key }) => {
      if (isScalar(key) && (key.value === '<<' || key.value === '__proto__'))
        problems.push(problemAt(key.range?.[0] ?? 0, `field ${key.value} is not allowed: remove it`));
    },
  });
  return problems;
}

/** Answers are shown as a small closed Markdown; a fault's line is found within the text. */
function findMarkdownFaults(document: Document, others: readonly Fault[]): Fault[] {
  const entries = document.get('entries');
  if (!isSeq(entries)) return [];
  return entries.items.flatMap((_, index) =>
    LANGUAGES.flatMap((language): Fault[] => {
      const path = ['entries', index, 'answer', language];
      const text = document.getIn(path);
      // What the schema refused (too long, for instance) need not be looked at twice.
      if (typeof text !== 'string' || others.some((fault) => fault.path.join() === path.join())) return [];
      const shown = text.trimStart();
      const skippedLines = text.slice(0, text.length - shown.length).split('\n').length - 1;
      try {
        parseMarkdown(shown.trimEnd());
        return [];
      } catch (error) {
        if (!(error instanceof MarkdownError)) throw error;
        const id = document.getIn(['entries', index, 'id']);
        const subject = typeof id === 'string' ? `entry ${id}` : `entry #${index + 1}`;
        const message = `${subject}: answer.${language}: ${error.message}`;
        return [{ path, message, textLine: skippedLines + error.line }];
      }
    }),
  );
}

function placeFault(fault: Fault, document: Document, place: (offset: number) => Place): Problem {
  const start = place(offsetAt(document, fault.path, fault.key));
  const { message } = fault;
  const node = document.getIn(fault.path, true);
  // Only a literal block (`|`) keeps the lines of its text; it begins below its header.
  if (fault.textLine === undefined || !isScalar(node) || node.type !== 'BLOCK_LITERAL')
    return { severity: 'error', ...start, message };
  return { severity: 'error', ...start, line: start.line + fault.textLine, column: 1, message };
}

/** Where a value begins, or with `key` that field's name within it. */
function offsetAt(document: Document, path: FieldPath, key?: string): number {
  let node: unknown = document.contents;
  let offset = 0;
  const settle = (): void => {
    if ((isMap(node) || isSeq(node) || isScalar(node)) && node.range) offset = node.range[0];
  };
  settle();
  for (const step of path) {
    if (isSeq(node)) node = node.items[Number(step)];
    else if (isMap(node)) node = node.items.find((pair) => isScalar(pair.key) && pair.key.value === step)?.value;
    else break;
    settle();
  }
  if (key === undefined || !isMap(node)) return offset;
  const named = node.items.find((pair) => isScalar(pair.key) && pair.key.value === key)?.key;
  return isScalar(named) && named.range ? named.range[0] : offset;
}
