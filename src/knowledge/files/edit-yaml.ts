import { isDeepStrictEqual } from 'node:util';
import { type Document, isMap, isScalar, isSeq, parseDocument } from 'yaml';
import type { z } from 'zod';
import type { FieldPath } from '../places.ts';

type Parsed = Document.Parsed;

export const parseYamlText = (text: string): Parsed => parseDocument(text, { version: '1.2', schema: 'core' });

/** Lines are never folded: an editor's lines stay as long as they are. */
export const printYaml = (document: Document): string => document.toString({ lineWidth: 0 });

/**
 * Makes what stands at a path say something else, and leaves alone what stays the same: comments, order, quotes and
 * fields left out because their default was meant.
 * @param before what the text says, defaults filled in
 */
export function edit(document: Parsed, path: FieldPath, before: unknown, after: unknown): void {
  if (isDeepStrictEqual(before, after)) return;
  const node = document.getIn(path, true);
  if (isRecord(before) && isRecord(after) && isMap(node)) editMap(document, path, before, after);
  else if (Array.isArray(before) && Array.isArray(after) && isSeq(node))
    editList(document, path, before, after);
  else if (isScalar(node)) {
    node.value = after;
    // A text of several lines stays readable; one that has a single line needs no block.
    if (typeof after === 'string') node.type = after.includes('\n') ? 'BLOCK_LITERAL' : 'PLAIN';
  } else document.setIn(path, document.createNode(after));
}

type Fields = Readonly<Record<string, unknown>>;

function editMap(document: Parsed, path: FieldPath, before: Fields, after: Fields): void {
  for (const key of Object.keys(before)) if (after[key] === undefined) document.deleteIn([...path, key]);
  for (const [key, value] of Object.entries(after))
    if (value !== undefined) edit(document, [...path, key], before[key], value);
}

/** An item is the same one when it has the same id or, without ids, when it is equal. */
function editList(
  document: Parsed,
  path: FieldPath,
  before: readonly unknown[],
  after: readonly unknown[],
): void {
  const list = document.getIn(path, true);
  if (!isSeq(list)) return;
  const kept = before.map((value, index) => ({ value, index, node: list.items[index] }));
  const items = after.map((value) => {
    const same = kept.find((old) => isDeepStrictEqual(old.value, value)) ?? kept.find((old) => sameId(old.value, value));
    if (!same) return document.createNode(value);
    kept.splice(kept.indexOf(same), 1);
    edit(document, [...path, same.index], same.value, value);
    return same.node;
  });
  list.items = items;
}

const isRecord = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const sameId = (one: unknown, other: unknown): boolean =>
  isRecord(one) && isRecord(other) && one['id'] !== undefined && one['id'] === other['id'];

/** A value without the fields that the schema would fill in again. */
export function withoutDefaults(value: Fields, schema: z.ZodType): Fields {
  let lean = value;
  for (const key of Object.keys(value)) {
    const { [key]: _left, ...without } = lean;
    const parsed = schema.safeParse(without);
    if (parsed.success && isDeepStrictEqual(parsed.data, value)) lean = without;
  }
  return lean;
}
