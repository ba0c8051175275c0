import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Entry, topicFile } from '../../../../src/knowledge/entry.ts';
import { dropEntry, newTopicFile, putEntry, putTopic } from '../../../../src/knowledge/files/edit-topic.ts';
import { readKnowledge } from '../../../../src/knowledge/read-folder.ts';
import { parseYaml } from '../../../../src/knowledge/yaml-file.ts';
import { anEntry, documentsOf } from '../../../fakes/builders.ts';
import { TOPIC_FILE } from '../../../fakes/topic-file.ts';

const KNOWLEDGE = join(import.meta.dirname, '../../../../knowledge');

function parse(text: string) {
  const read = parseYaml('topic.yaml', Buffer.from(text), topicFile);
  if (read.kind === 'refused') throw new Error(JSON.stringify(read.problems));
  return read.yaml.value;
}
const entriesOf = (text: string): readonly Entry[] => {
  const { topic, entries } = parse(text);
  return entries.map((entry) => ({ ...entry, topic: topic.id }));
};
const changedLines = (before: string, after: string): number => {
  const old = new Set(before.split('\n'));
  return after.split('\n').filter((line) => !old.has(line)).length;
};

test('putting every shipped entry back unchanged leaves every file as it is, to the byte', async () => {
  const { documents } = await readKnowledge(KNOWLEDGE);
  const files = (await readdir(KNOWLEDGE)).filter((name) => name.endsWith('.yaml'));
  let put = 0;
  for (const name of files) {
    const text = await readFile(join(KNOWLEDGE, name), 'utf8');
    const topic = /^topic:\n +id: (\S+)/.exec(text)?.[1];
    for (const entry of documents.entries.filter((candidate) => candidate.topic === topic).slice(0, 8)) {
      expect(putEntry(text, entry) === text, `${name}: ${entry.id}`).toBe(true);
      put += 1;
    }
  }
  expect(put).toBeGreaterThan(20);
}, 60_000);

test('changing one text of a shipped entry changes that entry only', async () => {
  const text = await readFile(join(KNOWLEDGE, 'zhejiang.yaml'), 'utf8');
  const [, second] = entriesOf(text);
  if (!second) throw new Error('zhejiang.yaml has fewer than two entries');
  const after = { ...second, shortAnswer: { ...second.shortAnswer, en: 'No: not "yet" # since 2024.' } };
  const edited = putEntry(text, after);
  expect(entriesOf(edited)).toEqual(entriesOf(text).map((entry) => (entry.id === second.id ? after : entry)));
  expect(changedLines(text, edited)).toBeLessThanOrEqual(3);
});

const COMMENTED = TOPIC_FILE.replace('  - id: legal-effect', '  # checked with the bureau\n  - id: legal-effect')
  .replace('    jurisdictions: [CN]', '    jurisdictions: [CN] # and Hong Kong?')
  .concat('  # the next one is new\n  - id: timestamps # from 2024\n')
  .concat(TOPIC_FILE.slice(TOPIC_FILE.indexOf('    jurisdictions')));

test('comments, order, quotes and omitted defaults survive an edit', () => {
  const [first, second] = entriesOf(COMMENTED);
  if (!first || !second) throw new Error('both entries are there');
  const after = {
    ...first,
    answer: { ...first.answer, en: 'One.\n\nTwo, changed.' },
    sources: [...first.sources.map((source) => ({ ...source, article: { zh: '第3条', en: 'Art. 3' } }))],
  };
  const edited = putEntry(COMMENTED, after);
  expect(entriesOf(edited)).toEqual([after, second]);
  for (const comment of ['# checked with the bureau', '# and Hong Kong?', '# the next one is new', '# from 2024'])
    expect(edited).toContain(comment);
  expect(edited.indexOf('jurisdictions')).toBeLessThan(edited.indexOf('shortAnswer'));
  expect(edited).not.toContain('outsideValidity');
  expect(edited).toContain('      en: |-\n        One.\n\n        Two, changed.\n');
});

test('a new entry stands at the end with only the fields it needs, a withdrawn one is gone', () => {
  const added = anEntry({ id: 'new-rule', answer: { zh: '一。\n\n二。', en: 'One.\n\nTwo.' } });
  const edited = putEntry(TOPIC_FILE, added);
  expect(entriesOf(edited)).toEqual([...entriesOf(TOPIC_FILE), added]);
  expect(edited.startsWith(TOPIC_FILE)).toBe(true);
  expect(edited).not.toContain('confusableWith');
  expect(dropEntry(edited, added.id)).toBe(TOPIC_FILE);
});

test('a topic is made and renamed without touching its entries', () => {
  const [topic] = documentsOf({}).topics;
  if (!topic) throw new Error('the builder makes a topic');
  const entry = anEntry();
  const made = putEntry(newTopicFile(topic), entry);
  expect(parse(made).topic).toEqual(topic);
  const renamed = putTopic(COMMENTED, { ...topic, title: { zh: '电子签约', en: 'E-signing' } });
  expect(parse(renamed).topic.title.en).toBe('E-signing');
  expect(entriesOf(renamed)).toEqual(entriesOf(COMMENTED));
});

test('a file whose entries cannot be told apart is refused with what to do', () => {
  expect(() => putEntry('topic: {}\nentries: [{ id: a }]\n', anEntry())).toThrow(/write its entries as a list/);
  expect(() => putEntry('topic: {}\nentries:\n  - jurisdictions: [CN]\n    id: a\n', anEntry())).toThrow(/put "id:" first/);
});
