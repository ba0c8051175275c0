import { z } from 'zod';
import type { FieldPath } from './places.ts';

/** Something wrong with a value of a YAML file. */
export interface Fault {
  readonly path: FieldPath;
  /** A field within `path` that should not be there. */
  readonly key?: string;
  /** The line within the text at `path`, from 1. */
  readonly textLine?: number;
  readonly message: string;
}

type Issue = z.core.$ZodIssue;

/** What zod found wrong with a file, each told with its subject, the reason and the remedy. */
export const findSchemaFaults = (error: z.ZodError, schema: z.ZodType, value: unknown): Fault[] =>
  error.issues.flatMap((issue) => describeIssue(issue, schema, value));

function describeIssue(issue: Issue, schema: z.ZodType, file: unknown): Fault[] {
  const path = issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step));
  const { subject, field } = namePath(file, path);
  const about = (text: string): string => `${subject}: ${field ? `${field} ` : ''}${text}`;
  const value = valueAt(file, path);
  if (value === undefined) return [{ path, message: about('is missing') }];
  if (value === null) return [{ path, message: about('is empty: fill it in, or remove the field') }];
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => {
      const known = fieldsAt(schema, path).filter((name) => Math.abs(name.length - key.length) <= 2);
      const meant = known.find((name) => editDistance(name, key) <= 2);
      const remedy = meant === undefined ? ': remove it' : `; did you mean \`${meant}\`?`;
      return { path, key, message: about(`has an unknown field \`${key}\`${remedy}`) };
    });
  if (issue.code !== 'invalid_union') return [{ path, message: about(reasonOf(issue, value)) }];
  return describeUnion(issue, schema, file, path);
}

/** The branch that was nearly met is what was meant; of two equally near, either will do. */
function describeUnion(
  issue: z.core.$ZodIssueInvalidUnion,
  schema: z.ZodType,
  file: unknown,
  path: FieldPath,
): Fault[] {
  const branches = issue.errors.map((issues) =>
    issues.flatMap((inner) => describeIssue({ ...inner, path: [...path, ...inner.path] }, schema, file)),
  );
  const fewest = Math.min(...branches.map((faults) => faults.length));
  const nearest = branches.filter((faults) => faults.length === fewest);
  const [first, ...others] = nearest.flatMap((faults) => faults.slice(0, 1));
  if (fewest !== 1 || !first) return nearest[0] ?? [];
  const { subject } = namePath(file, path);
  const reasons = new Set([first, ...others].map(({ message }) => message.slice(`${subject}: `.length)));
  return [{ ...first, message: `${subject}: ${[...reasons].join(', or ')}` }];
}

function reasonOf(issue: Issue, value: unknown): string {
  const unit = typeof value === 'string' ? 'UTF-16 units' : 'items';
  const count = typeof value === 'string' || Array.isArray(value) ? value.length : 0;
  if (issue.code === 'too_big') return `has ${count} ${unit}, at most ${issue.maximum}: shorten it`;
  if (issue.code === 'too_small') return count === 0 ? 'is empty: fill it in' : `needs ${issue.minimum} ${unit} or more`;
  if (issue.code === 'invalid_type') {
    const wanted = issue.expected === 'string' ? 'text' : issue.expected === 'array' ? 'a list' : 'a map of fields';
    const quote = issue.expected === 'string' && typeof value !== 'object' ? ': put it in quotes' : '';
    return `must be ${wanted}, not ${nameType(value)}${quote}`;
  }
  if (issue.code === 'invalid_value') return `must be ${issue.values.map(String).join(' or ')}`;
  return issue.message;
}

function nameType(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a map of fields';
  return typeof value === 'string' ? 'text' : `a ${typeof value}`;
}

const NOUNS: ReadonlyMap<unknown, string> = new Map([
  ['topics', 'topic'],
  ['entries', 'entry'],
  ['guides', 'guide'],
  ['terms', 'term'],
  ['questions', 'golden question'],
  ['golden', 'golden question'],
  ['probes', 'probe'],
]);

/** Splits a path into the document that it lies in and the field there: "entry legal-effect", "answer.en". */
function namePath(file: unknown, path: FieldPath): { subject: string; field: string } {
  const [list, index] = path;
  const noun = NOUNS.get(list);
  if (noun !== undefined && typeof index === 'number')
    return { subject: `${noun} ${nameItem(file, path.slice(0, 2))}`, field: nameField(file, path, 2) };
  if (list === 'topic') return { subject: `topic ${idAt(file, ['topic']) ?? ''}`.trim(), field: nameField(file, path, 1) };
  const guide = idAt(file, []);
  return { subject: guide === undefined ? 'the file' : `guide ${guide}`, field: nameField(file, path, 0) };
}

const nameField = (file: unknown, path: FieldPath, start: number): string =>
  path
    .slice(start)
    .map((step, index) =>
      typeof step === 'number' ? ` ${nameItem(file, path.slice(0, start + index + 1))} ` : `.${step}`,
    )
    .join('')
    .replace(/^\.| $/g, '')
    .replaceAll(' .', ' ');

const nameItem = (file: unknown, path: FieldPath): string => idAt(file, path) ?? `#${Number(path.at(-1)) + 1}`;

function idAt(file: unknown, path: FieldPath): string | undefined {
  const id = valueAt(file, [...path, 'id']);
  return typeof id === 'string' ? id : undefined;
}

function valueAt(file: unknown, path: FieldPath): unknown {
  let value = file;
  for (const step of path) {
    if (Array.isArray(value)) value = value[Number(step)];
    else if (typeof value === 'object' && value !== null)
      value = new Map<unknown, unknown>(Object.entries(value)).get(step);
    else return undefined;
  }
  return value;
}

/** The names of the fields that the schema knows at a path. */
function fieldsAt(schema: unknown, path: FieldPath): string[] {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault) return fieldsAt(schema.unwrap(), path);
  if (schema instanceof z.ZodUnion) return schema.options.flatMap((branch) => fieldsAt(branch, path));
  const [step, ...rest] = path;
  if (schema instanceof z.ZodArray) return step === undefined ? [] : fieldsAt(schema.element, rest);
  if (!(schema instanceof z.ZodObject)) return [];
  return step === undefined ? Object.keys(schema.shape) : fieldsAt(schema.shape[step], rest);
}

/** Levenshtein's distance. */
function editDistance(left: string, right: string): number {
  let row = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (const [i, character] of Array.from(left).entries()) {
    const next = [i + 1];
    for (const [j, other] of Array.from(right).entries()) {
      const replaced = (row[j] ?? 0) + (character === other ? 0 : 1);
      next.push(Math.min(replaced, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
