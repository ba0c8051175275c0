/** Something wrong in the knowledge, told so that an editor can mend it. */
export interface Problem {
  /** An error keeps the knowledge from being served; a warning does not. */
  readonly severity: 'error' | 'warning';
  /** Relative to the knowledge folder. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly column: number;
  /** Subject and reason: "entry legal-effect: answer.en is missing". */
  readonly message: string;
}

/** `e-signature.yaml:41:9 entry legal-effect: answer.en is missing` */
export const describeProblem = (p: Problem): string => `${p.file}:${p.line}:${p.column} ${p.message}`;

/** Thrown when the knowledge cannot be read; holds every problem found. */
export class KnowledgeError extends Error {
  override readonly name = 'KnowledgeError';
  constructor(readonly problems: readonly Problem[]) {
    super(`the knowledge cannot be used:\n${problems.map(describeProblem).join('\n')}`);
  }
}
