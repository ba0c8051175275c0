import { without, type NameMention, type Names } from './entities/names.ts';
import { readSubject, type Subject } from './entities/subject.ts';
import { QueryFeatures } from './ranking/query-features.ts';
import { extractContent, extractFeatures } from './text/features.ts';
import { isLightRun, readRuns, type ReadRun } from './text/tokens.ts';

/** A question as far as it is read without any entry. */
export interface QuestionText {
  /** Normalised. */
  readonly text: string;
  readonly runs: readonly ReadRun[];
  readonly mentions: readonly NameMention[];
  /** The runs of what it says besides the names in it. */
  readonly unnamed: readonly ReadRun[];
  readonly asked: Subject;
  readonly features: QueryFeatures;
  readonly content: QueryFeatures;
}

/** @param text normalised */
export type ReadQuestion = (text: string, names: Names) => QuestionText;

export const readQuestion: ReadQuestion = (text, names) => {
  const runs = readRuns(text);
  const mentions = names.find(text);
  const asked = readSubject(text, names, mentions);
  return {
    text,
    runs,
    mentions,
    unnamed: mentions.length === 0 ? runs : readRuns(without(text, mentions)),
    asked,
    features: new QueryFeatures(extractFeatures(runs, asked.concepts)),
    content: new QueryFeatures(extractContent(runs, asked.concepts)),
  };
};

/** Words that carry any question, and yet ask something of what they stand beside. */
const ASKS = /\bhow (?:many|much)\b/;

/** Whether a question only names one thing: with an everyday word ("repealed") or another name beside it, it asks of it. */
export const isBareName = ({ text, mentions, unnamed }: QuestionText): boolean =>
  new Set(mentions.map(({ named }) => named.id)).size === 1 &&
  mentions.every(({ named }) => named.kind !== 'word') &&
  unnamed.every(isLightRun) &&
  !ASKS.test(text);

/** Of about 14 KB each, and up to 15 KB more for what labels say: more than a preview asks, with what is mended of it. */
const MOST_KEPT = 5_000;

/** By the text of each question, normalised. */
type KeptTexts = Map<string, QuestionText>;

/** A reader that keeps what it read. */
export interface KeepingReader {
  readonly read: ReadQuestion;
  /** Forgets every question that some work did not read, if the work tells that it was done to its end. */
  readonly forgetAllBut: (work: () => boolean) => void;
}

/**
 * Reads a question once for each glossary, and keeps it: for those who ask one index after another the same stored
 * questions. Not for serving: what people ask is not to be kept where nothing erases it.
 */
export function keepingReader(): KeepingReader {
  let kept = new WeakMap<Names, KeptTexts>();
  /** What is read by the work that tells what is to be kept. */
  let readNow: Map<Names, KeptTexts> | undefined;
  const textsOf = (names: Names): KeptTexts => {
    const texts = kept.get(names) ?? new Map<string, QuestionText>();
    kept.set(names, texts);
    return texts;
  };
  return {
    read(text, names) {
      const texts = textsOf(names);
      const question = texts.get(text) ?? readQuestion(text, names);
      question.features.isKept = true;
      question.content.isKept = true;
      if (texts.size >= MOST_KEPT && !texts.has(text)) texts.clear();
      texts.set(text, question);
      readNow?.set(names, (readNow.get(names) ?? new Map<string, QuestionText>()).set(text, question));
      return question;
    },
    forgetAllBut(work) {
      const read = new Map<Names, KeptTexts>();
      readNow = read;
      try {
        if (work()) kept = new WeakMap(read);
      } finally {
        readNow = undefined;
      }
    },
  };
}
