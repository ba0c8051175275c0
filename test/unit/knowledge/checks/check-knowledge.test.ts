import { describe, expect, it } from 'vitest';
import { checkKnowledge } from '../../../../src/knowledge/checks/index.ts';
import type { EntryId } from '../../../../src/knowledge/fields.ts';
import { describeProblem } from '../../../../src/knowledge/problem.ts';
import type { KnowledgeDocuments } from '../../../../src/knowledge/snapshot.ts';
import { aGoldenQuestion, aGuide, aStep, aTerm, anEntry, documentsOf, nowhere } from '../../../fakes/builders.ts';

const TODAY = '2026-11-21';

/** Problems without the warning of too few phrasings, which every small builder entry has. */
const check = (
  documents: Partial<KnowledgeDocuments>,
  answer?: (text: string) => EntryId | undefined,
): [severity: string, text: string][] =>
  checkKnowledge(
    { documents: documentsOf(documents), places: nowhere },
    answer ? { today: TODAY, answer } : { today: TODAY },
  )
    .filter(({ message }) => !message.includes('phrasings.'))
    .map((problem) => [problem.severity, describeProblem(problem)]);

const phrasings = (...en: string[]) => ({ zh: ['占位'], en });

describe('sound knowledge', () => {
  it('has no problem', () => {
    const golden = [aGoldenQuestion('can I sign on screen', 'legal-effect'), aGoldenQuestion('weather', 'nothing')];
    expect(check({ entries: [anEntry()], guides: [aGuide()], terms: [aTerm()], golden })).toEqual([]);
  });
});

describe('ids that are named', () => {
  it('must be entries', () => {
    const difference = { zh: '别的', en: 'other' };
    const entry = anEntry({ related: ['a'], confusableWith: [{ id: 'b', difference }], replaces: 'c' });
    expect(check({ entries: [entry] })).toEqual([
      ['error', 'entry legal-effect confusableWith 0 id:1:1 entry legal-effect: confusableWith names b, which is no entry: mend or remove it'],
      ['error', 'entry legal-effect related 0:1:1 entry legal-effect: related names a, which is no entry: mend or remove it'],
      ['error', 'entry legal-effect replaces:1:1 entry legal-effect: replaces names c, which is no entry: mend or remove it'],
    ]);
  });

  it('may not be the entry itself', () => {
    expect(check({ entries: [anEntry({ related: ['legal-effect'] })] })).toEqual([
      ['error', expect.stringContaining('related names the entry itself: remove it')],
    ]);
  });

  it('must be glossary terms of kind instrument or agreement', () => {
    const terms = [aTerm({ id: 'rcep', kind: 'agreement' }), aTerm({ id: 'export', kind: 'concept' })];
    expect(check({ entries: [anEntry({ instruments: ['rcep', 'export', 'cn-dsl'] })], terms })).toEqual([
      ['error', expect.stringContaining('instruments names export, which is a term of kind concept')],
      ['error', expect.stringContaining('instruments names cn-dsl, which is no term of the glossary')],
    ]);
  });

  it('must exist in guides, golden questions and terms', () => {
    const terms = [aTerm({ explainedBy: 'gone' })];
    const steps = [aStep('start', { goto: 'nowhere' }, { entry: 'gone' }, { entry: 'legal-effect' })];
    const guides = [aGuide({ topic: 'lost', steps })];
    expect(check({ entries: [anEntry()], guides, terms, golden: [aGoldenQuestion('who', 'gone')] })).toEqual([
      ['error', expect.stringContaining('golden question #1: expects gone, which is no entry')],
      ['error', expect.stringContaining('step start goes to nowhere, which is no step of this guide')],
      ['error', expect.stringContaining('step start ends at gone, which is no entry')],
      ['error', expect.stringContaining('topic lost does not exist')],
      ['error', expect.stringContaining('term cn-pipl: explainedBy names gone, which is no entry')],
    ]);
  });
});

describe('a phrasing', () => {
  it('may not stand in two entries, whatever its case, width, spaces and punctuation', () => {
    const entries = [anEntry({ id: 'a', phrasings: phrasings('Is it valid?') }), anEntry({ id: 'b', phrasings: { zh: ['乙'], en: ['ＩＳ IT, valid'] } })];
    expect(check({ entries })).toEqual([
      ['error', 'entry b phrasings en 0:1:1 entry b: the phrasing "ＩＳ IT, valid" stands in entry a too: keep it in one place'],
    ]);
  });

  it('may not be repeated in its entry', () => {
    expect(check({ entries: [anEntry({ phrasings: phrasings('is it valid', 'Is it valid?') })] })).toEqual([
      ['error', expect.stringContaining('"Is it valid?" stands in this entry already')],
    ]);
  });

  it('may be the same in both languages', () => {
    expect(check({ entries: [anEntry({ phrasings: { zh: ['DEPA'], en: ['depa'] } })] })).toEqual([]);
  });
});

it('two entries may not have the same question', () => {
  const question = { zh: '有效吗？', en: 'Is it valid?' };
  expect(check({ entries: [anEntry({ id: 'a', question }), anEntry({ id: 'b', question })] })).toEqual([
    ['error', expect.stringContaining('the question "Is it valid?" stands in entry a too')],
    ['error', expect.stringContaining('the question "有效吗？" stands in entry a too')],
  ]);
});

describe('of an edit', () => {
  const differing = { shortAnswer: { zh: '须在10日内。', en: 'Within 15 days.' } };
  const entries = [
    anEntry({ id: 'a', phrasings: phrasings('how long does the whole review take'), ...differing }),
    anEntry({ id: 'b', phrasings: phrasings('how long does a whole review take'), reviewDue: '2026-01-01' }),
    anEntry({ id: 'c', phrasings: phrasings('what else'), related: ['nowhere'], ...differing }),
  ];
  const told = (...edited: readonly string[]) =>
    checkKnowledge(
      { documents: documentsOf({ entries }), places: nowhere },
      { today: TODAY, edited: new Set(edited) },
    )
      .map(({ severity, message }) => `${severity} ${message}`)
      .filter((message) => !/phrasings\.|stands in/.test(message));

  it('every error is told, and the warnings of what was edited alone', () => {
    const dangling = expect.stringMatching(/^error entry c: related names nowhere/) as string;
    expect(told()).toEqual([dangling]);
    expect(told('b')).toEqual([
      expect.stringMatching(/^warning entry b: "how long does a .* of entry a/),
      expect.stringMatching(/^warning entry b: its review was due/),
      dangling,
    ]);
  });

  it('what comes near another is told of the one that was edited, whichever stands first, and once', () => {
    const near = (...edited: readonly string[]) => told(...edited).filter((text) => text.includes('nearly'));
    expect(near('a')).toEqual([expect.stringMatching(/^warning entry a: "how long does the .* of entry b/)]);
    expect(near('a', 'b', 'c')).toHaveLength(1);
    expect(near('c')).toEqual([]);
  });
});

describe('nearly the same wordings of two entries', () => {
  const entriesAsking = (first: string, second: string) => [
    anEntry({ id: 'a', phrasings: { zh: ['甲'], en: [first] } }),
    anEntry({ id: 'b', phrasings: { zh: ['乙'], en: [second] } }),
  ];

  it('are a warning', () => {
    expect(check({ entries: entriesAsking('does an electronic signature hold up in court', 'do electronic signatures hold up in court') })).toEqual([
      ['warning', expect.stringMatching(/^entry b phrasings en 0:1:1 entry b: "do electronic .* is nearly "does an electronic .* of entry a: reword one/)],
    ]);
  });

  it('are told once for two entries', () => {
    const entries = [
      anEntry({ id: 'a', phrasings: phrasings('how long does the whole review take', 'how much does the whole review cost') }),
      anEntry({ id: 'b', phrasings: { zh: ['乙'], en: ['how long does a whole review take', 'how much does a whole review cost'] } }),
    ];
    expect(check({ entries })).toHaveLength(1);
  });

  it('are none where a name of the glossary sets them apart', () => {
    const terms = [
      aTerm({ id: 'china', kind: 'jurisdiction', zh: '中国', en: 'China' }),
      aTerm({ id: 'japan', kind: 'jurisdiction', zh: '日本', en: 'Japan' }),
    ];
    const entries = entriesAsking('are electronic signatures valid in China', 'are electronic signatures valid in Japan');
    expect(check({ entries })).toHaveLength(1);
    expect(check({ entries, terms })).toEqual([]);
  });

  it('are none where a number sets them apart', () => {
    expect(check({ entries: entriesAsking('what does article 7 of the provisions say', 'what does article 8 of the provisions say') })).toEqual([]);
  });
});

describe('numbers of the two languages', () => {
  it('must agree', () => {
    const shortAnswer = { zh: '10万人以上。', en: 'Over 10,000 people.' };
    expect(check({ entries: [anEntry({ shortAnswer })] })).toEqual([
      ['warning', 'entry legal-effect shortAnswer en:1:1 entry legal-effect: shortAnswer.en lacks 10万, which the other language has: make both say the same'],
      ['warning', 'entry legal-effect shortAnswer zh:1:1 entry legal-effect: shortAnswer.zh lacks 10,000, which the other language has: make both say the same'],
    ]);
  });

  it('do not count in the markers of a list or in addresses', () => {
    const answer = { zh: '1. 甲\n2. [乙](https://example.org/2024)', en: '- A\n- B' };
    expect(check({ entries: [anEntry({ answer })] })).toEqual([]);
  });
});

describe('a review', () => {
  it('is overdue from the day after it was due', () => {
    const entries = [anEntry({ id: 'a', reviewDue: TODAY }), anEntry({ id: 'b', reviewDue: '2026-11-20' })];
    expect(check({ entries })).toEqual([
      ['warning', 'entry b reviewDue:1:1 entry b: its review was due on 2026-11-20: review it'],
    ]);
  });
});

describe('a source', () => {
  const source = {
    instrument: { zh: '法', en: 'Law' },
    title: 'Law',
    accessed: TODAY,
    confirmed: 'unconfirmed' as const,
  };
  const placed = { ...source, article: { zh: '第1条', en: 'Art. 1' }, published: '2024' };

  it('should name its article and its day', () => {
    expect(check({ entries: [anEntry({ sources: [{ ...source, confirmed: 'primary' }] })] })).toEqual([
      ['warning', expect.stringContaining('source #1 has no article: give one')],
      ['warning', expect.stringContaining('source #1 has no published: give one')],
    ]);
  });

  it('that is unconfirmed is said to be so in both languages', () => {
    const answer = { zh: '此点有待律师确认。', en: 'So it is.' };
    expect(check({ entries: [anEntry({ sources: [placed], answer })] })).toEqual([
      ['warning', expect.stringContaining('source #1 is unconfirmed, but answer.en does not say that it awaits confirmation')],
    ]);
  });

  it.each([
    ['待确认', 'unconfirmed'],
    ['待核实', 'this awaits confirmation'],
    ['尚待查证', 'it is to be confirmed'],
    ['未经确认', "it awaits a lawyer's confirmation"],
    ['未能确认', 'it could not be confirmed'],
  ])('that is unconfirmed may be told as %s / %s', (zh, en) => {
    expect(check({ entries: [anEntry({ sources: [placed], answer: { zh, en } })] })).toEqual([]);
  });
});

it('fewer than six phrasings in a language are a warning', () => {
  const six = ['a1', 'b2', 'c3', 'd4', 'e5', 'f6'];
  const entries = [anEntry({ phrasings: { zh: six, en: six.slice(1) } })];
  const documents = documentsOf({ entries });
  expect(checkKnowledge({ documents, places: nowhere }, { today: TODAY }).map(describeProblem)).toEqual([
    'entry legal-effect phrasings en:1:1 entry legal-effect: phrasings.en holds 5: add some, 6 at least',
  ]);
});

describe('a guide', () => {
  const problemsOf = (...steps: ReturnType<typeof aStep>[]): string[] =>
    check({ entries: [anEntry()], guides: [aGuide({ steps })] }).map(([severity, text]) => `${severity} ${text}`);
  const leaf = { entry: 'legal-effect' };

  it('may lead to one step by two ways', () => {
    expect(problemsOf(aStep('start', { goto: 'a' }, { goto: 'b' }), aStep('a', { goto: 'b' }, leaf), aStep('b', leaf, leaf))).toEqual([]);
  });

  it('may have no step that cannot be reached', () => {
    expect(problemsOf(aStep('start', leaf, leaf), aStep('island', leaf, leaf))).toEqual([
      expect.stringMatching(/^error guide which-route steps 1:.* step island cannot be reached from the first step/),
    ]);
  });

  it('may not lead in a circle', () => {
    expect(problemsOf(aStep('start', { goto: 'a' }, leaf), aStep('a', { goto: 'start' }, leaf))).toEqual([
      expect.stringContaining('step start leads back to itself: break the cycle'),
      expect.stringContaining('step a leads back to itself: break the cycle'),
    ]);
  });

  it('may have no dead end', () => {
    expect(problemsOf(aStep('start', { goto: 'a' }, leaf), aStep('a', { goto: 'a' }, { goto: 'a' }))).toEqual([
      expect.stringContaining('step a leads back to itself'),
      expect.stringContaining('step a is a dead end'),
    ]);
  });

  it('may not have two steps of one id', () => {
    expect(problemsOf(aStep('start', leaf, leaf), aStep('start', leaf, leaf))).toEqual([
      expect.stringContaining('step start has the id of an earlier step: choose another'),
    ]);
  });
});

describe('a golden question', () => {
  const entries = [
    anEntry({ id: 'a', phrasings: { zh: ['甲'], en: ['how long does the whole review take'] } }),
    anEntry({ id: 'b', phrasings: { zh: ['乙'], en: ['who may sign for a firm'] } }),
  ];
  const checkGolden = (...golden: ReturnType<typeof aGoldenQuestion>[]) => check({ entries, golden });

  it('is compared anew with an entry that an edit gives a phrasing like it, and again once that is mended', () => {
    const golden = aGoldenQuestion('may the whole review take a month', 'a');
    const [before] = entries;
    const edited = anEntry({ id: 'a', phrasings: phrasings('may the whole review take a month?') });
    const told = [before, edited, before].map((entry) => check({ entries: entry ? [entry] : [], golden: [golden] }));
    expect(told.map((problems) => problems.length)).toEqual([0, 1, 0]);
  });

  it('proves nothing where it is nearly a phrasing of its entry', () => {
    expect(checkGolden(aGoldenQuestion('how long does a whole review take?', 'a'))).toEqual([
      ['error', 'golden question #1 text:1:1 golden question #1: proves nothing, being nearly "how long does the whole review take" of entry a: ask in other words'],
    ]);
  });

  it('may be near a phrasing of an entry that it does not expect', () => {
    expect(checkGolden(aGoldenQuestion('how long does the whole renewal take', 'nothing'))).toEqual([]);
  });

  it('may not contradict a phrasing', () => {
    expect(checkGolden(aGoldenQuestion('Who may sign for a firm?', 'nothing'))).toEqual([
      ['error', expect.stringContaining('expects nothing, yet entry b has it among its wordings')],
    ]);
  });

  it('is asked once', () => {
    expect(checkGolden(aGoldenQuestion('may my aunt?', 'b'), aGoldenQuestion('May my aunt', 'b'))).toEqual([
      ['error', expect.stringContaining('"May my aunt" is golden question #1 again: remove one')],
    ]);
  });

  it('that fails is a warning that names what was expected and what came', () => {
    const answers = new Map([
      ['first', entries[1]?.id],
      ['third', entries[0]?.id],
      ['fourth', entries[0]?.id],
    ]);
    const golden = [
      aGoldenQuestion('first', 'a'),
      aGoldenQuestion('second', 'a'),
      aGoldenQuestion('third', 'nothing'),
      aGoldenQuestion('fourth', 'a'),
    ];
    expect(check({ entries, golden }, (text) => answers.get(text))).toEqual([
      ['warning', 'golden question #1 text:1:1 golden question #1: "first" expects entry a, but entry b was answered'],
      ['warning', 'golden question #2 text:1:1 golden question #2: "second" expects entry a, but nothing was answered'],
      ['warning', 'golden question #3 text:1:1 golden question #3: "third" may not be answered, but entry a was answered'],
    ]);
  });
});
