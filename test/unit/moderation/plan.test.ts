import { describe, expect, test } from 'vitest';
import type { Revision } from '../../../src/knowledge/revision.ts';
import { toChanges } from '../../../src/knowledge/stored-documents.ts';
import type { Standing } from '../../../src/moderation/documents.ts';
import type { Edit } from '../../../src/moderation/edit.ts';
import { planChanges } from '../../../src/moderation/plan.ts';
import type { DraftChange } from '../../../src/moderation/ports.ts';
import { sign } from '../../../src/moderation/sign.ts';
import { aGoldenQuestion, aTerm, anEntry, documentsOf } from '../../fakes/builders.ts';

const reason = { zh: '废止。', en: 'Repealed.' };
const OLD = { kind: 'entry', id: 'old-rule' } as const;

const entries = [
  anEntry({ id: 'old-rule' }),
  anEntry({ id: 'new-rule' }),
  anEntry({
    id: 'neighbour',
    related: ['old-rule'],
    confusableWith: [{ id: 'old-rule', difference: { zh: '不同。', en: 'It differs.' } }],
    replaces: 'old-rule',
  }),
];
const documents = documentsOf({
  entries,
  terms: [aTerm()],
  golden: [aGoldenQuestion('what was the old rule', 'old-rule')],
  probes: [aGoldenQuestion('the rule of old', 'old-rule'), aGoldenQuestion('weather', 'nothing')],
});

/** The documents as revisions 1 and up. */
const standing: Standing = {
  revision: 7,
  documents: toChanges(documents).map(({ kind, id, body }, index): Revision => ({
    kind,
    id,
    body,
    number: index + 1,
    hash: '',
    base: null,
    person: 'seed',
    at: 0,
    weight: 'substantive',
    note: null,
  })),
};

const plan = (...edits: readonly Edit[]) => planChanges(standing, [], edits);
function planned(...edits: readonly Edit[]): readonly DraftChange[] {
  const made = plan(...edits);
  if (made.kind !== 'planned') throw new Error(JSON.stringify(made));
  return made.changes;
}

describe('planning what edits change', () => {
  test('fields are set by their paths, and the rest stays as it was', () => {
    const [change] = planned({
      kind: 'set',
      document: OLD,
      fields: {
        'shortAnswer.en': 'No longer.',
        'sources.0.confirmed': 'unconfirmed',
        'phrasings.zh.1': '旧规',
      },
    });
    const [old] = entries;
    expect(change).toEqual({
      ...OLD,
      base: 2,
      isConsequence: false,
      withdrawal: undefined,
      body: {
        ...old,
        shortAnswer: { ...old?.shortAnswer, en: 'No longer.' },
        sources: [{ ...old?.sources[0], confirmed: 'unconfirmed' }],
        phrasings: { ...old?.phrasings, zh: [...(old?.phrasings.zh ?? []), '旧规'] },
      },
    });
  });

  test('null removes a field, or the item of a list', () => {
    const [change] = planned({
      kind: 'set',
      document: { kind: 'entry', id: 'neighbour' },
      fields: { replaces: null, 'related.0': null },
    });
    expect(change?.body).toMatchObject({ related: [] });
    expect(change?.body).not.toHaveProperty('replaces');
  });

  test('an entry that is drafted whole keeps its id and topic', () => {
    const { id: _id, topic: _topic, ...body } = anEntry({ id: 'old-rule', keywords: ['old'] });
    expect(planned({ kind: 'replace', document: OLD, body })).toMatchObject([
      { body: { id: 'old-rule', topic: 'e-signature', keywords: ['old'] } },
    ]);
  });

  test('what says the same as before is no change', () => {
    const [old] = entries;
    expect(planned({ kind: 'replace', document: OLD, body: { ...old } })).toEqual([]);
  });

  test('two edits of one document are one change', () => {
    const changes = planned(
      { kind: 'question', text: 'what is the new rule', expect: 'new-rule' },
      { kind: 'question', text: 'what was the old rule', expect: null },
    );
    expect(changes).toMatchObject([
      {
        kind: 'golden',
        base: 6,
        body: { questions: [{ text: 'what is the new rule', expect: 'new-rule' }] },
      },
    ]);
  });

  test('one term of the glossary is changed, the document as a whole is', () => {
    const body = { kind: 'instrument', zh: '数据安全法', en: 'Data Security Law' };
    expect(planned({ kind: 'term', id: 'cn-dsl', body })).toMatchObject([
      { kind: 'glossary', body: { terms: [{ id: 'cn-pipl' }, { id: 'cn-dsl', en: 'Data Security Law' }] } },
    ]);
  });

  test('a withdrawal takes the links to the entry along, and leaves golden questions to be changed deliberately', () => {
    const changes = planned({ kind: 'withdraw', document: OLD, reason, replacedBy: entries[1]?.id });
    expect(changes).toMatchObject([
      { ...OLD, body: null, isConsequence: false, withdrawal: { reason, replacedBy: 'new-rule' } },
      { id: 'neighbour', isConsequence: true, body: { related: ['new-rule'], confusableWith: [] } },
      { kind: 'probes', isConsequence: true, body: { questions: [{ text: 'weather' }] } },
    ]);
    expect(changes[1]?.body).not.toHaveProperty('replaces');
  });

  test.each<[string, Edit, readonly (string | number)[], RegExp]>([
    [
      'a field that is too long',
      { kind: 'set', document: OLD, fields: { 'shortAnswer.zh': '长'.repeat(301) } },
      ['shortAnswer', 'zh'],
      /entry old-rule: shortAnswer.zh has 301/,
    ],
    [
      'a field that is not known',
      { kind: 'set', document: OLD, fields: { answr: 'x' } },
      ['answr'],
      /did you mean `answer`/,
    ],
    [
      'Markdown that no platform shows',
      { kind: 'set', document: OLD, fields: { 'answer.en': '# Big' } },
      ['answer', 'en'],
      /answer.en: line 1: heading is not allowed/,
    ],
    [
      'another id',
      { kind: 'set', document: OLD, fields: { id: 'older-rule' } },
      ['id'],
      /an id cannot be changed/,
    ],
    [
      'an entry that is not there',
      { kind: 'set', document: { kind: 'entry', id: 'nowhere' }, fields: { replaces: null } },
      [],
      /does not exist/,
    ],
    [
      'a replacement that is not there',
      { kind: 'withdraw', document: OLD, reason, replacedBy: anEntry({ id: 'nowhere' }).id },
      ['replacedBy'],
      /nowhere is no entry/,
    ],
    [
      'a term of an unknown kind',
      { kind: 'term', id: 'x', body: { kind: 'thing', zh: '物', en: 'Thing' } },
      ['terms', 1, 'kind'],
      /term x: kind must be/,
    ],
  ])('%s is refused at its field', (_, edit, path, message) => {
    const made = plan(edit);
    expect(made).toMatchObject({ kind: 'invalid', faults: [{ path, severity: 'error' }] });
    expect(made.kind === 'invalid' && made.faults[0]?.message).toMatch(message);
  });

  test('an edit on a revision that is not the last is refused', () => {
    expect(plan({ kind: 'set', document: OLD, fields: { 'answer.en': 'x' }, base: 1 })).toEqual({
      kind: 'stale-base',
      document: OLD,
      base: 1,
    });
  });
});

describe('signing what is published', () => {
  const before = anEntry({ reviewer: 'Li', reviewedOn: '2025-01-01' });
  const edited = { ...before, shortAnswer: { zh: '改。', en: 'Changed.' } };

  test('the reviewer who signs is named, with the day', () => {
    expect(sign(edited, before, 'Wang', '2026-11-21')).toMatchObject({
      reviewer: 'Wang',
      reviewedOn: '2026-11-21',
    });
  });

  test('a text that changed does not go under the name of who reviewed the old one', () => {
    expect(sign(edited, before, undefined, '2026-11-21')).not.toHaveProperty('reviewer');
    expect(sign(edited, before, undefined, '2026-11-21')).not.toHaveProperty('reviewedOn');
  });

  test('what leaves the text alone leaves its reviewer', () => {
    expect(sign({ ...before, keywords: ['seal'] }, before, undefined, '2026-11-21')).toMatchObject({
      reviewer: 'Li',
    });
  });
});
