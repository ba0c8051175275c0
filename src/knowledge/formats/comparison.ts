import { isDeepStrictEqual } from 'node:util';
import type { FieldPath, Place, Places, Subject } from '../places.ts';
import { KnowledgeError, type Problem } from '../problem.ts';
import type { ReadKnowledge } from '../read-folder.ts';
import type { KnowledgeDocuments } from '../snapshot.ts';
import type { Imported, Section } from './imported.ts';

/** What an import would do to one thing. What the file does not have is kept: nothing is deleted by omission. */
export interface ItemChange {
  readonly kind: Subject['kind'];
  /** Its id; the text of a question. */
  readonly name: string;
  readonly change: 'added' | 'changed' | 'unchanged' | 'missing';
}

export interface Comparison {
  readonly items: readonly ItemChange[];
  /** The knowledge with the import in it; what stands only in the store has a place there. */
  readonly after: ReadKnowledge;
}

const SECTIONS = {
  topics: 'topic',
  entries: 'entry',
  guides: 'guide',
  terms: 'term',
  golden: 'golden question',
  probes: 'probe',
} as const satisfies Record<Section, Subject['kind']>;

const nameOf = (thing: object): string =>
  'id' in thing ? String(thing.id) : 'text' in thing ? String(thing.text) : '';

const STORE: Place = { file: 'the store', line: 1, column: 1 };

/**
 * Compares a file with what is published now.
 * @throws KnowledgeError where the file has a thing twice, or an entry of a topic that is nowhere
 */
export function compare(current: KnowledgeDocuments, imported: Imported): Comparison {
  const problems = [...findRepeated(imported), ...findLost(current, imported)];
  if (problems.length > 0) throw new KnowledgeError(problems);
  const { documents: file } = imported;
  const merged = {
    topics: merge(current.topics, file.topics),
    entries: merge(current.entries, file.entries),
    guides: merge(current.guides, file.guides),
    terms: merge(current.terms, file.terms),
    golden: merge(current.golden, file.golden),
    probes: merge(current.probes, file.probes),
  };
  const sections = Object.keys(SECTIONS) as Section[];
  return {
    items: sections.flatMap((section) => merged[section].items.map((item) => ({ kind: SECTIONS[section], ...item }))),
    after: {
      documents: {
        topics: merged.topics.things,
        entries: merged.entries.things,
        guides: merged.guides.things,
        terms: merged.terms.things,
        golden: merged.golden.things,
        probes: merged.probes.things,
      },
      places: placesOf(imported, (section) => merged[section].things),
    },
  };
}

interface Merged<T> {
  readonly things: readonly T[];
  readonly items: readonly Omit<ItemChange, 'kind'>[];
}

/** The things in their order, those of the file in place of their own, new ones at the end. */
function merge<T extends object>(current: readonly T[], file: readonly T[] | undefined): Merged<T> {
  if (!file) return { things: current, items: [] };
  const given = new Map(file.map((thing) => [nameOf(thing), thing]));
  const known = new Set(current.map(nameOf));
  const added = file.filter((thing) => !known.has(nameOf(thing)));
  const things = current.map((thing) => given.get(nameOf(thing)) ?? thing);
  const items = current.map((thing) => {
    const name = nameOf(thing);
    const other = given.get(name);
    if (!other) return { name, change: 'missing' } as const;
    return { name, change: isDeepStrictEqual(thing, other) ? 'unchanged' : 'changed' } as const;
  });
  return {
    things: [...things, ...added],
    items: [...items, ...added.map((thing) => ({ name: nameOf(thing), change: 'added' }) as const)],
  };
}

function placesOf(imported: Imported, thingsOf: (section: Section) => readonly object[]): Places {
  const indices = new Map<string, readonly [Section, number]>();
  for (const section of Object.keys(SECTIONS) as Section[])
    for (const [index, thing] of (imported.documents[section] ?? []).entries())
      indices.set(`${SECTIONS[section]} ${nameOf(thing)}`, [section, index]);
  const nameSubject = (subject: Subject): string => {
    if ('id' in subject) return subject.id;
    const thing = thingsOf(subject.kind === 'probe' ? 'probes' : 'golden')[subject.index];
    return thing ? nameOf(thing) : '';
  };
  return {
    placeOf: (subject, path: FieldPath = []) => {
      const found = indices.get(`${subject.kind} ${nameSubject(subject)}`);
      return found ? imported.placeAt([...found, ...path]) : STORE;
    },
  };
}

function findRepeated({ documents, placeAt }: Imported): Problem[] {
  return (Object.keys(SECTIONS) as Section[]).flatMap((section) => {
    const first = new Map<string, number>();
    return (documents[section] ?? []).flatMap((thing, index): Problem[] => {
      const name = nameOf(thing);
      const earlier = first.get(name);
      if (earlier === undefined) {
        first.set(name, index);
        return [];
      }
      const { file, line } = placeAt([section, earlier]);
      const message = `${SECTIONS[section]} ${name} is there twice, first at ${file}:${line}: keep one`;
      return [{ severity: 'error', ...placeAt([section, index]), message }];
    });
  });
}

/** Entries whose topic is nowhere, and entries and guides that share an id: both are picked from one list. */
function findLost(current: KnowledgeDocuments, { documents, placeAt }: Imported): Problem[] {
  const ids = (things: readonly { readonly id: string }[] = []): string[] => things.map(({ id }) => id);
  const topics = new Set([...ids(current.topics), ...ids(documents.topics)]);
  const entries = new Set([...ids(current.entries), ...ids(documents.entries)]);
  const lost = (documents.entries ?? []).flatMap(({ id, topic }, index): Problem[] => {
    if (topics.has(topic)) return [];
    const message = `entry ${id}: topic ${topic} is not known: mend it, or import the topic with it`;
    return [{ severity: 'error', ...placeAt(['entries', index, 'topic']), message }];
  });
  const taken = (documents.guides ?? []).flatMap(({ id }, index): Problem[] =>
    entries.has(id)
      ? [{ severity: 'error', ...placeAt(['guides', index, 'id']), message: `guide ${id}: an entry has that id: choose another` }]
      : [],
  );
  return [...lost, ...taken];
}

/** How many of each, and the names of those that are not as they were. */
export const countChanges = (items: Comparison['items']): Readonly<Record<ItemChange['change'], number>> => ({
  added: items.filter(({ change }) => change === 'added').length,
  changed: items.filter(({ change }) => change === 'changed').length,
  unchanged: items.filter(({ change }) => change === 'unchanged').length,
  missing: items.filter(({ change }) => change === 'missing').length,
});
