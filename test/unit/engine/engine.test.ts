import { describe, expect, it } from 'vitest';
import { entryId } from '../../../src/knowledge/fields.ts';
import { createSnapshot } from '../../../src/knowledge/snapshot.ts';
import { Engine } from '../../../src/engine/engine.ts';
import { namesOf } from '../../../src/engine/entities/names.ts';
import { keepingReader } from '../../../src/engine/question-text.ts';
import { outcomeOf, shownBy, SMALL_KNOWLEDGE, smallEngine } from '../../fakes/small-knowledge.ts';

const engine = smallEngine();
const shown = (text: string, context = {}) => shownBy(outcomeOf(engine, text, context));

describe('a question', () => {
  it.each([
    ['电子签名有效吗', 'cn-esign'],
    ['are e-signatures binding', 'cn-esign'],
    ['電子簽名有效嗎', 'cn-esign'],
    ['Ａｒｅ ｅ－ｓｉｇｎａｔｕｒｅｓ ｂｉｎｄｉｎｇ', 'cn-esign'],
    ['electronic signatuer validity', 'cn-esign'],
    ['dianzi qianming 有效吗', 'cn-esign'],
    ['电子签明有效吗', 'cn-esign'],
    ['electronic signature 有效吗', 'cn-esign'],
    ['which data export route', 'which-export-route'],
  ])('%j gets %s', (text, id) => {
    expect(shown(text)).toBe(id);
  });

  it('is answered in its own language, or in the asker’s when it has none', () => {
    expect(outcomeOf(engine, 'are e-signatures binding')).toMatchObject({ language: 'en' });
    expect(outcomeOf(engine, '电子签名有效吗')).toMatchObject({ language: 'zh' });
    expect(engine.resolve({ text: '9610', today: '2026-11-21', language: 'en' }).outcome).toMatchObject({
      language: 'en',
    });
  });

  it('always gets the same outcome', () => {
    const [one, other] = [smallEngine(), smallEngine()];
    expect(outcomeOf(one, '电子签名有效吗')).toEqual(outcomeOf(other, '电子签名有效吗'));
  });
});

it('asked in the very words of a phrasing is answered with it without a doubt, whatever its case and punctuation', () => {
  expect(outcomeOf(engine, 'Papers for EXPORT tax refund?!')).toMatchObject({
    kind: 'answered',
    entry: { id: 'export-refund' },
    confidence: 1,
  });
});

it('asked in the words of a title is answered with it, by whichever of its names an instrument goes', () => {
  const terms = SMALL_KNOWLEDGE.terms.map((term) =>
    term.id === 'cn-esl' ? { ...term, aliases: ['电签法', 'ESL'] } : term,
  );
  const title = {
    zh: '《电子签名法》现行文本是哪一年的？',
    en: 'Of which year is the Electronic Signature Law?',
  };
  const entries = SMALL_KNOWLEDGE.entries.map((entry) =>
    entry.id === 'cn-esign' ? { ...entry, question: title } : entry,
  );
  const titled = new Engine(createSnapshot({ ...SMALL_KNOWLEDGE, terms, entries }, 2), engine.calibration);
  for (const text of ['电签法现行文本是哪一年的', 'of which year is the ESL?'])
    expect(outcomeOf(titled, text)).toMatchObject({
      kind: 'answered',
      entry: { id: 'cn-esign' },
      confidence: 1,
    });
  const other = outcomeOf(titled, '数据安全法现行文本是哪一年的');
  expect('confidence' in other && other.confidence).not.toBe(1);
});

it('matches an edited entry as it now stands, beside entries that were read before', () => {
  const entries = SMALL_KNOWLEDGE.entries.map((entry) =>
    entry.id === 'cn-esign'
      ? { ...entry, phrasings: { ...entry.phrasings, en: ['does a potato stamp count'] } }
      : entry,
  );
  const edited = new Engine(createSnapshot({ ...SMALL_KNOWLEDGE, entries }, 2), engine.calibration);
  expect(shown('does a potato stamp count')).toBe('abstained');
  expect(shownBy(outcomeOf(edited, 'does a potato stamp count'))).toBe('cn-esign');
});

it('says the same with questions that it keeps, also where the glossary is another', () => {
  const { read } = keepingReader();
  const terms = SMALL_KNOWLEDGE.terms.map((term) =>
    term.id === 'place-es' ? { ...term, aliases: [...term.aliases, 'Iberia'] } : term,
  );
  const questions = ['Are e-signatures binding in Iberia?', '电子签名有效吗', 'dianzi qianming 有效吗'];
  for (const documents of [SMALL_KNOWLEDGE, { ...SMALL_KNOWLEDGE, terms }, SMALL_KNOWLEDGE]) {
    const snapshot = createSnapshot(documents, 1);
    const [keeping, plain] = [
      new Engine(snapshot, engine.calibration, read),
      new Engine(snapshot, engine.calibration),
    ];
    for (const question of questions)
      expect(outcomeOf(keeping, question)).toEqual(outcomeOf(plain, question));
  }
});

describe('what is kept of questions', () => {
  const names = namesOf(SMALL_KNOWLEDGE.terms);
  const [asked, erased] = ['电子签名有效吗', '出口退税要备案吗'];

  it('is forgotten of those that are not read again', () => {
    const { read, forgetAllBut } = keepingReader();
    const [kept, gone] = [read(asked, names), read(erased, names)];
    forgetAllBut(() => read(asked, names) === kept);
    expect(read(asked, names)).toBe(kept);
    expect(read(erased, names)).not.toBe(gone);
  });

  it('is forgotten of all where none is read again', () => {
    const { read, forgetAllBut } = keepingReader();
    const gone = read(erased, names);
    forgetAllBut(() => true);
    expect(read(erased, names)).not.toBe(gone);
  });

  it('is not forgotten where not all were read again', () => {
    const { read, forgetAllBut } = keepingReader();
    const kept = read(erased, names);
    forgetAllBut(() => read(asked, names) === kept);
    expect(read(erased, names)).toBe(kept);
  });
});

describe('a named jurisdiction', () => {
  it.each([
    ['新加坡电子签名有效吗', 'sg-esign'],
    ['Is an electronic signature valid in Spain?', 'eu-esign'],
  ])('decides: %j gets %s', (text, id) => {
    expect(shown(text)).toBe(id);
  });

  it.each(['巴西电子签名有效吗', 'Is an electronic signature valid in Kenya?'])(
    'that nothing covers is told, not answered with another’s rule: %j',
    (text) => {
      expect(outcomeOf(engine, text)).toMatchObject({ kind: 'abstained', reason: { kind: 'not-covered' } });
    },
  );

  it('of a party does not change whose law is asked', () => {
    const { candidates } = engine.explain({ text: '电子签名有效吗，给西班牙客户签', today: '2026-11-21' });
    expect(candidates.find(({ id }) => id === 'cn-esign')?.disagreements).toEqual([]);
  });
});

it('does not answer a question on an agreement with an entry that never speaks of it', () => {
  expect(outcomeOf(engine, 'CPTPP electronic signature validity').kind).toBe('abstained');
});

describe('counts', () => {
  it.each([
    ['向境外提供3万人的个人信息', 'export-under-100k'],
    ['向境外提供三百万人的个人信息', 'export-over-1m'],
    ['exporting personal data of 20,000 people', 'export-under-100k'],
    ['exporting personal data of 5 million people', 'export-over-1m'],
  ])('%j gets %s', (text, id) => {
    expect(shown(text)).toBe(id);
  });

  it('of which another rule speaks, and not the one that fits best, get both offered', () => {
    const entries = SMALL_KNOWLEDGE.entries.map((entry) =>
      entry.id === 'export-under-100k'
        ? { ...entry, phrasings: { ...entry.phrasings, zh: ['海外会员画像同步走哪条路，不满10万人'] } }
        : entry,
    );
    const edited = new Engine(createSnapshot({ ...SMALL_KNOWLEDGE, entries }, 2), engine.calibration);
    const askedOf = (count: string) =>
      shownBy(outcomeOf(edited, `出境个人信息${count}人要做什么，会员画像同步走哪条路`));
    expect(askedOf('3万')).toBe('export-under-100k');
    expect(askedOf('300万')).toBe('ambiguous');
  });
});

it('does not answer a question on imports with a rule on exports', () => {
  const { matches } = { matches: engine.explain({ text: '进口退税材料', today: '2026-11-21' }).candidates };
  expect(matches[0]?.disagreements).toContainEqual({ kind: 'other-direction' });
});

describe('what may not be answered', () => {
  it.each(['公司年会抽奖节目推荐几个', 'Will it rain at the weekend?', 'washing machine error'])(
    '%j is not',
    (text) => {
      expect(outcomeOf(engine, text).kind).toBe('abstained');
    },
  );

  it.each(['', '   ', '？！', '🙂🙂', '\u0000\u0007'])('%j has no words', (text) => {
    expect(outcomeOf(engine, text)).toMatchObject({ kind: 'abstained', reason: { kind: 'no-words' } });
  });
});

describe('validity', () => {
  it('is told where the day lies after the interval', () => {
    expect(outcomeOf(engine, '旧的申报门槛是多少')).toMatchObject({
      kind: 'answered',
      validity: 'no-longer-in-force',
    });
    expect(outcomeOf(engine, '旧的申报门槛是多少', {}, '2024-03-21')).toMatchObject({ validity: undefined });
  });

  it('withholds the text where the entry says so', () => {
    expect(outcomeOf(engine, '临时许可怎么办')).toMatchObject({ kind: 'withheld' });
  });
});

describe('a follow-up', () => {
  const afterChina = {
    question: 'Is an electronic signature legally valid in China?',
    entry: entryId.parse('cn-esign'),
  };

  it.each([
    ['and in Singapore?', 'sg-esign'],
    ['那欧盟呢？', 'eu-esign'],
    ['since when is it in force?', 'cn-esign'],
  ])('%j is completed from the question before: %s', (text, id) => {
    expect(shown(text, afterChina)).toBe(id);
  });

  it('with another count takes the place of the count before', () => {
    const context = { question: '向境外提供不满10万人的个人信息要做什么' };
    const { candidates } = engine.explain({ text: '那100万以上呢？', today: '2026-11-21', context });
    expect(candidates[0]?.id).toBe('export-over-1m');
  });

  it('on something the knowledge does not hold is not answered from the question before', () => {
    expect(outcomeOf(engine, 'who is the best freight forwarder for that?', afterChina).kind).not.toBe(
      'answered',
    );
  });

  it('that asks something whole is not bent to the question before', () => {
    expect(shown('货物出口退税要什么材料？', afterChina)).toBe('export-refund');
  });
});

describe('a reference', () => {
  const choices = ['cn-esign', 'sg-esign', 'eu-esign'];

  it.each([
    ['第二个', 'sg-esign'],
    ['the second one', 'sg-esign'],
    ['2', 'sg-esign'],
    ['the last one please.', undefined],
    ['最后一个', 'eu-esign'],
    ['the European one', 'eu-esign'],
    ['新加坡的', 'sg-esign'],
  ])('%j picks %s', (text, choice) => {
    const outcome = outcomeOf(engine, text, { choices });
    expect(outcome.kind === 'chosen' ? outcome.choice : undefined).toBe(choice);
  });

  it('picks nothing where nothing was offered', () => {
    expect(outcomeOf(engine, '第二个').kind).not.toBe('chosen');
  });

  it.each([
    ['English please', 'en'],
    ['in English', 'en'],
    ['请用中文', 'zh'],
  ])('%j asks for %s', (text, language) => {
    expect(outcomeOf(engine, text)).toEqual({ kind: 'language', language });
  });
});

describe('what is no question', () => {
  it.each([
    ['你好', 'greeting'],
    ['Hello!', 'greeting'],
    ['谢谢你', 'thanks'],
    ['thank you very much', 'thanks'],
    ['转人工', 'person'],
    ['a person please', 'person'],
    ['what can you do?', 'help'],
    ['再见', 'goodbye'],
  ])('%j is social: %s', (text, act) => {
    expect(outcomeOf(engine, text)).toMatchObject({ kind: 'social', act });
  });

  it('does not take a question that opens politely for a greeting', () => {
    expect(shown('你好，电子签名有效吗')).toBe('cn-esign');
  });
});
