import type { NotOpen } from './drafting.ts';
import type { ModerationParts } from './parts.ts';
import { type By, type Denied, authorize, denied } from './permission.ts';
import type { Draft, Records, Review } from './ports.ts';

export interface Reviewing {
  readonly draft: number;
  /** The version that was looked at. */
  readonly version: number;
  readonly verdict: Review['verdict'];
  readonly comment?: string | undefined;
  /** The name that the published text carries as its reviewer; without it the text says that nobody reviewed it. */
  readonly signature?: string | undefined;
  readonly by: By;
}

/** A second person's word on a draft. */
export async function review(
  { store, review: rule }: ModerationParts,
  { draft: id, version, verdict, comment = '', signature, by }: Reviewing,
): Promise<Denied | NotOpen | { readonly kind: 'reviewed'; readonly draft: Draft }> {
  return store.write(async (records) => {
    const allowed = await authorize(records, by, 'review');
    if (allowed.kind === 'denied') return allowed;
    const { person } = allowed;
    const draft = await records.drafts.find(id);
    if (draft?.state !== 'open' || draft.version !== version) return { kind: 'not-open', draft };
    if (verdict === 'approved' && rule === 'second-person' && draft.authors.includes(person))
      return denied('review', 'own-draft');
    await records.drafts.review(id, { person, version, verdict, comment, signature });
    await records.audit.record({ person, action: verdict, subject: `draft ${id}`, details: { version } });
    return { kind: 'reviewed', draft: (await records.drafts.find(id)) ?? draft };
  });
}

/** A draft that may not be published yet. */
export interface Unapproved {
  readonly kind: 'unapproved';
  readonly reason:
    /** Nobody else has looked at it. */
    | 'not-reviewed'
    /** It was approved, and changed since; or who approved it is no moderator any more. */
    | 'lapsed'
    | 'changes-requested';
  readonly draft: Draft;
}

export type Approval = { readonly kind: 'approved'; readonly signature: string | undefined } | Unapproved;

/** Whether a draft may be published as it is now: the last word of everyone else on this version counts. */
export async function judgeApproval(
  { people }: Pick<Records, 'people'>,
  { review: rule }: Pick<ModerationParts, 'review'>,
  draft: Draft,
): Promise<Approval> {
  const others = draft.reviews.filter(({ person }) => rule === 'single' || !draft.authors.includes(person));
  const last = new Map(
    others.filter(({ version }) => version === draft.version).map((given) => [given.person, given]),
  );
  const words = [...last.values()];
  if (words.some(({ verdict }) => verdict === 'changes-requested'))
    return { kind: 'unapproved', reason: 'changes-requested', draft };
  for (const { person, signature } of words)
    if ((await people.rolesOf(person)).includes('moderator')) return { kind: 'approved', signature };
  if (rule === 'single') return { kind: 'approved', signature: undefined };
  const wasApproved = others.some(({ verdict }) => verdict === 'approved');
  return { kind: 'unapproved', reason: wasApproved ? 'lapsed' : 'not-reviewed', draft };
}
