import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { topicFile } from '../../../src/knowledge/entry.ts';
import { goldenFile } from '../../../src/knowledge/golden.ts';
import { guide } from '../../../src/knowledge/guide.ts';
import { describeProblem } from '../../../src/knowledge/problem.ts';
import { parseYaml } from '../../../src/knowledge/yaml-file.ts';
import { TOPIC_FILE } from '../../fakes/topic-file.ts';

const problemsOf = (source: string | Uint8Array, schema: z.ZodType = topicFile): string[] => {
  const bytes = typeof source === 'string' ? new TextEncoder().encode(source) : source;
  const parsed = parseYaml('e-signature.yaml', bytes, schema);
  return parsed.kind === 'read' ? [] : parsed.problems.map(describeProblem);
};

const without = (text: string, part: string, by = ''): string => {
  expect(text).toContain(part);
  return text.replace(part, by);
};

describe('a topic file that holds to its schema', () => {
  it('is read, with the place of every value', () => {
    const parsed = parseYaml('e-signature.yaml', new TextEncoder().encode(TOPIC_FILE), topicFile);
    if (parsed.kind === 'refused') throw new Error(parsed.problems.map(describeProblem).join());
    expect(parsed.yaml.value.entries[0]?.answer.zh).toBe('第一段。\n\n第二段。');
    expect(parsed.yaml.placeAt(['entries', 0, 'shortAnswer', 'en'])).toEqual({ file: 'e-signature.yaml', line: 14, column: 11 });
    expect(parsed.yaml.placeAt(['entries', 0, 'reviewer'])).toMatchObject({ line: 6, column: 5 });
  });

  it('may begin with a byte-order mark', () => {
    expect(problemsOf(`\uFEFF${TOPIC_FILE}`)).toEqual([]);
  });
});

describe('a fault against the schema is told by entry, field and remedy', () => {
  it.each([
    ['a missing field, at its parent', "      en: It is.\n", '', '13:7 entry legal-effect: shortAnswer.en is missing'],
    ['an empty field', 'en: It is.', 'en:', '14:10 entry legal-effect: shortAnswer.en is empty: fill it in, or remove the field'],
    ['a misspelt field', '    answer:', '    anwser:', '15:5 entry legal-effect: has an unknown field `anwser`; did you mean `answer`?'],
    ['a misspelt field within', 'title: ESL', 'titel: ESL', '26:9 entry legal-effect: sources #1 has an unknown field `titel`; did you mean `title`?'],
    ['an unknown field', 'basis:', 'colour: red\n    basis:', '29:5 entry legal-effect: has an unknown field `colour`: remove it'],
    ['a number for text', 'title: ESL', 'title: 2024', '26:16 entry legal-effect: sources #1 title must be text, not a number: put it in quotes'],
    ['a text for a list', '[ES-001]', 'ES-001', '29:12 entry legal-effect: basis must be a list, not text'],
    ['a list for a text', 'en: It is.', 'en: [It is.]', '14:11 entry legal-effect: shortAnswer.en must be text, not a list'],
    ['a wrong choice', 'confirmed: primary', 'confirmed: surely', '28:20 entry legal-effect: sources #1 confirmed must be primary or secondary or unconfirmed'],
    ['an empty list', '[CN]', '[]', '7:20 entry legal-effect: jurisdictions is empty: fill it in'],
    ['a bad date', '2026-11-21', '2026-02-30', '27:19 entry legal-effect: sources #1 accessed must be a date such as 2024-03-22'],
    ['too long a text', 'It is.', 'x'.repeat(301), '14:11 entry legal-effect: shortAnswer.en has 301 UTF-16 units, at most 300: shorten it'],
    ['a missing id', 'id: legal-effect\n    jurisdictions', 'jurisdictions', '6:5 entry #1: id is missing'],
    ['the topic', '  id: e-signature\n', '', '2:3 topic: id is missing'],
  ])('%s', (_, part, by, expected) => {
    expect(problemsOf(without(TOPIC_FILE, part, by))).toContain(`e-signature.yaml:${expected}`);
  });

  it('tells all faults at once', () => {
    const text = without(without(TOPIC_FILE, 'title: ESL', 'title: 3'), '第二段。', '# 第二段');
    expect(problemsOf(text)).toHaveLength(2);
  });

  it('names a golden question by its number', () => {
    expect(problemsOf('questions:\n  - text: who\n  - text: what\n    expect: Some Entry\n', goldenFile)).toEqual([
      'e-signature.yaml:2:5 golden question #1: expect is missing',
      'e-signature.yaml:4:13 golden question #2: expect must be lower-case words joined by hyphens',
    ]);
  });

  it('names the ways out of an option that leads nowhere', () => {
    const text = `id: route
topic: e-signature
title: { zh: 路, en: Route }
phrasings: { zh: [路], en: [route] }
steps:
  - id: start
    question: { zh: 哪, en: Which }
    options:
      - label: { zh: 甲, en: A }
      - label: { zh: 乙, en: B }
        entry: legal-effect
`;
    expect(problemsOf(text, guide)).toEqual([
      'e-signature.yaml:9:9 guide route: steps start options #1 goto is missing, or steps start options #1 entry is missing',
    ]);
  });
});

describe('Markdown outside the closed set', () => {
  it('is refused at its line within the answer', () => {
    expect(problemsOf(without(TOPIC_FILE, 'Two.', '# Two'))).toEqual([
      'e-signature.yaml:23:1 entry legal-effect: answer.en: heading is not allowed; use paragraphs, flat lists, **bold** and https links',
    ]);
  });

  it('is refused at the beginning of an answer that is no literal block', () => {
    expect(problemsOf(without(TOPIC_FILE, 'en: |-\n        One.\n\n        Two.', 'en: "One.\\n\\n# Two"'))).toEqual([
      expect.stringMatching(/^e-signature\.yaml:20:11 entry legal-effect: answer\.en: heading is not allowed/),
    ]);
  });
});

describe('what is no plain YAML file', () => {
  it.each([
    ['an alias', '*x', /alias \*x is not allowed: write the text out/],
    ['an anchor', '&x It is.', /14:14 anchor &x is not allowed: remove it/],
    ['a custom tag', '!secret It is.', /14:19 tag !secret is not allowed/],
    ['a core tag', '!!str 2024', /tag tag:yaml.org,2002:str is not allowed: remove it, and quote what is text/],
    ['an open quote', '"It is.', /not valid YAML: Missing closing "quote; mend it here or just above/],
  ])('%s is refused', (_, value, expected) => {
    expect(problemsOf(without(TOPIC_FILE, 'en: It is.', `en: ${value}`)).join('\n')).toMatch(expected);
  });

  it.each([
    ['a merge key', '<<: { a: 1 }', '1:1 field << is not allowed: remove it'],
    ['a prototype', '__proto__: { a: 1 }', '1:1 field __proto__ is not allowed: remove it'],
    ['a field given twice', 'topic: 1', '2:1 this field is given twice in the same place: keep one'],
    ['a version line', '%YAML 1.1\n---', '1:1 a %YAML line is not allowed: remove it'],
  ])('%s is refused', (_, line, expected) => {
    expect(problemsOf(`${line}\n${TOPIC_FILE}`)).toEqual([`e-signature.yaml:${expected}`]);
  });

  it.each([
    ['an empty file', '', '1:1 the file is empty: fill it in, or delete it'],
    ['only a comment', '# to do\n', '1:1 the file is empty: fill it in, or delete it'],
    ['a list', '- a\n', '1:1 the file: must be a map of fields, not a list'],
    ['a text', 'hello', '1:1 the file: must be a map of fields, not text'],
    ['a second document', 'topic: 1\n---\ntopic: 2\n', '2:1 a second YAML document starts here: remove the line "---"'],
    ['deep nesting in flows', '['.repeat(200_000), '1:1 the file nests more than 32 levels deep: write it flatter'],
    ['deep nesting in blocks', '- '.repeat(20_000), '1:1 the file nests more than 32 levels deep: write it flatter'],
  ])('%s is refused', (_, text, expected) => {
    expect(problemsOf(text)).toEqual([`e-signature.yaml:${expected}`]);
  });

  it('is refused when it is over 5 MB', () => {
    expect(problemsOf(`# ${'x'.repeat(5_000_000)}`)).toEqual([
      'e-signature.yaml:1:1 the file has 5000002 bytes; at most 5000000: split it into several files',
    ]);
  });

  it('is refused at the line that is not UTF-8', () => {
    const [before = '', after = ''] = TOPIC_FILE.split('It is.');
    const bytes = Buffer.concat([Buffer.from(before), Buffer.of(0xff, 0xfe), Buffer.from(after)]);
    expect(problemsOf(bytes)).toEqual(['e-signature.yaml:14:1 this line is not valid UTF-8: save the file as UTF-8']);
  });

  it('is refused when it was cut in half', () => {
    expect(problemsOf(TOPIC_FILE.slice(0, TOPIC_FILE.indexOf('    sources:')))).toEqual([
      'e-signature.yaml:6:5 entry legal-effect: sources is missing',
      'e-signature.yaml:6:5 entry legal-effect: basis is missing',
    ]);
  });
});
