import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { entryId, guideId } from '../../../src/knowledge/fields.ts';
import { KnowledgeError, describeProblem } from '../../../src/knowledge/problem.ts';
import { readKnowledge } from '../../../src/knowledge/read-folder.ts';
import { TOPIC_FILE } from '../../fakes/topic-file.ts';

const GUIDE = `id: route
topic: e-signature
title: { zh: 路, en: Route }
phrasings: { zh: [路], en: [route] }
steps:
  - id: start
    question: { zh: 哪, en: Which }
    options:
      - { label: { zh: 甲, en: A }, entry: legal-effect }
      - { label: { zh: 乙, en: B }, entry: legal-effect }
`;

const FILES: Readonly<Record<string, string>> = {
  'e-signature.yaml': TOPIC_FILE,
  'guides/route.yaml': GUIDE,
  'glossary.yaml': 'terms:\n  - { id: cn-pipl, kind: instrument, zh: 个保法, en: PIPL }\n',
  'golden.yaml': 'questions:\n  - { text: is it good, expect: legal-effect }\n',
};

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'knowledge-'));
  await mkdir(join(folder, 'guides'));
});
afterEach(() => rm(folder, { recursive: true }));

const write = async (files: Readonly<Record<string, string>>): Promise<void> => {
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
};

const problemsOf = (path: string): Promise<string[]> =>
  readKnowledge(path).then(
    () => [],
    (error: unknown) => {
      if (error instanceof KnowledgeError) return error.problems.map(describeProblem);
      throw error;
    },
  );

describe('readKnowledge', () => {
  it('reads topics, entries with their topic, guides, glossary and golden questions', async () => {
    await write(FILES);
    const { documents } = await readKnowledge(folder);
    expect(documents.topics.map(({ id }) => id)).toEqual(['e-signature']);
    expect(documents.entries.map(({ id, topic }) => [id, topic])).toEqual([['legal-effect', 'e-signature']]);
    expect(documents.guides.map(({ id }) => id)).toEqual(['route']);
    expect(documents.terms.map(({ id }) => id)).toEqual(['cn-pipl']);
    expect(documents.golden).toEqual([{ text: 'is it good', expect: 'legal-effect' }]);
  });

  it('knows the place of every document and field', async () => {
    await write(FILES);
    const { places } = await readKnowledge(folder);
    const entry = { kind: 'entry', id: entryId.parse('legal-effect') } as const;
    expect(places.placeOf(entry, ['phrasings', 'en', 0])).toEqual({ file: 'e-signature.yaml', line: 11, column: 35 });
    expect(places.placeOf(entry, ['related', 0])).toMatchObject({ line: 6, column: 5 });
    expect(places.placeOf({ kind: 'guide', id: guideId.parse('route') }, ['steps', 0])).toEqual({
      file: 'guides/route.yaml',
      line: 6,
      column: 5,
    });
    expect(places.placeOf({ kind: 'golden question', index: 0 }, ['expect'])).toMatchObject({ line: 2, column: 33 });
  });

  it('tells everything that is wrong in every file at once', async () => {
    await write({ ...FILES, 'glossary.yaml': 'terms: 3\n', 'guides/route.yaml': 'steps: [', 'more.yml': '' });
    expect(await problemsOf(folder)).toEqual([
      'more.yml:1:1 would not be read: rename it to end in .yaml',
      expect.stringMatching(/^guides\/route\.yaml:1:9 not valid YAML/),
      'glossary.yaml:1:8 the file: terms must be a list, not a number',
    ]);
  });

  it('refuses an id that another file has, also between entries and guides', async () => {
    await write({ ...FILES, 'f.yaml': TOPIC_FILE, 'guides/route.yaml': GUIDE.replace('id: route', 'id: legal-effect') });
    expect(await problemsOf(folder)).toEqual([
      'f.yaml:2:7 topic e-signature: the id is taken at e-signature.yaml:2: choose another',
      'f.yaml:6:9 entry legal-effect: the id is taken at e-signature.yaml:6: choose another',
      'guides/route.yaml:1:5 guide legal-effect: the id is taken at e-signature.yaml:6: choose another',
    ]);
  });

  it('refuses a folder that lacks a file or has no topic', async () => {
    await write({ 'glossary.yaml': 'terms: []' });
    expect(await problemsOf(folder)).toEqual([
      '.:1:1 there is no topic file: add one, for instance e-signature.yaml',
      'golden.yaml:1:1 is missing: create it',
    ]);
  });

  it('refuses a folder that does not exist', async () => {
    expect(await problemsOf(join(folder, 'elsewhere'))).toContain('.:1:1 is missing: create it');
  });

  it('refuses a folder in the place of a file', async () => {
    await write(FILES);
    await mkdir(join(folder, 'other.yaml'));
    expect(await problemsOf(folder)).toEqual(['other.yaml:1:1 cannot be read (EISDIR): check its permissions and kind']);
  });

  it('passes over hidden files', async () => {
    await write({ ...FILES, '.e-signature.yaml': 'half wri' });
    expect(await problemsOf(folder)).toEqual([]);
  });
});
