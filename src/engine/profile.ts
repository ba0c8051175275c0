import type { Entry } from '../knowledge/entry.ts';
import type { Jurisdiction, Localized } from '../knowledge/fields.ts';
import type { Guide } from '../knowledge/guide.ts';
import type { Snapshot } from '../knowledge/snapshot.ts';
import { wordsOf, type Wording } from './coverage.ts';
import type { Names } from './entities/names.ts';
import { readSubject, type Subject } from './entities/subject.ts';
import type { Candidate } from './outcome.ts';
import { tabulate, type FeatureTable } from './text/feature-table.ts';
import { extractContent, extractFeatures } from './text/features.ts';
import { normalise } from './text/normalise.ts';
import { readVocables } from './text/spelling.ts';
import { letterOf, readRuns } from './text/tokens.ts';

/** An entry or a guide as the engine sees it: its phrasings as features, and what it speaks of. */
export interface Profile {
  readonly candidate: Candidate;
  readonly jurisdictions: readonly Jurisdiction[];
  readonly instruments: readonly string[];
  /** What it is asked by, to the letter: see `letterOf`. */
  readonly letters: readonly string[];
  /** The features of its title, its phrasings and its keywords, each. */
  readonly phrasings: FeatureTable;
  /** What its title names: what it is about. */
  readonly title: Subject;
  /** What its title, phrasings and keywords name. */
  readonly heading: Subject;
  /** What its whole text names. */
  readonly body: Subject;
  /** The content features of all that it says. */
  readonly content: FeatureTable;
  /** The words of all that it says. */
  readonly wording: Wording;
  /** What of it spelling is mended towards. */
  readonly vocables: FeatureTable;
}

const bothLanguages = (texts: readonly Localized[]): string =>
  normalise(texts.flatMap(({ zh, en }) => [zh, en]).join('\n'));

interface Material {
  readonly candidate: Candidate;
  readonly jurisdictions: readonly Jurisdiction[];
  readonly instruments: readonly string[];
  /** Every text that a question may resemble: the title is one more phrasing in either language. */
  readonly texts: readonly string[];
  readonly title: readonly Localized[];
  readonly body: readonly Localized[];
}

/** What a profile is made of that no name changes. */
interface Reading {
  /** Sums of fractions depend on their order in the last digit: phrasings have one, wherever they stand. */
  readonly headings: readonly string[];
  readonly title: string;
  readonly body: string;
}

/** What of a profile depends on its texts and on which concepts they name, and on nothing else. */
type Tables = Pick<Profile, 'letters' | 'phrasings' | 'content' | 'wording' | 'vocables'>;

interface Named {
  /** Of each heading by itself. */
  readonly headings: readonly (readonly string[])[];
  readonly heading: readonly string[];
  readonly body: readonly string[];
}

function tabulateReading({ headings, body }: Reading, named: Named): Tables {
  const headingRuns = headings.map(readRuns);
  const concepts = new Set([...named.heading, ...named.body]);
  const runs = [...headingRuns.flat(), ...readRuns(body)];
  return {
    letters: headingRuns.map(letterOf),
    phrasings: tabulate(headingRuns.map((own, at) => extractFeatures(own, named.headings[at]))),
    content: tabulate([extractContent(runs, concepts)]),
    wording: {
      inHeadings: wordsOf(headingRuns.flat(), named.heading),
      inAll: wordsOf(runs, concepts),
    },
    vocables: tabulate([readVocables(runs)]),
  };
}

/** Of an entry or guide as it was read last. */
interface Known {
  readonly reading: Reading;
  readonly named: string;
  readonly tables: Tables;
}

const knownOf = new WeakMap<Entry | Guide, Known>();

const readMaterial = ({ texts, title, body }: Material): Reading => ({
  headings: texts.map(normalise).sort(),
  title: bothLanguages(title),
  body: bothLanguages(body),
});

function profile(of: Entry | Guide, material: Material, names: Names): Profile {
  const { candidate, jurisdictions, instruments } = material;
  const known = knownOf.get(of);
  const reading = known?.reading ?? readMaterial(material);
  const body = readSubject(reading.body, names);
  const heading = readSubject(reading.headings.join('\n'), names);
  const named: Named = {
    headings: reading.headings.map((text) => [...readSubject(text, names).concepts]),
    heading: [...heading.concepts],
    body: [...body.concepts],
  };
  // Another name in the glossary is named by few: the others are read as before.
  const key = JSON.stringify(named);
  const tables = known?.named === key ? known.tables : tabulateReading(reading, named);
  knownOf.set(of, { reading, named: key, tables });
  const title = readSubject(reading.title, names);
  return { candidate, jurisdictions, instruments, title, heading, body, ...tables };
}

const profileEntry = (entry: Entry, names: Names): Profile =>
  profile(
    entry,
    {
      candidate: { kind: 'entry', entry },
      jurisdictions: entry.jurisdictions,
      instruments: entry.instruments,
      texts: [
        entry.question.zh,
        entry.question.en,
        ...entry.phrasings.zh,
        ...entry.phrasings.en,
        entry.keywords.join(' '),
      ],
      title: [entry.question],
      body: [
        entry.question,
        entry.shortAnswer,
        entry.answer,
        ...entry.sources.map(({ instrument }) => instrument),
      ],
    },
    names,
  );

const profileGuide = (guide: Guide, names: Names): Profile =>
  profile(
    guide,
    {
      candidate: { kind: 'guide', guide },
      jurisdictions: [],
      instruments: [],
      texts: [guide.title.zh, guide.title.en, ...guide.phrasings.zh, ...guide.phrasings.en],
      title: [guide.title],
      body: guide.steps.flatMap(({ question, options }) => [question, ...options.map(({ label }) => label)]),
    },
    names,
  );

const profiles = new WeakMap<Names, WeakMap<Entry | Guide, Profile>>();

/** The profile of something under some names, made once: most entries of a new Snapshot were in the one before. */
function remembered<T extends Entry | Guide>(
  make: (of: T, names: Names) => Profile,
  of: T,
  names: Names,
): Profile {
  const known = profiles.get(names) ?? new WeakMap<Entry | Guide, Profile>();
  profiles.set(names, known);
  const profiled = known.get(of) ?? make(of, names);
  known.set(of, profiled);
  return profiled;
}

const byId = (a: Entry | Guide, b: Entry | Guide): number => (a.id < b.id ? -1 : 1);

/** In one order whatever the order of the documents, so that moving one changes no outcome. */
export const profileAll = ({ entries, guides }: Snapshot, names: Names): Profile[] => [
  ...[...entries.values()].sort(byId).map((entry) => remembered(profileEntry, entry, names)),
  ...[...guides.values()].sort(byId).map((guide) => remembered(profileGuide, guide, names)),
];
