import { answerCase, closeCase, listCases } from './cases.ts';
import { diffDraft, discard, draft, findDraft, listDrafts, preview, revise, standBy } from './drafting.ts';
import { collectEvidence } from './evidence.ts';
import { diff, findWithdrawn, listOverdue, readHistory } from './history.ts';
import {
  addModerator,
  linkAccount,
  listModerators,
  mintToken,
  nameOf,
  revokeRoles,
  revokeToken,
} from './moderators.ts';
import type { ModerationParts } from './parts.ts';
import type { Correction } from './ports.ts';
import { publish, rollback, withdraw } from './publishing.ts';
import { review } from './reviewing.ts';

/** Serving a moderator: every use case, to be called by any face. */
export function createModeration(parts: ModerationParts) {
  const bind =
    <A extends unknown[], T>(useCase: (parts: ModerationParts, ...rest: A) => T) =>
    (...rest: A): T =>
      useCase(parts, ...rest);
  const { store } = parts;
  return {
    standBy: bind(standBy),
    draft: bind(draft),
    revise: bind(revise),
    discard: bind(discard),
    drafts: bind(listDrafts),
    findDraft: bind(findDraft),
    preview: bind(preview),
    review: bind(review),
    publish: bind(publish),
    rollback: bind(rollback),
    withdraw: bind(withdraw),
    history: bind(readHistory),
    diff: bind(diff),
    overdue: bind(listOverdue),
    evidence: bind(collectEvidence),
    cases: bind(listCases),
    answerCase: bind(answerCase),
    closeCase: bind(closeCase),
    /** How a draft differs from what is published. */
    diffDraft: bind(diffDraft),
    /** What people are called at the command line; their id where they have no name there. */
    nameOf: (person: string) => nameOf(store.read, person),
    /** For everyone: the page of a withdrawn answer. */
    withdrawn: (entry: string) => findWithdrawn(store, entry),
    /** For everyone: what a browser was shown and has changed since; told once. */
    takeCorrections: (destination: string): Promise<readonly Correction[]> =>
      store.write(async ({ corrections }) => {
        const unseen = await corrections.unseenAt(destination);
        if (unseen.length > 0) await corrections.markSeen(destination);
        return unseen;
      }),
    moderators: {
      add: bind(addModerator),
      link: bind(linkAccount),
      list: () => listModerators(parts),
      revoke: bind(revokeRoles),
      mintToken: bind(mintToken),
      revokeToken: bind(revokeToken),
    },
  };
}
export type Moderation = ReturnType<typeof createModeration>;
