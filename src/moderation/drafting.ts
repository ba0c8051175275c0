import type { PersonId } from '../assistant/ports.ts';
import { type StaleBase, nameDocument } from '../knowledge/revision.ts';
import { type Standing, applyChanges, readStanding } from './documents.ts';
import type { Edit } from './edit.ts';
import { type ModerationParts, programMay } from './parts.ts';
import { type By, type Denied, authorize, denied } from './permission.ts';
import { planChanges } from './plan.ts';
import type { Draft, DraftChange, Fault, Records } from './ports.ts';
import { diffDocuments } from './preview/document-diffs.ts';
import type { PreviewRequest } from './preview/preview.ts';
import type { DocumentDiff, PreviewReport } from './preview/report.ts';
import { describeStale } from './stale.ts';

export interface Drafting {
  readonly edits: readonly Edit[];
  /** What it is for. */
  readonly comment?: string | undefined;
  readonly by: By;
}

/** There is no such draft, or it was published or discarded, or has another version by now. */
export interface NotOpen {
  readonly kind: 'not-open';
  readonly draft: Draft | undefined;
}

export type Drafted =
  | Denied
  | NotOpen
  | StaleBase
  | { readonly kind: 'invalid'; readonly faults: readonly Fault[] }
  /** It says what is published already. */
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'drafted'; readonly draft: Draft; readonly warnings: readonly Fault[] };

/** Drafts an edit of one or more documents, on their last revisions. */
export async function draft(parts: ModerationParts, { edits, comment = '', by }: Drafting): Promise<Drafted> {
  return drafting(parts, by, [], edits, (drafts, author, changes) =>
    drafts.create({ author, comment, changes }),
  );
}

/** Makes further edits in an open draft: a new version, which earlier approvals do not cover. */
export async function revise(
  parts: ModerationParts,
  {
    draft: id,
    version,
    edits,
    comment,
    by,
  }: Drafting & { readonly draft: number; readonly version?: number },
): Promise<Drafted> {
  const allowed = await authorize(parts.store.read, by, 'draft', programMay(parts));
  if (allowed.kind === 'denied') return allowed;
  const before = await parts.store.read.drafts.find(id);
  // A file speaks for what came out of a file, not for a person's draft.
  if ('program' in by && before?.authors.some((author) => author !== allowed.person) === true)
    return denied('draft', 'no-role');
  if (before?.state !== 'open' || (version ?? before.version) !== before.version)
    return { kind: 'not-open', draft: before };
  return drafting(parts, by, before.changes, edits, async (drafts, author, changes) => {
    const next = { author, comment: comment ?? before.comment, changes };
    return (await drafts.change(id, before.version, next)) ? id : undefined;
  });
}

type Keep = (
  drafts: Records['drafts'],
  author: PersonId,
  changes: readonly DraftChange[],
) => Promise<number | undefined>;

async function drafting(
  parts: ModerationParts,
  by: By,
  before: readonly DraftChange[],
  edits: readonly Edit[],
  keep: Keep,
): Promise<Drafted> {
  const { store, judge } = parts;
  const mayDraft = (records: Records) => authorize(records, by, 'draft', programMay(parts));
  const allowed = await mayDraft(store.read);
  if (allowed.kind === 'denied') return allowed;
  const standing = await readStanding(store.read);
  const plan = planChanges(standing, before, edits);
  if (plan.kind === 'invalid') return plan;
  if (plan.kind === 'stale-base') return describeStale(store.read, plan.document, plan.base);
  const { changes } = plan;
  if (changes.length === 0) return { kind: 'unchanged' };
  const edited = new Set(changes.flatMap(({ kind, id }) => (kind === 'entry' ? [id] : [])));
  // Before the check, which takes long enough for the other worker to load the program.
  const expectNoPreview = judge.expectPreview(() => readBoth(store, standing, changes));
  let isKept = false;
  try {
    const faults = await judge.check(applyChanges(standing.documents, changes), edited);
    const errors = faults.filter(({ severity }) => severity === 'error');
    if (errors.length > 0) return { kind: 'invalid', faults: errors };
    const drafted = await store.write(async (records): Promise<Drafted> => {
      const still = await mayDraft(records);
      if (still.kind === 'denied') return still;
      const id = await keep(records.drafts, still.person, changes);
      const kept = id === undefined ? undefined : await records.drafts.find(id);
      if (!kept) return { kind: 'not-open', draft: kept };
      await records.audit.record({
        person: still.person,
        action: 'drafted',
        subject: `draft ${kept.id}`,
        details: { version: kept.version, documents: changes.map(nameDocument).join(', ') },
      });
      const mine = new Set(changes.map(nameDocument));
      return {
        kind: 'drafted',
        draft: kept,
        warnings: faults.filter(({ document }) => mine.has(nameDocument(document))),
      };
    });
    isKept = drafted.kind === 'drafted';
    return drafted;
  } finally {
    if (!isKept) expectNoPreview();
  }
}

/** Of the questions really asked. */
const MOST_REPLAYED = 2_000;

/** What is published and what a draft would make of it, with what both are to be asked. */
const readBoth = async (
  { read }: ModerationParts['store'],
  { documents }: Standing,
  changes: readonly DraftChange[],
): Promise<Pick<PreviewRequest, 'base' | 'candidate' | 'questions'>> => ({
  base: applyChanges(documents, []),
  candidate: applyChanges(documents, changes),
  questions: await read.questions.lastAsked(MOST_REPLAYED),
});

/** Where anybody may draft, is ready for it; to be called from time to time, as questions and moderators come and go. */
export async function standBy({ store, judge }: ModerationParts): Promise<void> {
  if ((await store.read.people.listModerators()).length === 0) judge.standDown();
  else judge.standBy(async () => readBoth(store, await readStanding(store.read), []));
}

export async function discard(
  { store }: ModerationParts,
  { draft: id, by }: { readonly draft: number; readonly by: By },
): Promise<Denied | NotOpen | { readonly kind: 'discarded' }> {
  return store.write(async (records) => {
    const allowed = await authorize(records, by, 'discard');
    if (allowed.kind === 'denied') return allowed;
    const found = await records.drafts.find(id);
    if (!found || !(await records.drafts.settle(id, found.version, 'discarded')))
      return { kind: 'not-open', draft: found };
    await records.audit.record({
      person: allowed.person,
      action: 'discarded',
      subject: `draft ${id}`,
      details: { version: found.version },
    });
    return { kind: 'discarded' };
  });
}

export async function listDrafts(
  { store }: ModerationParts,
  by: By,
): Promise<Denied | { readonly kind: 'drafts'; readonly drafts: readonly Draft[] }> {
  const allowed = await authorize(store.read, by, 'read-drafts');
  return allowed.kind === 'denied' ? allowed : { kind: 'drafts', drafts: await store.read.drafts.listOpen() };
}

export async function findDraft(
  { store }: ModerationParts,
  { draft: id, by }: { readonly draft: number; readonly by: By },
): Promise<Denied | NotOpen | { readonly kind: 'draft'; readonly draft: Draft }> {
  const allowed = await authorize(store.read, by, 'read-drafts');
  if (allowed.kind === 'denied') return allowed;
  const found = await store.read.drafts.find(id);
  return found ? { kind: 'draft', draft: found } : { kind: 'not-open', draft: undefined };
}

/** How a draft differs from what is published, without asking what it would do. */
export async function diffDraft(
  { store, judge }: ModerationParts,
  { draft: id, by }: { readonly draft: number; readonly by: By },
): Promise<Denied | NotOpen | { readonly kind: 'diff'; readonly documents: readonly DocumentDiff[] }> {
  const allowed = await authorize(store.read, by, 'read-drafts');
  if (allowed.kind === 'denied') return allowed;
  const found = await store.read.drafts.find(id);
  if (found?.state !== 'open') return { kind: 'not-open', draft: found };
  const standing = await readStanding(store.read);
  // Who reads the difference is about to ask what it would do.
  judge.expectPreview(() => readBoth(store, standing, found.changes));
  return {
    kind: 'diff',
    documents: diffDocuments(
      applyChanges(standing.documents, []),
      applyChanges(standing.documents, found.changes),
    ),
  };
}

/** What publishing a draft would do: whose answers change, and how the texts differ. */
export async function preview(
  { store, judge }: ModerationParts,
  {
    draft: id,
    by,
    onProgress,
    signal,
  }: { readonly draft: number; readonly by: By } & Pick<PreviewRequest, 'onProgress' | 'signal'>,
): Promise<
  Denied | NotOpen | { readonly kind: 'previewed'; readonly draft: Draft; readonly report: PreviewReport }
> {
  const allowed = await authorize(store.read, by, 'preview');
  if (allowed.kind === 'denied') return allowed;
  const found = await store.read.drafts.find(id);
  if (found?.state !== 'open') return { kind: 'not-open', draft: found };
  const both = await readBoth(store, await readStanding(store.read), found.changes);
  const report = await judge.preview({ ...both, onProgress, signal });
  return { kind: 'previewed', draft: found, report };
}
