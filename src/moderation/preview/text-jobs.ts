import { Interned } from '../../knowledge/interned.ts';
import { checkDocuments } from '../check-documents.ts';
import { diffDocuments } from './document-diffs.ts';
import type { JobOf, JobResults, Tell } from './job.ts';
import { findWarnings } from './warnings.ts';

/** Of this thread: what checks read of a document serves the comparison that follows, and the next edit. */
const interned = new Interned();

/** The jobs that read texts and ask no engine. */
export const check = ({ documents, today, edited }: JobOf<'check'>): JobResults['check'] =>
  checkDocuments(interned.take(documents), today, edited);

export function compare(job: JobOf<'compare'>, tell: Tell): JobResults['compare'] {
  // As the same objects, where they say the same: most need not be looked at.
  const [base, candidate] = [interned.take(job.base), interned.take(job.candidate)];
  const documents = diffDocuments(base, candidate);
  const warnings = findWarnings(base, candidate);
  tell('comparing', 1);
  return { documents, warnings };
}
