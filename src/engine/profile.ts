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
import { letterOf, readRuns } from './text/tokens.ts';
import { readVocables } from './text/vocables.ts';

/** What is read of an entry or guide, which is most of the work of making an engine. */
export interface ReadProfile {
  /** The concepts that its texts name: another glossary in which they name the same reads it the same. */
  readonly named: string;
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

/** An entry or a guide as the engine sees it: its phrasings as features, and what it speaks of. */
export interface Profile extends ReadProfile {
  readonly candidate: Candidate;
  readonly jurisdictions: readonly Jurisdiction[];
  readonly instruments: readonly string[];
}

const bothLanguages = (texts: readonly Localized[]): string =>
  normalise(texts.flatMap(({ zh, en }) => [zh, en]).join('\n'));

/** What of a document a profile is made of. */
interface Material extends Pick<Profile, 'candidate' | 'jurisdictions' | 'instruments'> {
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
type Tables = Omit<ReadProfile, 'title' | 'heading' | 'body'>;

interface Named {
  /** Of each heading by itself. */
  readonly headings: readonly (readonly string[])[];
  readonly heading: readonly string[];
  readonly body: readonly string[];
}

function tabulateReading({ headings, body }: Reading, named: Named): Omit<Tables, 'named'> {
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
  /** Absent where another process read it. */
  readonly reading: Reading | undefined;
  readonly tables: Tables;
}

const knownOf = new WeakMap<Entry | Guide, Known>();

const readMaterial = ({ texts, title, body }: Material): Reading => ({
  headings: texts.map(normalise).sort(),
  title: bothLanguages(title),
  body: bothLanguages(body),
});

function read(of: Entry | Guide, material: Material, names: Names): ReadProfile {
  const known = knownOf.get(of);
  const reading = known?.reading ?? readMaterial(material);
  const body = readSubject(reading.body, names);
  const heading = readSubject(reading.headings.join('\n'), names);
  const concepts: Named = {
    headings: reading.headings.map((text) => [...readSubject(text, names).concepts]),
    heading: [...heading.concepts],
    body: [...body.concepts],
  };
  // Another name in the glossary is named by few: the others are read as before.
  const named = JSON.stringify(concepts);
  const tables =
    known?.tables.named === named ? known.tables : { named, ...tabulateReading(reading, concepts) };
  knownOf.set(of, { reading, tables });
  return { ...tables, title: readSubject(reading.title, names), heading, body };
}

const materialOfEntry = (entry: Entry): Material => ({
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
});

const materialOfGuide = (guide: Guide): Material => ({
  candidate: { kind: 'guide', guide },
  jurisdictions: [],
  instruments: [],
  texts: [guide.title.zh, guide.title.en, ...guide.phrasings.zh, ...guide.phrasings.en],
  title: [guide.title],
  body: guide.steps.flatMap(({ question, options }) => [question, ...options.map(({ label }) => label)]),
});

const materialOf = (of: Entry | Guide): Material =>
  'steps' in of ? materialOfGuide(of) : materialOfEntry(of);

// Written out: all profiles have one shape, whoever read them, and are read most.
const toProfile = (
  { candidate, jurisdictions, instruments }: Material,
  { named, letters, phrasings, title, heading, body, content, wording, vocables }: ReadProfile,
): Profile => ({
  candidate,
  jurisdictions,
  instruments,
  named,
  letters,
  phrasings,
  title,
  heading,
  body,
  content,
  wording,
  vocables,
});

const profilesUnder = new WeakMap<Names, WeakMap<Entry | Guide, Profile>>();

function profilesOf(names: Names): WeakMap<Entry | Guide, Profile> {
  const profiles = profilesUnder.get(names) ?? new WeakMap<Entry | Guide, Profile>();
  profilesUnder.set(names, profiles);
  return profiles;
}

/** The profile of something under some names, made once: most entries of a new Snapshot were in the one before. */
function profile(of: Entry | Guide, names: Names): Profile {
  const profiles = profilesOf(names);
  const known = profiles.get(of);
  if (known) return known;
  const material = materialOf(of);
  const made = toProfile(material, read(of, material, names));
  profiles.set(of, made);
  return made;
}

/**
 * Takes what was read of a document elsewhere.
 * @param names those that it was read under; undefined where they are others now: its texts may name something else
 */
export function remember(of: Entry | Guide, told: ReadProfile, names: Names | undefined): void {
  // What its texts are about holds under those names alone; its tables wherever the texts name the same.
  const { title: _, heading: __, body: ___, ...tables } = told;
  knownOf.set(of, { reading: undefined, tables });
  if (names) profilesOf(names).set(of, toProfile(materialOf(of), told));
}

const byId = (a: Entry | Guide, b: Entry | Guide): number => (a.id < b.id ? -1 : 1);

/** In one order whatever the order of the documents, so that moving one changes no outcome. */
export const profileAll = ({ entries, guides }: Snapshot, names: Names): Profile[] => [
  ...[...entries.values()].sort(byId).map((entry) => profile(entry, names)),
  ...[...guides.values()].sort(byId).map((guide) => profile(guide, names)),
];
