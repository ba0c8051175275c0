import { beforeAll, describe, expect, it } from 'vitest';
import { readCalibration } from '../../adapters/terminal/calibration-file.ts';
import { SHIPPED_KNOWLEDGE } from '../../src/config.ts';
import { Engine } from '../../src/engine/engine.ts';
import { checkKnowledge } from '../../src/knowledge/checks/index.ts';
import { describeProblem } from '../../src/knowledge/problem.ts';
import { type ReadKnowledge, readKnowledge } from '../../src/knowledge/read-folder.ts';
import { createSnapshot } from '../../src/knowledge/snapshot.ts';

const TODAY = '2026-11-21';

describe('the shipped knowledge', () => {
  let knowledge: ReadKnowledge;
  let engine: Engine;
  beforeAll(async () => {
    knowledge = await readKnowledge(SHIPPED_KNOWLEDGE);
    engine = new Engine(createSnapshot(knowledge.documents, 1), await readCalibration(SHIPPED_KNOWLEDGE));
  }, 120_000);

  const answer = (text: string) => {
    const { outcome } = engine.resolve({ text, today: TODAY });
    return outcome.kind === 'answered' || outcome.kind === 'withheld' ? outcome.entry.id : undefined;
  };

  it('has nothing to mend, and every golden question comes out right', { timeout: 120_000 }, () => {
    expect(checkKnowledge(knowledge, { today: TODAY, answer }).map(describeProblem)).toEqual([]);
  });

  it('has two golden questions an entry, one a language, and sixty that may not be answered', () => {
    const { entries, golden } = knowledge.documents;
    const asked = (id: string) => golden.filter(({ expect: expected }) => expected === id);
    const isChinese = (text: string) => /\p{Script=Han}/u.test(text);
    for (const { id } of entries) {
      expect(
        asked(id).filter(({ text }) => isChinese(text)),
        id,
      ).not.toEqual([]);
      expect(
        asked(id).filter(({ text }) => !isChinese(text)),
        id,
      ).not.toEqual([]);
    }
    expect(asked('nothing').length).toBeGreaterThanOrEqual(60);
  });

  it.each([
    'How much is the fine?',
    '需要多长时间？',
    '什么时候开始施行？',
    'Which documents are needed?',
    '有效期多久',
    'Is there a deadline?',
    '门槛是多少',
    'what does it cost',
  ])('does not answer %j, which names no subject', (text) => {
    expect(answer(text)).toBeUndefined();
  });

  it.each(['RCEP', '电子签名', 'GDPR', '电子提单'])(
    'offers what the bare name %j may be meant for',
    (text) => {
      expect(engine.resolve({ text, today: TODAY }).outcome.kind).toBe('ambiguous');
    },
  );

  it('offers no rule that was replaced beside the one in force', () => {
    const { outcome } = engine.resolve({ text: 'de minimis', today: TODAY });
    const offered =
      outcome.kind === 'ambiguous'
        ? outcome.choices.flatMap((choice) => (choice.kind === 'entry' ? choice.entry.id : []))
        : [];
    expect(offered).toEqual(expect.arrayContaining(['us-de-minimis', 'eu-de-minimis']));
    expect(offered).not.toContain('us-de-minimis-800-exemption');
    expect(offered).not.toContain('eu-de-minimis-150-relief');
  });

  it('answers a bare name that only one entry is about', () => {
    expect(answer('AEO')).toBe('cn-aeo-certified-enterprise');
  });

  it.each([
    ['电子签名有法律效力吗', 'cn-esign-legal-effect'],
    ['美国小额免税取消了吗', 'us-de-minimis'],
    ['DEPA 中国加入了吗', 'depa-china-application'],
  ])('answers %j, which asks something of what it names', (text, id) => {
    expect(answer(text)).toBe(id);
  });

  it('says that nobody at the association has reviewed it', () => {
    expect(knowledge.documents.entries.filter(({ reviewer }) => reviewer !== undefined)).toEqual([]);
  });

  it('pairs both languages: a Chinese text holds Han, an English text reads without', () => {
    for (const { id, question, shortAnswer } of knowledge.documents.entries) {
      expect(question.zh + shortAnswer.zh, id).toMatch(/\p{Script=Han}/u);
      expect(question.en, id).toMatch(/[a-z]{3}/);
    }
  });
});
