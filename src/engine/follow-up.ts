import type { Language } from '../knowledge/fields.ts';
import { probability, type Calibration } from './confidence.ts';
import type { Context } from './engine.ts';
import type { Matcher, Matching } from './matcher.ts';
import type { AskedTime } from './entities/dates.ts';
import { normalise } from './text/normalise.ts';
import { splitRuns } from './text/tokens.ts';

/** What an utterance points at instead of asking. */
export type Reference =
  | { readonly kind: 'choice'; readonly choice: string }
  | { readonly kind: 'language'; readonly language: Language };

const LANGUAGE_REQUEST: Readonly<Record<Language, RegExp>> = {
  en: /^(?:in |to )?(?:english|英文|英语)(?: version)?(?: please)?$|^(?:please )?(?:answer |say it |reply |speak )?in english(?: please)?$|^(?:请)?(?:用|说|讲)(?:英文|英语)(?:回答|说|讲|再说一遍)?$|^英文版$/,
  zh: /^(?:in |to )?(?:chinese|mandarin|中文|汉语|普通话)(?: version)?(?: please)?$|^(?:please )?(?:answer |say it |reply |speak )?in chinese(?: please)?$|^(?:请)?(?:用|说|讲)(?:中文|汉语|普通话)(?:回答|说|讲|再说一遍)?$|^中文版$/,
};

const ORDINALS: readonly RegExp[] = [
  /^(?:the )?(?:first|1st)(?: one| choice| option)?$|^(?:第)?[一1](?:个|项|条)?$|^(?:number |no\.? ?)?(?:1|one)$/,
  /^(?:the )?(?:second|2nd)(?: one| choice| option)?$|^(?:第)?[二2](?:个|项|条)?$|^(?:number |no\.? ?)?(?:2|two)$/,
  /^(?:the )?(?:third|3rd)(?: one| choice| option)?$|^(?:第)?[三3](?:个|项|条)?$|^(?:number |no\.? ?)?(?:3|three)$/,
  /^(?:the )?(?:fourth|4th)(?: one| choice| option)?$|^(?:第)?[四4](?:个|项|条)?$|^(?:number |no\.? ?)?(?:4|four)$/,
];
const LAST = /^(?:the )?last(?: one| choice| option)?$|^最后(?:一)?(?:个|项|条)$/;

/** @param text normalised */
export function readReference(text: string, context: Context, matcher: Matcher): Reference | undefined {
  const bare = text.replace(/[\p{P}\s]+$/u, '').replace(/^(?:请看|看|选|我选|i mean|i want|show me) ?/, '');
  for (const language of ['en', 'zh'] as const)
    if (LANGUAGE_REQUEST[language].test(bare)) return { kind: 'language', language };
  const choices = context.choices ?? [];
  const at = LAST.test(bare) ? choices.length - 1 : ORDINALS.findIndex((ordinal) => ordinal.test(bare));
  const choice = choices[at] ?? namedChoice(bare, choices, matcher);
  return choice === undefined ? undefined : { kind: 'choice', choice };
}
const THIS_ONE =
  /^(?:the )?(?<which>.{1,40}?) (?:one|version|rule)$|^(?<zh>.{1,20}?)(?:的|那个|那条|的那个)$/;

/** "the European one": the only choice offered that is about what is named. */
function namedChoice(text: string, choices: readonly string[], matcher: Matcher): string | undefined {
  if (!THIS_ONE.test(text)) return undefined;
  const named = matcher.aboutNamed(text, choices);
  return named.length === 1 ? named[0] : undefined;
}

// What makes an utterance lean on the one before: an opening, a closing particle, a pronoun.
const OPENING =
  /^(?:and|but|so|ok|okay|then|what about|how about|what if|那么|那|还有|如果|要是|换成|再问一下)[\s,，]*(?:if|for|in|the|是|对于)?[\s,，]*/;
const CLOSING = /(?:呢|的话)[\s\p{P}]*$/u;
const PRONOUN = /\b(?:it|its|that|this|they|them|there|those|these|he|she|same)\b|它|其|该|此|这|一样/;
const SHORT = 14;
/** How much of the new words the completed question's answer must speak of, by rarity. */
const NEW_WORDS_COVERED = 0.45;

/** What names its own subject needs no completion, however short: "data export" after another question. */
const OWN_SUBJECT_COVERED = 0.8;

const leansOnContext = (text: string): boolean =>
  OPENING.test(text) || CLOSING.test(text) || PRONOUN.test(text);

const isElliptical = (text: string, { signals }: Matching): boolean =>
  leansOnContext(text) || (text.length <= SHORT && signals.coverage < OWN_SUBJECT_COVERED);

const FILLERS =
  /那么|那|还有|如果|要是|换成|呢|的话|的|是|在|怎么样|怎样|如何|情况|规定|规则|当时|\b(?:and|what|about|how|was|were|is|it|the|rules?|then|did|do|appl(?:y|ied)|back|if|so|but|that|this)\b/g;

/** "那2023年呢？", "and in 2023?": nothing but another time for the question before. */
const isOnlyTime = (time: AskedTime): boolean => splitRuns(time.rest.replace(FILLERS, ' ')).length === 0;

interface FollowUp {
  /** As typed, clean. */
  readonly asked: string;
  readonly normal: string;
  readonly standalone: Matching;
  readonly context: Context;
  /** The time that it asks for. */
  readonly time: AskedTime | undefined;
}

/** A question as it is to be understood: alone, or completed from the one before. */
export function completeFollowUp(
  { asked, normal, standalone, context, time }: FollowUp,
  matcher: Matcher,
  { right }: Calibration,
): { readonly matching: Matching; readonly question: string } {
  const alone = { matching: standalone, question: asked };
  if (context.question === undefined) return alone;
  if (time && isOnlyTime(time))
    return { matching: matcher.match(normalise(context.question)), question: context.question };
  if (!isElliptical(normal, standalone)) return alone;
  const rest = normal.replace(OPENING, '').replace(CLOSING, '');
  const question = `${matcher.withoutNamesOf(normalise(context.question), rest)} ${rest}`.trim();
  const completed = matcher.match(question);
  const [best] = completed.matches;
  if (!best || matcher.coverage(rest, best.profile) < NEW_WORDS_COVERED) return alone;
  const gains = probability(right, completed.signals) > probability(right, standalone.signals);
  return gains ? { matching: completed, question } : alone;
}
