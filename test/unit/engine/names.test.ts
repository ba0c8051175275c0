import { describe, expect, it } from 'vitest';
import { Names } from '../../../src/engine/entities/names.ts';
import { normalise } from '../../../src/engine/text/normalise.ts';
import { jurisdiction } from '../../../src/knowledge/fields.ts';
import { aTerm } from '../../fakes/builders.ts';

const names = new Names([
  aTerm({
    id: 'place-cn',
    kind: 'jurisdiction',
    zh: '中国',
    en: 'China',
    aliases: ['PRC', 'Chinese'],
    jurisdiction: 'CN',
  }),
  aTerm({
    id: 'place-eu',
    kind: 'jurisdiction',
    zh: '欧盟',
    en: 'European Union',
    aliases: ['EU'],
    jurisdiction: 'EU',
    members: ['ES', 'FR'],
  }),
  aTerm({
    id: 'place-us',
    kind: 'jurisdiction',
    zh: '美国',
    en: 'United States',
    aliases: ['US', 'American'],
    jurisdiction: 'US',
  }),
  aTerm({
    id: 'cn-pipl',
    zh: '个人信息保护法',
    en: 'Personal Information Protection Law',
    aliases: ['PIPL', '个保法'],
    jurisdiction: 'CN',
  }),
  aTerm({ id: 'pi', kind: 'concept', zh: '个人信息', en: 'personal information' }),
  aTerm({ id: 'sensitive-pi', kind: 'concept', zh: '敏感个人信息', en: 'sensitive personal information' }),
]);
const found = (text: string) => names.find(normalise(text));
const ids = (text: string) => found(text).map(({ named }) => named.id);

describe('find', () => {
  it('takes the longest of names that overlap', () => {
    expect(ids('个人信息保护法')).toEqual(['cn-pipl']);
    expect(ids('敏感个人信息')).toEqual(['sensitive-pi']);
  });

  it('knows abbreviations and plurals, but no part of a word', () => {
    expect(ids('What does the PIPL say?')).toEqual(['cn-pipl']);
    expect(ids('Americans')).toEqual(['place-us']);
    expect(ids('pipliner eureka')).toEqual([]);
  });

  it('knows countries that the glossary does not hold, in both languages', () => {
    expect(ids('巴西的规定')).toEqual(['country-br']);
    expect(ids('rules in Kenya')).toEqual(['country-ke']);
  });

  it.each(['沿海地区的企业', '增加纳税人负担', '近日本公司拟出境', '备案办法国家有规定'])(
    'sees no place that stands across the words of %j',
    (text) => {
      expect(ids(text)).toEqual([]);
    },
  );

  it.each([
    ['寄日本', 'country-jp'],
    ['德国人的数据', 'country-de'],
    ['数据存日本', 'country-jp'],
    ['对印度尼西亚出口', 'country-id'],
    ['驻美国使馆', 'place-us'],
    ['向法国提供', 'country-fr'],
  ])('sees the place in %j', (text, id) => {
    expect(ids(text)).toEqual([id]);
  });

  // ICU names East Germany (DD), Metropolitan France (FX) and North Vietnam (VD) like the countries of today.
  it.each([
    ['德国', 'country-de'],
    ['in Germany', 'country-de'],
    ['法国', 'country-fr'],
    ['in France', 'country-fr'],
    ['越南', 'country-vn'],
    ['the United Kingdom', 'country-gb'],
  ])('gives the country in %j the code that is in use', (text, id) => {
    expect(ids(text)).toEqual([id]);
  });

  it('marks what the text denies', () => {
    const negated = (text: string) => found(text).map((mention) => mention.negated);
    expect(negated('不含敏感个人信息')).toEqual([true]);
    expect(negated('without sensitive personal information')).toEqual([true]);
    expect(negated('含敏感个人信息')).toEqual([false]);
  });

  it.each(['our American parent company', '寄给美国客户', 'ship goods to the US', '数据存在美国的服务器'])(
    'sees only a party or destination in %j',
    (text) => {
      expect(found(text).find(({ named }) => named.id === 'place-us')?.isParty).toBe(true);
    },
  );

  it.each(['Is it valid in the US?', '美国怎么规定', 'US law on e-signatures'])(
    'sees whose law is asked in %j',
    (text) => {
      expect(found(text).find(({ named }) => named.id === 'place-us')?.isParty).toBe(false);
    },
  );
});

describe('covers', () => {
  const covers = (rule: string, place: string) =>
    names.covers(jurisdiction.parse(rule), jurisdiction.parse(place));

  it('takes the rules of a group for those of its members, and of a country for its provinces', () => {
    expect(covers('EU', 'ES')).toBe(true);
    expect(covers('CN', 'CN-ZJ')).toBe(true);
    expect(covers('CN', 'CN')).toBe(true);
  });

  it('does not take one member for the group, nor one country for another', () => {
    expect(covers('ES', 'EU')).toBe(false);
    expect(covers('CN', 'BR')).toBe(false);
  });
});
