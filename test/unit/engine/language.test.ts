import { expect, it } from 'vitest';
import { detectLanguage } from '../../../src/engine/text/language.ts';

it.each([
  ['电子签名有法律效力吗', 'zh'],
  ['Is an e-signature valid?', 'en'],
  ['跨境网购的 customer data 传给海外卖家，contract exemption 能用吗？', 'zh'],
  ['dianzi qianming fa 最近一次修正是哪年', 'zh'],
  ['What does 安全评估 mean in the Provisions on data flow?', 'en'],
  ['退税 policy', undefined],
  ['9610', undefined],
  ['🙂', undefined],
])('%j is %s', (text, language) => {
  expect(detectLanguage(text)).toBe(language);
});
