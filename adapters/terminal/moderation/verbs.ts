import type { HouseVerbName } from '../../../src/verb-names.ts';
import type { ModerationVerb } from './command.ts';
import { draft, preview, review } from './drafting-verbs.ts';
import { moderators } from './moderators-verb.ts';
import { publish, rollback, withdraw } from './publishing-verbs.ts';
import { cases, diff, evidence, history, overdue } from './reading-verbs.ts';

/** Every verb of a moderator, by the name that it is typed by. */
export const MODERATION_VERBS = {
  draft,
  preview,
  review,
  publish,
  rollback,
  withdraw,
  history,
  diff,
  evidence,
  overdue,
  cases,
  moderators,
} as const satisfies Readonly<Partial<Record<HouseVerbName, ModerationVerb>>>;
