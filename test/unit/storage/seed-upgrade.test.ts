import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { checkKnowledge } from '../../../src/knowledge/checks/index.ts';
import { readKnowledge } from '../../../src/knowledge/read-folder.ts';
import type { DocumentChange, DocumentKey } from '../../../src/knowledge/revision.ts';
import { readSnapshot } from '../../../src/storage/knowledge-documents.ts';
import { openStore } from '../../../src/storage/open-store.ts';
import { upgradeSeed } from '../../../src/storage/seed-upgrade.ts';
import { refreshCopy, seedFolder, seedStore } from '../../../src/storage/seed.ts';
import type { Store } from '../../../src/storage/store.ts';
import { writeKnowledgeFolder } from '../../fakes/knowledge-folder.ts';

let root: string;
let store: Store;
const shipped = () => join(root, 'shipped');
const offers: DocumentChange[] = [];

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'shuwen-upgrade-'));
  await writeKnowledgeFolder(shipped());
  store = await openStore({ dataDir: join(root, 'data') });
  await seedStore(store, (await readKnowledge(shipped())).documents);
  offers.length = 0;
});
afterEach(async () => {
  await store.close();
  await rm(root, { recursive: true, force: true });
});

const upgrade = () =>
  upgradeSeed({
    store,
    shipped: shipped(),
    check: (knowledge) => checkKnowledge(knowledge, { today: '2026-11-22' }),
    offer: (changes) => {
      offers.push(...changes);
      return Promise.resolve([]);
    },
  });

/** The next version of the program brings this. */
async function ship(file: string, from: string, to: string): Promise<void> {
  const text = await readFile(join(shipped(), file), 'utf8');
  if (!text.includes(from)) throw new Error(`${file} has no ${from}`);
  await writeFile(join(shipped(), file), text.replace(from, to));
}
const seal = { kind: 'entry', id: 'seal' } as const;
const entry = { kind: 'entry', id: 'legal-effect' } as const;

async function publish(document: DocumentKey, change: (body: string) => string | null): Promise<void> {
  const head = (await store.read.revisions.history(document)).at(-1);
  const body = change(JSON.stringify(head?.body));
  await store.write(({ revisions }) =>
    revisions.append(
      [
        {
          ...document,
          base: head?.number ?? null,
          body: body === null ? null : JSON.parse(body),
          weight: 'substantive',
        },
      ],
      'lin',
    ),
  );
}
const shortAnswers = async () =>
  Object.fromEntries(
    [...(await readSnapshot(store)).entries.values()].map(({ id, shortAnswer }) => [id, shortAnswer.en]),
  );

test('the same program again brings nothing, and does not look twice', async () => {
  expect(await upgrade()).toEqual({ taken: [], offered: [], gone: [], faults: [] });
  expect(await upgrade()).toBeUndefined();
});

test('what was not changed here is taken, as a revision by the seed', async () => {
  await ship('e-signature.yaml', 'en: It is.', 'en: It still is.');
  expect(await upgrade()).toMatchObject({ taken: ['entry legal-effect'], offered: [] });
  expect(await shortAnswers()).toEqual({ 'legal-effect': 'It still is.', seal: 'It is.' });
  expect((await store.read.revisions.history(entry)).map(({ person }) => person)).toEqual(['seed', 'seed']);
  await ship('e-signature.yaml', 'en: It still is.', 'en: It is again.');
  expect(await upgrade()).toMatchObject({ taken: ['entry legal-effect'] });
});

test('what was changed here is kept where the upgrade did not change it', async () => {
  await publish(entry, (body) => body.replace('It is.', 'Yes.'));
  await ship('golden.yaml', '天气如何', '天气怎么样');
  expect(await upgrade()).toMatchObject({ taken: ['golden'], offered: [] });
  expect((await shortAnswers())['legal-effect']).toBe('Yes.');
});

test('what was changed on both sides is offered once, on what is here, and never written over', async () => {
  await publish(entry, (body) => body.replace('It is.', 'Yes.'));
  await ship('e-signature.yaml', 'en: It is.', 'en: It still is.');
  expect(await upgrade()).toMatchObject({ taken: [], offered: ['entry legal-effect'] });
  expect((await shortAnswers())['legal-effect']).toBe('Yes.');
  expect(offers).toMatchObject([
    {
      ...entry,
      base: await store.read.revisions.headOf(entry),
      body: { shortAnswer: { en: 'It still is.' } },
    },
  ]);
  await ship('golden.yaml', '天气如何', '天气怎么样');
  await upgrade();
  expect(offers).toHaveLength(1);
});

test('an entry that was withdrawn here stays withdrawn, and its new text is offered', async () => {
  await publish(seal, () => null);
  await ship('e-signature.yaml', '盖章行不行', '盖个章行不行');
  expect(await upgrade()).toMatchObject({ taken: [], offered: ['entry seal'] });
  expect(await shortAnswers()).toEqual({ 'legal-effect': 'It is.' });
});

test('what is no longer shipped is told and kept', async () => {
  const text = await readFile(join(shipped(), 'e-signature.yaml'), 'utf8');
  await writeFile(join(shipped(), 'e-signature.yaml'), text.slice(0, text.indexOf('  - id: seal')));
  expect(await upgrade()).toMatchObject({ taken: [], gone: ['entry seal'] });
  expect(Object.keys(await shortAnswers())).toContain('seal');
});

test('terms and questions are merged one by one', async () => {
  await publish({ kind: 'glossary', id: 'glossary' }, (body) =>
    body.replace(
      '{"terms":[',
      '{"terms":[{"id":"ours","kind":"concept","zh":"我们的","en":"ours","aliases":[],"members":[]},',
    ),
  );
  await ship(
    'glossary.yaml',
    'en: ESL }\n',
    'en: E-signature law }\n  - { id: theirs, kind: concept, zh: 他们的, en: theirs }\n',
  );
  expect(await upgrade()).toMatchObject({ taken: ['glossary'], offered: [] });
  const terms = (await readSnapshot(store)).terms.map(({ id, en }) => `${id} ${en}`);
  expect(terms).toEqual(['ours ours', 'esl E-signature law', 'theirs theirs']);

  await publish({ kind: 'glossary', id: 'glossary' }, (body) => body.replace('E-signature law', 'Our words'));
  await ship('glossary.yaml', 'E-signature law', 'Their words');
  expect(await upgrade()).toMatchObject({ taken: [], offered: ['glossary'] });
  expect(JSON.stringify(offers[0]?.body)).toContain('Their words');
  expect(JSON.stringify(offers[0]?.body)).toContain('ours');
});

test('an upgrade that does not fit what is here takes nothing, and says why', async () => {
  await publish(seal, () => null);
  await ship('e-signature.yaml', 'basis: [ES-001]', 'basis: [ES-001]\n    related: [seal]');
  const upgraded = await upgrade();
  expect(upgraded?.taken).toEqual([]);
  expect(upgraded?.faults.join()).toContain('related names seal, which is no entry');
  expect(await upgrade()).toEqual(upgraded);
});

test('a store that began with other documents than the shipped ones keeps them', async () => {
  const own = await openStore({ dataDir: join(root, 'own') });
  const { documents } = await readKnowledge(shipped());
  await seedStore(
    own,
    { ...documents, entries: documents.entries.slice(0, 1) },
    { shipped: shipped(), isOwn: true },
  );
  const before = store;
  store = own;
  expect(await upgrade()).toBeUndefined();
  await ship('e-signature.yaml', 'en: It is.', 'en: It was.');
  expect(await upgrade()).toEqual({ taken: [], offered: [], gone: [], faults: [] });
  await ship('golden.yaml', '天气如何', '天气怎么样');
  expect(await upgrade()).toMatchObject({ taken: ['golden'] });
  expect(await shortAnswers()).toEqual({ 'legal-effect': 'It is.' });
  await before.close();
});

test('a copied calibration is brought up to the program’s, one fitted here is left', async () => {
  const folder = join(root, 'knowledge');
  const file = 'calibration.json';
  await writeFile(join(shipped(), file), 'fitted there');
  await seedFolder(store, shipped(), folder);
  await writeFile(join(shipped(), file), 'fitted there anew');
  await refreshCopy(store, file, shipped(), folder);
  expect(await readFile(join(folder, file), 'utf8')).toBe('fitted there anew');
  await writeFile(join(folder, file), 'fitted here');
  await writeFile(join(shipped(), file), 'fitted there once more');
  await refreshCopy(store, file, shipped(), folder);
  expect(await readFile(join(folder, file), 'utf8')).toBe('fitted here');
});
