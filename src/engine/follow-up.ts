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
/** Words that only point back, or ask for more of the same: none of them is a detail to be covered. */
const FILLER =
  /\b(?:it|its|that|this|they|them|there|those|these|he|she|same|the|one|ones|is|are|was|were|do|does|did|and|about|what|who|me)\b|它们|它|那个|这个|具体/g;
const SHORT = 14;
/** How much of the new words the completed question's answer must speak of, by rarity. */
const NEW_WORDS_COVERED = 0.45;
/** What names its own subject needs no completion, however short: "data export" after another question. */
const OWN_SUBJECT_COVERED = 0.8;
/** Where the last answer speaks of all that is asked now, and what is found alone does not, the talk goes on. */
const STILL_COVERED = 0.95;
const NEAREST = 3;

const leansOnContext = (text: string): boolean =>
  OPENING.test(text) || CLOSING.test(text) || PRONOUN.test(text);

const isElliptical = (text: string, { signals, isVague, isSettled }: Matching): boolean =>
  isVague ||
  leansOnContext(text) ||
  (!isSettled && text.length <= SHORT && signals.coverage < OWN_SUBJECT_COVERED);

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

interface Understood {
  readonly matching: Matching;
  readonly question: string;
}

/** The question before, without what the follow-up puts in its place, and the follow-up. */
function complete(
  question: string,
  rest: string,
  matcher: Matcher,
  isVague: boolean,
): Understood | undefined {
  const joined = `${matcher.withoutNamesOf(normalise(question), rest)} ${rest}`.trim();
  const matching = matcher.match(joined);
  const [best] = matching.matches;
  const said = rest.replace(FILLER, ' ').trim();
  const isCovered =
    best && (isVague || said === '' || matcher.coverage(said, best.profile) >= NEW_WORDS_COVERED);
  return isCovered ? { matching, question: joined } : undefined;
}

/** Whether the entry shown last speaks of all of a text, and what was found for it alone does not. */
function staysWithEntry(text: string, { standalone, context }: FollowUp, matcher: Matcher): boolean {
  const shown = context.entry && matcher.profileOf(context.entry);
  const [found] = standalone.matches;
  if (!shown || !found || shown === found.profile) return false;
  return (
    matcher.coverage(text, shown) >= STILL_COVERED && matcher.coverage(text, found.profile) < STILL_COVERED
  );
}

/** A question as it is to be understood: alone, or completed from the one before. */
export function completeFollowUp(
  followUp: FollowUp,
  matcher: Matcher,
  { right, answerFrom }: Calibration,
): Understood {
  const { asked, normal, standalone, context, time } = followUp;
  const alone = { matching: standalone, question: asked };
  if (context.question === undefined) return alone;
  if (time && isOnlyTime(time))
    return { matching: matcher.match(normalise(context.question)), question: context.question };
  const rest = normal.replace(OPENING, '').replace(CLOSING, '');
  const isElided = isElliptical(normal, standalone);
  const stays = staysWithEntry(rest, followUp, matcher);
  const confidence = probability(right, standalone);
  if (!isElided && !stays && confidence >= answerFrom) return alone;
  const completed = complete(context.question, rest, matcher, standalone.isVague);
  if (!completed) return alone;
  const completedConfidence = probability(right, completed.matching);
  const best = completed.matching.matches[0]?.profile;
  const isShown = best !== undefined && best === (context.entry && matcher.profileOf(context.entry));
  if (stays && isShown && completedConfidence >= answerFrom) return completed;
  const isAgreed = isElided || standalone.matches.slice(0, NEAREST).some(({ profile }) => profile === best);
  return isAgreed && completedConfidence > confidence ? completed : alone;
}
