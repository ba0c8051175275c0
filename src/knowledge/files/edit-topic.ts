import { isDeepStrictEqual } from 'node:util';
import { type Entry, type Topic, topicFile } from '../entry.ts';
import { edit, parseYamlText, printYaml, withoutDefaults } from './edit-yaml.ts';

const entrySchema = topicFile.shape.entries.element;

/** A topic file cut at its entries: only what changes is parsed, the rest stays as it is to the byte. */
interface Pieces {
  readonly head: string;
  /** Each from its `- ` to the line before the next. */
  readonly entries: readonly string[];
}

/** What is written before every line of an entry. */
const INDENT = '  ';

/** An entry's text in a topic file, changed in place; a new one stands at the end. */
export function putEntry(text: string, { topic: _topic, ...after }: Entry): string {
  const { head, entries } = cut(text);
  const index = entries.findIndex((piece) => readId(piece) === after.id);
  const piece = entries[index];
  if (piece === undefined) {
    const added = parseYamlText('[]');
    added.contents = added.createNode([withoutDefaults(after, entrySchema)]) as typeof added.contents;
    return join(head, [...entries, indent(printYaml(added))]);
  }
  const document = parseYamlText(piece);
  const [before] = entrySchema.array().parse(document.toJS());
  // Printing would still change how some lists are spaced.
  if (isDeepStrictEqual(before, after)) return text;
  edit(document, [0], before, after);
  return join(head, entries.with(index, indent(printYaml(document))));
}

/** A topic file without an entry. */
export function dropEntry(text: string, id: string): string {
  const { head, entries } = cut(text);
  return join(
    head,
    entries.filter((piece) => readId(piece) !== id),
  );
}

/** The ids of a topic file's entries; none of a file that is not written as one. */
export const listEntryIds = (text: string): readonly string[] =>
  /^entries: *(?:#.*)?\n/m.test(text) ? cut(text).entries.flatMap((piece) => readId(piece) ?? []) : [];

/** The head of a topic file with another title or description. */
export function putTopic(text: string, after: Topic): string {
  const { head, entries } = cut(text);
  const document = parseYamlText(head);
  const { topic: before } = topicFile.pick({ topic: true }).loose().parse(document.toJS());
  if (isDeepStrictEqual(before, after)) return text;
  edit(document, ['topic'], before, after);
  return join(printYaml(document).replace(/^entries: *(null|~)? *$/m, 'entries:'), entries);
}

export const newTopicFile = (topic: Topic): string => {
  const document = parseYamlText('{}');
  document.contents = document.createNode({ topic, entries: null }) as typeof document.contents;
  return printYaml(document).replace(/^entries: *(null|~)? *$/m, 'entries:');
};

const FIRST_LINE = /^( *)- +id: *["']?([a-z0-9-]+)/;

function cut(text: string): Pieces {
  const starts = [...text.matchAll(/^entries: *(?:#.*)?\n/gm)];
  const [start] = starts;
  if (starts.length !== 1 || !start)
    throw new Error('the topic file has no line "entries:" of its own: write its entries as a list below one');
  const from = start.index + start[0].length;
  const body = text.slice(from);
  const indentation = /^ *(?=- )/m.exec(body)?.[0] ?? '';
  const pieces = body.split(new RegExp(`^(?=${indentation}- )`, 'm'));
  // What stands above the first entry is a comment.
  const comment = pieces[0]?.startsWith(`${indentation}- `) ? '' : (pieces.shift() ?? '');
  if (!pieces.every((piece) => FIRST_LINE.test(piece)))
    throw new Error('an entry of the topic file does not begin with its id: put "id:" first');
  return { head: text.slice(0, from) + comment, entries: pieces };
}

const readId = (piece: string): string | undefined => FIRST_LINE.exec(piece)?.[2];

const indent = (text: string): string => text.replace(/^(?=.)/gm, INDENT);

const join = (head: string, entries: readonly string[]): string =>
  [head, ...entries].map((piece) => (piece.endsWith('\n') ? piece : `${piece}\n`)).join('');
