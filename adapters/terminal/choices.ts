import type { Choice, Reply, ShownEntry } from '../../src/assistant/reply.ts';
import { type ReplyTable, showReply } from '../../src/assistant/reply-table.ts';

/** Related entries, less those already told as easily confused. */
export const relatedOf = ({ related, confusable }: ShownEntry): readonly Choice[] =>
  related.filter(({ id }) => confusable.every((other) => other.id !== id));

const others = (entry: ShownEntry): readonly Choice[] => [...entry.confusable, ...relatedOf(entry)];

const CHOICES: ReplyTable<undefined, readonly Choice[]> = {
  answered: ({ entry }) => others(entry),
  withheld: ({ entry }) => others(entry),
  ambiguous: ({ choices }) => choices,
  guided: ({ options }) => options,
  abstained: ({ nearest }) => nearest,
  social: () => [],
};

/** What can be taken by number after a reply, in the order of the numbers. */
export const choicesOf = (reply: Reply): readonly Choice[] => showReply(CHOICES, reply, undefined);
