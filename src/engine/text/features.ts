import { syllableOf } from './pinyin.ts';
import type { ReadRun } from './tokens.ts';

/**
 * Kinds of features, each weighed and normalised apart. The first letter of a feature names its group:
 * words, word pairs, Latin character 3- to 5-grams, Han characters and pairs, pinyin pairs, glossary concepts.
 */
export type Group = 'w' | 'p' | 'c' | 'h' | 'y' | 'g';

/** Feature → how often it occurs. A Map: features come from users' text. */
export type Features = Map<string, number>;

const add = (features: Features, group: Group, text: string): void => {
  const feature = group + text;
  features.set(feature, (features.get(feature) ?? 0) + 1);
};

function addGrams(features: Features, word: string): void {
  const padded = `_${word}_`;
  for (let size = 3; size <= 5; size++)
    for (let at = 0; at + size <= padded.length; at++) add(features, 'c', padded.slice(at, at + size));
}

function addHanPairs(features: Features, run: string): void {
  const characters = Array.from(run);
  for (let at = 1; at < characters.length; at++)
    add(features, 'h', (characters[at - 1] ?? '') + (characters[at] ?? ''));
}

function addHan(features: Features, run: string): void {
  for (const character of run) add(features, 'h', character);
  addHanPairs(features, run);
}

const addPairs = (features: Features, group: Group, parts: readonly string[]): void => {
  for (let at = 1; at < parts.length; at++) add(features, group, `${parts[at - 1] ?? ''} ${parts[at] ?? ''}`);
};

/**
 * The features of normalised text.
 * @param concepts ids of the glossary terms that it names
 */
export function extractFeatures(runs: readonly ReadRun[], concepts: Iterable<string> = []): Features {
  const features: Features = new Map();
  for (const run of runs) {
    if (run.kind === 'han') {
      addHan(features, run.text);
      addPairs(features, 'y', Array.from(run.text, syllableOf));
    } else addGrams(features, run.text);
  }
  const words = runs.flatMap((run) => run.words);
  for (const word of words) add(features, 'w', word);
  addPairs(features, 'p', words);
  for (const concept of concepts) add(features, 'g', concept);
  return features;
}

/** Words in letters, pairs of Han characters and concepts: the features that stand for what a text says. */
export function extractContent(runs: readonly ReadRun[], concepts: Iterable<string> = []): Features {
  const features: Features = new Map();
  for (const run of runs) {
    if (run.kind === 'han') addHanPairs(features, run.text);
    else for (const word of run.words) add(features, 'w', word);
  }
  for (const concept of concepts) add(features, 'g', concept);
  return features;
}
