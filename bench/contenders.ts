import Fuse from 'fuse.js';
import MiniSearch from 'minisearch';
import { fuseParts, INTENT_WEIGHTS } from '../src/engine/ranking/fusion.ts';
import { Ranker } from '../src/engine/ranking/ranker.ts';
import { tabulate } from '../src/engine/text/feature-table.ts';
import { QueryFeatures } from '../src/engine/ranking/query-features.ts';
import { extractFeatures } from '../src/engine/text/features.ts';
import { normalise } from '../src/engine/text/normalise.ts';
import { readRuns } from '../src/engine/text/tokens.ts';

interface LabelledText {
  readonly text: string;
  readonly label: string;
}

export interface Ranking {
  /** Best first. */
  readonly labels: readonly string[];
  /** Of the best. */
  readonly score: number;
}

export interface Contender {
  readonly name: string;
  readonly build: (train: readonly LabelledText[]) => (text: string) => Ranking;
}

const NOTHING_FOUND = -1e9;
const features = (text: string) => extractFeatures(readRuns(normalise(text)));

export const FEATURE_RANKER: Contender = {
  name: 'shuwen',
  build: (train) => {
    const names = [...new Set(train.map(({ label }) => label))];
    const phrasings = names.map((name) =>
      train.filter(({ label }) => label === name).map(({ text }) => features(text)),
    );
    const ranker = new Ranker(
      phrasings.map((each) => ({ phrasings: tabulate(each) })),
      INTENT_WEIGHTS,
    );
    return (text) => {
      const ranked = ranker
        .rank(new QueryFeatures(features(text)))
        .map(({ label, evidence }) => ({
          name: names[label] ?? '',
          score: fuseParts(evidence, INTENT_WEIGHTS),
        }))
        .sort((a, b) => b.score - a.score);
      return { labels: ranked.map(({ name }) => name), score: ranked[0]?.score ?? NOTHING_FOUND };
    };
  },
};

const MOST = 20;
const unique = (labels: readonly string[]): string[] => [...new Set(labels)];

const MINISEARCH: Contender = {
  name: 'minisearch',
  build: (train) => {
    const index = new MiniSearch<LabelledText & { readonly id: number }>({
      fields: ['text'],
      storeFields: ['label'],
    });
    index.addAll(train.map((row, id) => ({ ...row, id })));
    return (text) => {
      const found = index.search(text, { prefix: true, fuzzy: 0.2 }).slice(0, MOST);
      return {
        labels: unique(found.map((each) => String(each['label']))),
        score: found[0]?.score ?? NOTHING_FOUND,
      };
    };
  },
};

const FUSE: Contender = {
  name: 'fuse.js',
  build: (train) => {
    const index = new Fuse(train, { keys: ['text'], includeScore: true, ignoreLocation: true });
    return (text) => {
      const found = index.search(text, { limit: MOST });
      return {
        labels: unique(found.map(({ item }) => item.label)),
        score: -(found[0]?.score ?? -NOTHING_FOUND),
      };
    };
  },
};

export const PEERS: readonly Contender[] = [MINISEARCH, FUSE];
