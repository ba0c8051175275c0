import type { AsOf } from '../engine/legal-time.ts';
import type { ValidityIssue } from '../engine/outcome.ts';
import { validityOn } from '../engine/validity.ts';
import type { Entry, Source } from '../knowledge/entry.ts';
import type { EntryId, Language } from '../knowledge/fields.ts';
import { type Block, parseMarkdown } from '../knowledge/markdown.ts';
import type { Snapshot } from '../knowledge/snapshot.ts';
import type { AsOfNotice, Choice, Notice, ShownEntry, ShownSource } from './reply.ts';

const showSource = (source: Source, language: Language): ShownSource => ({
  instrument: source.instrument[language],
  article: source.article?.[language],
  title: source.title,
  url: source.url,
  published: source.published,
  accessed: source.accessed,
  confirmed: source.confirmed,
});

const latest = (dates: readonly string[]): string => dates.reduce((a, b) => (a > b ? a : b));

/** Shows entries of one Snapshot in one language. */
export interface EntryView {
  readonly snapshot: Snapshot;
  readonly language: Language;
  /** Base address of the public pages, without a slash at the end. */
  readonly publicUrl: string | undefined;
}

export function entryChoice(id: EntryId, { snapshot, language }: EntryView, beside?: Entry): Choice[] {
  const entry = snapshot.entries.get(id);
  if (!entry) return [];
  const difference = beside?.confusableWith.find((other) => other.id === id)?.difference[language];
  return [{ id, label: entry.question[language], difference }];
}

/** Parsed once: an entry never changes, and what is asked often is shown often. */
const BODIES: Readonly<Record<Language, WeakMap<Entry, readonly Block[]>>> = {
  zh: new WeakMap(),
  en: new WeakMap(),
};

function bodyOf(entry: Entry, language: Language): readonly Block[] {
  const known = BODIES[language].get(entry);
  if (known) return known;
  const body = parseMarkdown(entry.answer[language]);
  BODIES[language].set(entry, body);
  return body;
}

export function showEntry(entry: Entry, view: EntryView): ShownEntry {
  const { language, publicUrl, snapshot } = view;
  return {
    id: entry.id,
    revision: snapshot.revision,
    topic: entry.topic,
    jurisdictions: entry.jurisdictions,
    basis: entry.basis,
    question: entry.question[language],
    shortAnswer: entry.shortAnswer[language],
    text: entry.answer[language],
    body: bodyOf(entry, language),
    sources: entry.sources.map((source) => showSource(source, language)),
    asOf: entry.reviewedOn ?? latest(entry.sources.map(({ accessed }) => accessed)),
    reviewer: entry.reviewer,
    permalink: publicUrl === undefined ? undefined : `${publicUrl}/e/${entry.id}`,
    related: entry.related.flatMap((id) => entryChoice(id, view)),
    confusable: entry.confusableWith.flatMap(({ id }) => entryChoice(id, view, entry)),
  };
}

function asOfNotice(entry: Entry, asOf: AsOf, isCurrent: boolean, language: Language): AsOfNotice {
  const { asked, holds, earlier, current } = asOf;
  const link = ({ id, question }: Entry) => ({ id, label: question[language] });
  return {
    kind: 'as-of',
    relation: asked.relation,
    date: asked.date,
    holds,
    isCurrent,
    from: entry.valid.from,
    until: entry.valid.until,
    earlier: earlier && link(earlier),
    current: current && { ...link(current), since: current.valid.from },
  };
}

/** What the reader must know before the text, most important first. */
export function noticesOf(
  entry: Entry,
  { validity, asOf }: { readonly validity: ValidityIssue | undefined; readonly asOf: AsOf | undefined },
  today: string,
  view: EntryView,
): Notice[] {
  const notices: Notice[] = [];
  if (asOf) notices.push(asOfNotice(entry, asOf, validityOn(entry, today) === undefined, view.language));
  if (validity) notices.push({ kind: validity, from: entry.valid.from, until: entry.valid.until });
  for (const later of asOf ? [] : view.snapshot.entries.values())
    if (later.replaces === entry.id)
      notices.push({ kind: 'replaced', by: { id: later.id, label: later.question[view.language] } });
  if (entry.sources.some(({ confirmed }) => confirmed === 'unconfirmed'))
    notices.push({ kind: 'unconfirmed' });
  if (entry.reviewDue !== undefined && entry.reviewDue < today)
    notices.push({ kind: 'review-overdue', since: entry.reviewDue });
  return notices;
}
