import { expect, it } from 'vitest';
import { diffDocuments } from '../../../../src/moderation/preview/document-diffs.ts';
import { aGoldenQuestion, aTerm, anEntry, documentsOf } from '../../../fakes/builders.ts';

const one = anEntry({ id: 'one' });
const two = anEntry({ id: 'two' });

it('the order of documents is no difference', () => {
  expect(diffDocuments(documentsOf({ entries: [one, two] }), documentsOf({ entries: [two, one] }))).toEqual(
    [],
  );
});

it('a changed text is shown in its language, word by word', () => {
  const changed = { ...one, shortAnswer: { zh: 'one无效。', en: 'Yes, one holds.' } };
  expect(
    diffDocuments(documentsOf({ entries: [one, two] }), documentsOf({ entries: [changed, two] })),
  ).toEqual([
    {
      kind: 'entry',
      id: 'one',
      change: 'changed',
      fields: [
        {
          field: 'shortAnswer',
          language: 'zh',
          parts: [
            { kind: 'same', text: 'one' },
            { kind: 'removed', text: '有效' },
            { kind: 'added', text: '无效' },
            { kind: 'same', text: '。' },
          ],
        },
      ],
    },
  ]);
});

it('a source put before another does not seem to change it', () => {
  const [source] = one.sources;
  if (!source) throw new Error('the builder gives one source');
  const changed = { ...one, sources: [{ ...source, title: 'First' }, source] };
  const [diff] = diffDocuments(documentsOf({ entries: [one] }), documentsOf({ entries: [changed] }));
  expect(diff?.fields.map(({ field }) => field).every((field) => field.startsWith('sources.First'))).toBe(
    true,
  );
});

it('what is new or gone is shown whole, of every kind', () => {
  const base = documentsOf({ entries: [one], golden: [aGoldenQuestion('Is one valid?', 'one')] });
  const candidate = documentsOf({ entries: [two], terms: [aTerm()] });
  expect(diffDocuments(base, candidate).map(({ kind, id, change }) => `${change} ${kind} ${id}`)).toEqual([
    'removed entry one',
    'added entry two',
    'added term cn-pipl',
    'removed golden question Is one valid?',
  ]);
});
