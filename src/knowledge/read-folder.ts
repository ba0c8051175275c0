import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { z } from 'zod';
import { type Entry, topicFile } from './entry.ts';
import type { TopicId } from './fields.ts';
import { glossaryFile } from './glossary.ts';
import { goldenFile } from './golden.ts';
import { guide } from './guide.ts';
import { type FieldPath, type Place, type Places, type Subject, nameSubject } from './places.ts';
import { KnowledgeError, type Problem } from './problem.ts';
import type { KnowledgeDocuments } from './snapshot.ts';
import { type YamlFile, parseYaml } from './yaml-file.ts';

const GLOSSARY = 'glossary.yaml';
const GOLDEN = 'golden.yaml';
const PROBES = 'probes.yaml';
const NO_TOPICS: readonly string[] = [GLOSSARY, GOLDEN, PROBES];
const GUIDES = 'guides';

/** The knowledge with the way back to its files. */
export interface ReadKnowledge {
  readonly documents: KnowledgeDocuments;
  readonly places: Places;
}

/**
 * Reads a knowledge folder: topic files, `guides/`, the glossary, the golden questions and the probes.
 * @throws KnowledgeError with everything that is wrong
 */
export async function readKnowledge(folder: string, parse = parseYaml): Promise<ReadKnowledge> {
  const problems: Problem[] = [];
  const report = (...found: readonly Problem[]): void => void problems.push(...found);
  const names = await listYaml(folder, '', report);
  const guideNames = await listYaml(folder, GUIDES, report);
  const topicNames = names.filter((name) => !NO_TOPICS.includes(name));
  if (names.length > 0 && topicNames.length === 0) report(wholeFile('.', 'there is no topic file: add one, for instance e-signature.yaml'));

  const reading: Reading = { folder, report, parse };
  const topics = await readFiles(reading, topicNames, topicFile);
  const guides = await readFiles(reading, guideNames, guide);
  const glossaries = await readFiles(reading, [GLOSSARY], glossaryFile);
  const goldens = await readFiles(reading, [GOLDEN], goldenFile);
  // Without probes the knowledge serves as well: they are only needed to calibrate.
  const probes = await readFiles(reading, names.filter((name) => name === PROBES), goldenFile);

  const places = new FilePlaces(report);
  for (const yaml of topics) {
    places.add({ kind: 'topic', id: yaml.value.topic.id }, yaml, ['topic']);
    for (const [index, { id }] of yaml.value.entries.entries())
      places.add({ kind: 'entry', id }, yaml, ['entries', index]);
  }
  for (const yaml of guides) places.add({ kind: 'guide', id: yaml.value.id }, yaml, []);
  for (const yaml of glossaries)
    for (const [index, { id }] of yaml.value.terms.entries())
      places.add({ kind: 'term', id }, yaml, ['terms', index]);
  for (const [kind, files] of [['golden question', goldens], ['probe', probes]] as const)
    for (const yaml of files)
      for (const index of yaml.value.questions.keys()) places.add({ kind, index }, yaml, ['questions', index]);

  if (problems.length > 0) throw new KnowledgeError(problems);
  const documents: KnowledgeDocuments = {
    topics: topics.map(({ value }) => value.topic),
    entries: topics.flatMap(({ value }) => value.entries.map((entry) => withTopic(entry, value.topic.id))),
    guides: guides.map(({ value }) => value),
    terms: glossaries.flatMap(({ value }) => value.terms),
    golden: goldens.flatMap(({ value }) => value.questions),
    probes: probes.flatMap(({ value }) => value.questions),
  };
  return { documents, places };
}

const entriesOf = new WeakMap<Omit<Entry, 'topic'>, Entry>();

/** The same entry for a file that was remembered: what is known of it stays known. */
function withTopic(read: Omit<Entry, 'topic'>, topic: TopicId): Entry {
  const entry = entriesOf.get(read) ?? { ...read, topic };
  entriesOf.set(read, entry);
  return entry;
}

type Report = (...found: readonly Problem[]) => void;

const wholeFile = (file: string, message: string): Problem => ({ severity: 'error', file, line: 1, column: 1, message });

/** A fault of the file system is one problem among the others, so that the editor sees them all at once. */
const explain = (file: string, error: unknown): Problem => {
  const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
  return wholeFile(file, code === 'ENOENT' ? 'is missing: create it' : `cannot be read (${code}): check its permissions and kind`);
};

/** Names in a fixed order, so that the same folder always gives the same knowledge. */
async function listYaml(folder: string, subfolder: string, report: Report): Promise<string[]> {
  try {
    const names = (await readdir(join(folder, subfolder))).filter((name) => !name.startsWith('.')).sort();
    for (const name of names.filter((other) => other.endsWith('.yml')))
      report(wholeFile(join(subfolder, name), 'would not be read: rename it to end in .yaml'));
    return names.filter((name) => name.endsWith('.yaml')).map((name) => join(subfolder, name));
  } catch (error) {
    report(explain(subfolder || '.', error));
    return [];
  }
}

interface Reading {
  readonly folder: string;
  readonly report: Report;
  readonly parse: typeof parseYaml;
}

async function readFiles<T>(
  { folder, report, parse }: Reading,
  names: readonly string[],
  schema: z.ZodType<T>,
): Promise<YamlFile<T>[]> {
  const files: YamlFile<T>[] = [];
  for (const name of names) {
    const source = await readFile(join(folder, name)).catch((error: unknown) => {
      report(explain(name, error));
    });
    if (!source) continue;
    const parsed = parse(name, source, schema);
    if (parsed.kind === 'read') files.push(parsed.yaml);
    else report(...parsed.problems);
  }
  return files;
}

type Located = (path: FieldPath) => Place;

/** Finds the line of every document, and reports ids that are taken. */
class FilePlaces implements Places {
  readonly #located = new Map<string, Located>();

  constructor(private readonly report: Report) {}

  add(subject: Subject, yaml: YamlFile<unknown>, root: FieldPath): void {
    const located: Located = (path) => yaml.placeAt([...root, ...path]);
    const taken = this.#located.get(keyOf(subject));
    if (!taken) {
      this.#located.set(keyOf(subject), located);
      return;
    }
    const first = taken(['id']);
    const message = `${nameSubject(subject)}: the id is taken at ${first.file}:${first.line}: choose another`;
    this.report({ severity: 'error', ...located(['id']), message });
  }

  placeOf(subject: Subject, path: FieldPath = []): Place {
    const located = this.#located.get(keyOf(subject));
    if (!located) throw new Error(`${nameSubject(subject)} is in no file of this knowledge`);
    return located(path);
  }
}

/** Entries and guides share their ids: both can be picked from one list of choices. */
const keyOf = (subject: Subject): string =>
  subject.kind === 'guide' ? `entry ${subject.id}` : nameSubject(subject);
