import type { Places } from '../places.ts';
import type { Problem } from '../problem.ts';
import type { KnowledgeDocuments } from '../snapshot.ts';
import { warningAt } from './check.ts';

/** `today` is a civil date; on the day itself a review is not yet overdue. */
export const checkReviewsDue = (documents: KnowledgeDocuments, places: Places, today: string): Problem[] =>
  documents.entries.flatMap(({ id, reviewDue }) =>
    reviewDue !== undefined && reviewDue < today
      ? [warningAt(places, { kind: 'entry', id }, ['reviewDue'], `its review was due on ${reviewDue}: review it`)]
      : [],
  );
