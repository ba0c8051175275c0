import { isDeepStrictEqual } from 'node:util';
import { LANGUAGES, type Language } from '../../knowledge/fields.ts';
import type { KnowledgeDocuments } from '../../knowledge/snapshot.ts';
import type { DocumentDiff, DocumentKind, FieldDiff } from './report.ts';
import { diffItems, diffWords } from './word-diff.ts';

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A field is a text, or a list of short texts. */
type Field = string | readonly string[];

const isList = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((item) => typeof item === 'string');

/** What tells an item of a list from its siblings, so that one put before it does not seem to change it. */
function nameItem(item: unknown, index: number): string {
  if (!isRecord(item)) return String(index);
  const name = item['id'] ?? item['url'] ?? item['title'];
  return typeof name === 'string' ? name : String(index);
}

/** The texts of a document by their path, which the language ends where there is one. */
function* fieldsOf(value: unknown, path: string): Generator<readonly [string, Field]> {
  const below = (key: string): string => (path === '' ? key : `${path}.${key}`);
  if (typeof value === 'string' || isList(value)) yield [path, value];
  else if (Array.isArray(value))
    for (const [index, item] of value.entries()) yield* fieldsOf(item, below(nameItem(item, index)));
  else if (isRecord(value))
    for (const [key, item] of Object.entries(value)) yield* fieldsOf(item, below(key));
  else if (value !== undefined && value !== null) yield [path, JSON.stringify(value)];
}

const languageOf = (path: string): Language | undefined =>
  LANGUAGES.find((language) => path === language || path.endsWith(`.${language}`));

function diffField(path: string, before: Field | undefined, after: Field | undefined): FieldDiff {
  const language = languageOf(path);
  const field = language === undefined ? path : path.slice(0, -language.length - 1);
  const asList = (value: Field | undefined): readonly string[] =>
    value === undefined ? [] : typeof value === 'string' ? [value] : value;
  const parts =
    typeof before === 'object' || typeof after === 'object'
      ? diffItems(asList(before), asList(after))
      : diffWords(before ?? '', after ?? '');
  return { field, language, parts };
}

/** The fields of two documents that differ, in the order of the new one. */
function diffFields(before: unknown, after: unknown): FieldDiff[] {
  const [old, now] = [new Map(fieldsOf(before, '')), new Map(fieldsOf(after, ''))];
  return [...new Set([...now.keys(), ...old.keys()])]
    .filter((path) => !isDeepStrictEqual(old.get(path), now.get(path)))
    .map((path) => diffField(path, old.get(path), now.get(path)));
}

type Keyed = ReadonlyMap<string, unknown>;

const byId = (documents: readonly { readonly id: string }[]): Keyed =>
  new Map(documents.map((document) => [document.id, document]));
const byText = (questions: readonly { readonly text: string }[]): Keyed =>
  new Map(questions.map((question) => [question.text, question]));

const COLLECTIONS: readonly (readonly [DocumentKind, (documents: KnowledgeDocuments) => Keyed])[] = [
  ['topic', ({ topics }) => byId(topics)],
  ['entry', ({ entries }) => byId(entries)],
  ['guide', ({ guides }) => byId(guides)],
  ['term', ({ terms }) => byId(terms)],
  ['golden question', ({ golden }) => byText(golden)],
  ['probe', ({ probes }) => byText(probes)],
];

function diffOne(kind: DocumentKind, id: string, before: unknown, after: unknown): DocumentDiff[] {
  if (isDeepStrictEqual(before, after)) return [];
  const change = before === undefined ? 'added' : after === undefined ? 'removed' : 'changed';
  return [{ kind, id, change, fields: diffFields(before, after) }];
}

/** What differs between two states of the knowledge, document by document; their order is nothing. */
export function diffDocuments(base: KnowledgeDocuments, candidate: KnowledgeDocuments): DocumentDiff[] {
  return COLLECTIONS.flatMap(([kind, collect]) => {
    const [before, after] = [collect(base), collect(candidate)];
    return [...new Set([...before.keys(), ...after.keys()])].flatMap((id) =>
      diffOne(kind, id, before.get(id), after.get(id)),
    );
  });
}
