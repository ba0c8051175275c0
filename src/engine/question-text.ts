import { without, type NameMention, type Names } from './entities/names.ts';
import { readSubject, type Subject } from './entities/subject.ts';
import { extractContent, extractFeatures, type Features } from './text/features.ts';
import { readRuns, type ReadRun } from './text/tokens.ts';

/** A question as far as it is read without any entry. */
export interface QuestionText {
  /** Normalised. */
  readonly text: string;
  readonly runs: readonly ReadRun[];
  readonly mentions: readonly NameMention[];
  /** The runs of what it says besides the names in it. */
  readonly unnamed: readonly ReadRun[];
  readonly asked: Subject;
  readonly features: Features;
  readonly content: Features;
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
    features: extractFeatures(runs, asked.concepts),
    content: extractContent(runs, asked.concepts),
  };
};

/** About 15 KB each. */
const MOST_KEPT = 2500;

/**
 * Reads a question once for each glossary, and keeps it: for those who ask one index after another the same stored
 * questions. Not for serving: what people ask is not to be kept where nothing erases it.
 */
export function keepingReader(): ReadQuestion {
  const readBefore = new WeakMap<Names, Map<string, QuestionText>>();
  return (text, names) => {
    const kept = readBefore.get(names) ?? new Map<string, QuestionText>();
    readBefore.set(names, kept);
    const known = kept.get(text);
    if (known) return known;
    const question = readQuestion(text, names);
    if (kept.size >= MOST_KEPT) kept.clear();
    kept.set(text, question);
    return question;
  };
}
