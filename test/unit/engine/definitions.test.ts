import { describe, expect, it } from 'vitest';
import { readDefinition } from '../../../src/engine/definitions.ts';
import { normalise } from '../../../src/engine/text/normalise.ts';
import { outcomeOf, shownBy, smallEngine } from '../../fakes/small-knowledge.ts';

describe('what is asked the meaning of', () => {
  it.each([
    ['What is an e-signature?', 'an e-signature'],
    ["what's RCEP", 'rcep'],
    ['whats RCEP', 'rcep'],
    ['What exactly are digital services taxes?', 'digital services taxes'],
    ['What is meant by sensitive data?', 'sensitive data'],
    ['What does DEPA stand for?', 'depa'],
    ['Could you tell me about the DEPA', 'the depa'],
    ['Explain important data', 'important data'],
    ['the definition of important data', 'important data'],
    ['How is important data defined?', 'important data'],
    ['请问什么是重要数据？', '重要数据'],
    ['重要数据是什么意思呀', '重要数据'],
    ['《办法》所称重要数据是指什么？', '重要数据'],
    ['如何理解重要数据', '重要数据'],
    ['重要数据怎么定义', '重要数据'],
    ['数贸会到底是干什么的', '数贸会'],
    ['重要数据啥意思', '重要数据'],
    ['能否介绍一下数贸会的基本情况？', '数贸会'],
    ['重要數據的定義', '重要数据'],
  ])('in %j is %s', (text, what) => {
    expect(readDefinition(normalise(text))).toBe(what);
  });

  it.each(['How do I file?', '重要数据怎么申报', 'When did the law take effect?', '什么时候生效'])(
    'in %j is nothing',
    (text) => {
      expect(readDefinition(normalise(text))).toBeUndefined();
    },
  );
});

describe('a question for what a term is', () => {
  const engine = smallEngine();

  it.each([
    'What is an e-signature?',
    '电子签名是什么',
    'Explain electronic signatures',
    '中国的电子签名是什么',
  ])('%j is answered without a doubt with the entry that the glossary names', (text) => {
    expect(outcomeOf(engine, text)).toMatchObject({
      kind: 'answered',
      entry: { id: 'cn-esign' },
      confidence: 1,
    });
  });

  it.each([
    'What is an e-signature in Singapore?',
    'What is the fee for an e-signature?',
    'What is an e-signature and a filing threshold?',
  ])('%j is not taken for one: it says more', (text) => {
    const outcome = outcomeOf(engine, text);
    expect('confidence' in outcome && outcome.confidence).not.toBe(1);
  });

  it('is answered with the rule of its place where that is asked', () => {
    expect(shownBy(outcomeOf(engine, 'What is an e-signature in Singapore?'))).toBe('sg-esign');
  });
});
