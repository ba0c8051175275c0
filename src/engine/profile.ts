import type { Entry } from '../knowledge/entry.ts';
import type { Jurisdiction, Localized } from '../knowledge/fields.ts';
import type { Guide } from '../knowledge/guide.ts';
import type { Names } from './entities/names.ts';
import { readSubject, type Subject } from './entities/subject.ts';
import type { Candidate } from './outcome.ts';
import { extractContent, extractFeatures, type Features } from './text/features.ts';
import { normalise } from './text/normalise.ts';

/** An entry or a guide as the engine sees it: its phrasings as features, and what it speaks of. */
export interface Profile {
  readonly candidate: Candidate;
  readonly jurisdictions: readonly Jurisdiction[];
  readonly instruments: readonly string[];
  /** Its title, phrasings and keywords, normalised. */
  readonly headings: readonly string[];
  /** Its whole text, both languages, normalised. */
  readonly text: string;
  /** The features of each heading. */
  readonly phrasings: readonly Features[];
  /** What its title names: what it is about. */
  readonly title: Subject;
  /** What its title, phrasings and keywords name. */
  readonly heading: Subject;
  /** What its whole text names. Read when first needed: most entries are never near a question. */
  readonly body: () => Subject;
  /** The content features of its whole text. */
  readonly content: Features;
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
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
  const headings = texts.map(normalise);
  const phrasings = headings.map((text) => extractFeatures(text, readSubject(text, names).concepts));
  const text = bothLanguages(body);
  return {
    candidate,
    jurisdictions,
    instruments,
    headings,
    text,
    phrasings,
    title: readSubject(bothLanguages(title), names),
    heading: readSubject(headings.join('\n'), names),
    body: once(() => readSubject(text, names)),
    content: extractContent([...headings, text].join('\n')),
  };
}

export const profileEntry = (entry: Entry, names: Names): Profile =>
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

export const profileGuide = (guide: Guide, names: Names): Profile =>
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
