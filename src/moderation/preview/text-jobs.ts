import type { Interned } from '../../knowledge/interned.ts';
import { checkDocuments } from '../check-documents.ts';
import { diffDocuments } from './document-diffs.ts';
import type { JobOf, JobResults } from './job.ts';
import type { Tell } from './run-job.ts';
import { findWarnings } from './warnings.ts';

/** The jobs that read texts and ask no engine. */
export const check = (
  { documents, today, edited }: JobOf<'check'>,
  interned: Interned,
): JobResults['check'] => checkDocuments(interned.take(documents), today, edited);

export function compare({ base, candidate }: JobOf<'compare'>, tell: Tell): JobResults['compare'] {
  const documents = diffDocuments(base, candidate);
  const warnings = findWarnings(base, candidate);
  tell('comparing', 1);
  return { documents, warnings };
}
