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
import { readRuns } from './text/tokens.ts';

/** An entry or a guide as the engine sees it: its phrasings as features, and what it speaks of. */
export interface Profile {
  readonly candidate: Candidate;
  readonly jurisdictions: readonly Jurisdiction[];
  readonly instruments: readonly string[];
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

function profile(
  { candidate, jurisdictions, instruments, title, texts, body }: Material,
  names: Names,
): Profile {
  // Sums of fractions depend on their order in the last digit: phrasings have one, wherever they stand.
  const headings = texts.map(normalise).sort();
  const headingRuns = headings.map(readRuns);
  const text = bothLanguages(body);
  const subject = readSubject(text, names);
  const heading = readSubject(headings.join('\n'), names);
  const concepts = new Set([...heading.concepts, ...subject.concepts]);
  const runs = [...headingRuns.flat(), ...readRuns(text)];
  return {
    candidate,
    jurisdictions,
    instruments,
    phrasings: tabulate(
      headings.map((heading, at) =>
        extractFeatures(headingRuns[at] ?? [], readSubject(heading, names).concepts),
      ),
    ),
    title: readSubject(bothLanguages(title), names),
    heading,
    body: subject,
    content: tabulate([extractContent(runs, concepts)]),
    wording: {
      inHeadings: [...wordsOf(headingRuns.flat(), heading.concepts)],
      inAll: wordsOf(runs, concepts),
    },
    vocables: tabulate([readVocables(runs)]),
  };
}

const profileEntry = (entry: Entry, names: Names): Profile =>
  profile(
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
