import type { Jurisdiction } from '../../knowledge/fields.ts';
import type { Term } from '../../knowledge/glossary.ts';
import { isNegated, isParty } from './roles.ts';
import { normalise } from '../text/normalise.ts';
import { wordStarts } from '../text/tokens.ts';

/** Something with a name: a term of the glossary, or a country that the glossary does not hold. */
export type Named = Pick<Term, 'kind' | 'zh' | 'en' | 'jurisdiction'> & { readonly id: string };

/** Whether it means something, where others are the proper names of something. */
export const isMeaning = ({ kind }: Named): boolean => kind === 'concept' || kind === 'word';

/** A name found in a text. */
export interface NameMention {
  readonly named: Named;
  readonly start: number;
  readonly end: number;
  /** "without sensitive data", "不含敏感个人信息": the text says that it is not so. */
  readonly negated: boolean;
  /** A place only as where a party or a destination is: "our German parent", "给日本客户". Its law is not asked for. */
  readonly isParty: boolean;
}

/** A text without some of its places. */
export const without = (
  text: string,
  places: readonly { readonly start: number; readonly end: number }[],
): string =>
  [...places]
    .sort((a, b) => b.start - a.start)
    .reduce((rest, { start, end }) => `${rest.slice(0, start)} ${rest.slice(end)}`, text);

const LATIN = /[a-z0-9]/;
const PLURAL = /^(?:'s|s|es)?(?![a-z0-9])/;

/** Codes withdrawn by ISO 3166 (DD, FX) are names of countries to ICU as well: the same country would be two. */
const isInUse = (code: string): boolean => Intl.getCanonicalLocales(`und-${code}`)[0] === `und-${code}`;

/** Every country's names, from ICU, for those that the glossary does not hold. */
function countries(known: ReadonlySet<string>): Named[] {
  const letters = Array.from({ length: 26 }, (_, at) => String.fromCharCode(65 + at));
  const names = {
    zh: new Intl.DisplayNames(['zh'], { type: 'region' }),
    en: new Intl.DisplayNames(['en'], { type: 'region' }),
  };
  return letters
    .flatMap((first) => letters.map((second) => first + second))
    .filter((code) => !known.has(code) && !['ZZ', 'XA', 'XB', 'EU', 'EZ', 'UN', 'QO'].includes(code))
    .filter(isInUse)
    .flatMap((code) => {
      const [zh, en] = [names.zh.of(code) ?? code, names.en.of(code) ?? code];
      return zh === code || en === code
        ? []
        : [
            {
              id: `country-${code.toLowerCase()}`,
              kind: 'jurisdiction' as const,
              zh,
              en,
              // ICU's regions are those of ISO 3166.
              jurisdiction: code as Jurisdiction,
            },
          ];
    });
}

interface NameOf {
  readonly name: string;
  readonly named: Named;
  /** It stands across other words as well: 日本 in 近日本公司, 加纳 in 增加纳税. */
  readonly isWordOnly: boolean;
}

/** After these a place is meant, though ICU knows words that end with them: 向东 in 向东盟提供. */
const BEFORE_PLACE = /[向往到去至从对与在给发寄销运赴]$/;

/** Only so short ones do; of longer ones ICU's dictionary does not know all, and would part them. */
const SHORT_PLACE = /^\p{Script=Han}{2}$/u;

/** 0 to 9 and a to z, by code: asked at every place of every text. */
const isLatin = (code: number): boolean => (code >= 0x30 && code <= 0x39) || (code >= 0x61 && code <= 0x7a);

const isInsideWord = (text: string, at: number): boolean =>
  at > 0 && isLatin(text.charCodeAt(at)) && isLatin(text.charCodeAt(at - 1));

function findLongest(
  names: readonly NameOf[],
  text: string,
  at: number,
  isWordStart: (at: number) => boolean,
): { named: Named; end: number } | undefined {
  for (const { name, named, isWordOnly } of names) {
    if (!text.startsWith(name, at) || (isWordOnly && !isWordStart(at))) continue;
    const end = at + name.length;
    if (!LATIN.test(name.charAt(name.length - 1))) return { named, end };
    const tail = PLURAL.exec(text.slice(end, end + 3));
    if (tail) return { named, end: end + tail[0].length };
  }
  return undefined;
}

/** Names are looked up by so many characters, or fewer where they are no longer. */
const START = 3;

/** Finds the names of glossary terms and countries in normalised text, the longest first, without overlap. */
export class Names {
  /** Names by how they begin, longest first. */
  readonly #byStart = new Map<string, NameOf[]>();
  readonly #members = new Map<Jurisdiction, ReadonlySet<Jurisdiction>>();

  constructor(terms: readonly Term[]) {
    for (const term of terms) for (const name of [term.zh, term.en, ...term.aliases]) this.#add(name, term);
    const known = new Set(
      terms.flatMap((term) =>
        term.kind === 'jurisdiction' && term.jurisdiction ? [term.jurisdiction as string] : [],
      ),
    );
    for (const country of countries(known))
      for (const name of [country.zh, country.en]) this.#add(name, country);
    for (const names of this.#byStart.values())
      names.sort((a, b) => b.name.length - a.name.length || (a.named.id < b.named.id ? -1 : 1));
    for (const { kind, jurisdiction, members } of terms)
      if (kind === 'jurisdiction' && jurisdiction) {
        // Several terms may stand for one place: their order decides nothing.
        const known = this.#members.get(jurisdiction) ?? [];
        this.#members.set(jurisdiction, new Set([...known, ...members]));
      }
  }

  find(text: string): NameMention[] {
    const mentions: NameMention[] = [];
    let starts: ReadonlySet<number> | undefined;
    const isWordStart = (at: number): boolean =>
      (starts ??= wordStarts(text)).has(at) || BEFORE_PLACE.test(text.charAt(at - 1));
    for (let at = 0; at < text.length;) {
      const found = this.#longestAt(text, at, isWordStart);
      if (found) {
        const [before, after] = [text.slice(0, at), text.slice(found.end)];
        mentions.push({ ...found, start: at, negated: isNegated(before), isParty: isParty(before, after) });
      }
      at = found?.end ?? at + 1;
    }
    return mentions;
  }

  /** Whether the rules of `rule` are also those of `place`: of itself, of its country, or of a group it belongs to. */
  covers(rule: Jurisdiction, place: Jurisdiction): boolean {
    return rule === place || place.startsWith(`${rule}-`) || this.#members.get(rule)?.has(place) === true;
  }

  #add(name: string, named: Named): void {
    const normal = normalise(name);
    if (normal === '') return;
    const start = normal.slice(0, START);
    const names = this.#byStart.get(start) ?? [];
    const isWordOnly = named.kind === 'jurisdiction' && SHORT_PLACE.test(normal);
    names.push({ name: normal, named, isWordOnly });
    this.#byStart.set(start, names);
  }

  #longestAt(
    text: string,
    at: number,
    isWordStart: (at: number) => boolean,
  ): { named: Named; end: number } | undefined {
    if (isInsideWord(text, at)) return undefined;
    for (let size = START; size > 0; size--) {
      const names = this.#byStart.get(text.slice(at, at + size));
      const found = names && findLongest(names, text, at, isWordStart);
      if (found) return found;
    }
    return undefined;
  }
}

const namesByTerms = new WeakMap<readonly Term[], Names>();

/** The names of a glossary, made once for each. */
export function namesOf(terms: readonly Term[]): Names {
  const names = namesByTerms.get(terms) ?? new Names(terms);
  namesByTerms.set(terms, names);
  return names;
}
