import { goldenFile } from '../knowledge/golden.ts';
import { type DocumentKey, nameDocument } from '../knowledge/revision.ts';
import { GOLDEN } from '../knowledge/stored-documents.ts';
import {
  type Intent,
  type Prepared,
  type Published,
  type Publishing,
  type Refusal,
  commit,
} from './commit.ts';
import { findConsequences } from './consequences.ts';
import { type Standing, findStanding } from './documents.ts';
import type { Edit } from './edit.ts';
import type { ModerationParts } from './parts.ts';
import { planChanges } from './plan.ts';
import type { Draft, DraftChange, Withdrawal } from './ports.ts';
import { judgeApproval } from './reviewing.ts';
import { sign } from './sign.ts';

/** Publishes a draft that another person has approved. */
export async function publish(
  parts: ModerationParts,
  { draft: id, ...publishing }: Publishing & { readonly draft: number },
): Promise<Published | Refusal> {
  let version = 0;
  const intent: Intent = {
    ...publishing,
    action: 'publish',
    subject: `draft ${id}`,
    prepare: async ({ drafts, people }, standing) => {
      const draft = await drafts.find(id);
      if (draft?.state !== 'open') return { kind: 'not-open', draft };
      version = draft.version;
      const approval = await approve(parts, publishing, people, draft);
      if (approval.kind === 'unapproved') return approval;
      // What follows from the draft follows from the documents as they stand now.
      const own = draft.changes.filter(({ isConsequence }) => !isConsequence);
      const changes = own.map((change) => signed(change, standing, approval.signature, parts));
      const all = [...changes, ...findConsequences(standing, own)];
      return { kind: 'prepared', changes: all, note: draft.comment === '' ? undefined : draft.comment };
    },
    seal: async ({ drafts, people }) => {
      const draft = await drafts.find(id);
      if (!draft || draft.version !== version || !(await drafts.settle(id, version, 'published')))
        return { kind: 'not-open', draft };
      const approval = await approve(parts, publishing, people, draft);
      return approval.kind === 'unapproved' ? approval : undefined;
    },
    finish: ({ drafts }, from, to) => drafts.recordRevisions(id, from, to),
  };
  return commit(parts, intent);
}

/** What was edited in a file is published as it is where the association chose so: nobody vouches for it. */
const approve = (
  parts: ModerationParts,
  { by }: Publishing,
  people: Parameters<typeof judgeApproval>[0]['people'],
  draft: Draft,
) => judgeApproval({ people }, 'program' in by ? { review: 'single' } : parts, draft);

function signed(
  change: DraftChange,
  standing: Standing,
  signature: string | undefined,
  { civilDate, now }: ModerationParts,
): DraftChange {
  if (change.kind !== 'entry' || change.body === null) return change;
  const before = findStanding(standing, change)?.body;
  return { ...change, body: sign(change.body, before, signature, civilDate(now())) };
}

export interface Rollback extends Publishing {
  readonly document: DocumentKey;
  /** The earlier revision of the document that is to stand again. */
  readonly to: number;
}

/** Publishes an earlier revision of a document again. */
export async function rollback(
  parts: ModerationParts,
  { document, to, ...publishing }: Rollback,
): Promise<Published | Refusal> {
  const { kind, id } = document;
  return commit(parts, {
    ...publishing,
    action: 'rollback',
    subject: nameDocument(document),
    prepare: async ({ revisions }, standing) => {
      const earlier = (await revisions.history(document)).find(({ number }) => number === to);
      if (!earlier || earlier.body === null) return { kind: 'no-such-revision' };
      const head = findStanding(standing, document);
      if (JSON.stringify(head?.body) === JSON.stringify(earlier.body)) return { kind: 'unchanged' };
      const base = head?.number ?? null;
      return { kind: 'prepared', changes: [{ kind, id, base, body: earlier.body, isConsequence: false }] };
    },
  });
}

export interface Withdrawing extends Publishing, Withdrawal {
  readonly document: DocumentKey & { readonly kind: 'entry' | 'guide' };
  /** What golden questions that expect it are to expect from now on; without it they keep it from being withdrawn. */
  readonly questions?: 'replacement' | 'nothing' | 'remove' | undefined;
}

/** Takes an answer away at once: silence needs no second person, a new text does. */
export async function withdraw(
  parts: ModerationParts,
  { document, reason, replacedBy, questions, ...publishing }: Withdrawing,
): Promise<Published | Refusal> {
  return commit(parts, {
    ...publishing,
    action: 'withdraw',
    subject: nameDocument(document),
    prepare: (_, standing) => {
      const edits: Edit[] = [
        { kind: 'withdraw', document, reason, replacedBy },
        ...changeQuestions(standing, document.id, questions, replacedBy),
      ];
      const plan = planChanges(standing, [], edits);
      if (plan.kind === 'stale-base') throw new Error(`${nameDocument(document)} moved on without a base`);
      const prepared: Prepared | Refusal =
        plan.kind === 'invalid' ? plan : { kind: 'prepared', changes: plan.changes };
      return Promise.resolve(prepared);
    },
  });
}

function changeQuestions(
  standing: Standing,
  entry: string,
  to: Withdrawing['questions'],
  replacedBy: string | undefined,
): Edit[] {
  const golden = findStanding(standing, GOLDEN)?.body;
  if (to === undefined || golden === undefined) return [];
  const expect = { replacement: replacedBy ?? 'nothing', nothing: 'nothing', remove: null }[to];
  return goldenFile
    .parse(golden)
    .questions.filter((question) => question.expect === entry)
    .map(({ text }) => ({ kind: 'question', text, expect }));
}
