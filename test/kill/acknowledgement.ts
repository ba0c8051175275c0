import { z } from 'zod';

/** What the writer says once something is durable: one JSON line each. */
export const acknowledgement = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('edit'), entry: z.string(), step: z.number(), revision: z.number() }),
  z.object({ kind: z.literal('file'), entry: z.string(), step: z.number() }),
  z.object({ kind: z.literal('question'), id: z.number(), text: z.string() }),
  z.object({ kind: z.literal('escalation'), event: z.string(), id: z.number(), text: z.string() }),
]);
export type Acknowledgement = z.infer<typeof acknowledgement>;

export interface Folders {
  /** The embedded database. */
  readonly data: string;
  /** The readable files. */
  readonly knowledge: string;
}

export const MUTANTS = ['log without fsync', 'rename without fsync'] as const;
export type Mutant = (typeof MUTANTS)[number];
