import type { Language } from '../../knowledge/fields.ts';

// Words that hold a negator and deny nothing; 不满10万人 is "fewer than", which English says without one.
const NO_NEGATION: Readonly<Record<Language, RegExp>> = {
  zh: /不仅|不但|不过|不同|不少|不断|不论|不管|不动产|不满|不足|不超过|不到|不低于|不少于|不多于|不高于|无论|无人|无纸|无障碍|无线|未来|未成年|非常|非洲|除非|是否|与否|否则|能否|没收|莫非/g,
  en: /\b(?:not only\b|no\. ?(?=\d)|no (?:more|less|fewer|later|earlier) than|not (?:more|less|fewer|later) than|whether or not|without prejudice|non-(?:resident|tariff|party|parties|members?|governmental|profit)\b)/gi,
};
const NEGATION: Readonly<Record<Language, RegExp>> = {
  zh: /不得|不再|不|未|无|没有|没|非|禁止|勿|否/g,
  en: /\b(?:not|no|never|none|nor|neither|without|cannot|nothing|nobody|prohibit(?:s|ed)?|forbid(?:s|den)?|bans?|banned)\b|n['’]t\b|\bnon-|\bun(?:able|lawful|enforceable|available|necessary|changed|affected)\b/gi,
};

/** How many times a text denies or forbids. */
export const countNegations = (text: string, language: Language): number =>
  (text.replace(NO_NEGATION[language], ' ').match(NEGATION[language]) ?? []).length;
