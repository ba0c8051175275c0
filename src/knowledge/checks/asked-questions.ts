import type { GoldenQuestion } from '../golden.ts';
import type { Subject } from '../places.ts';
import type { KnowledgeDocuments } from '../snapshot.ts';

/** A question with a known right outcome, and where it stands. */
export interface AskedQuestion {
  readonly question: GoldenQuestion;
  readonly subject: Subject;
}

/** Golden questions and probes. */
export const askedQuestions = ({ golden, probes }: KnowledgeDocuments): AskedQuestion[] => [
  ...golden.map((question, index): AskedQuestion => ({ question, subject: { kind: 'golden question', index } })),
  ...probes.map((question, index): AskedQuestion => ({ question, subject: { kind: 'probe', index } })),
];
