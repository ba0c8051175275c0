import type { Reply } from './reply.ts';

type ReplyOf = { readonly [K in Reply['kind']]: Extract<Reply, { readonly kind: K }> };

/** One function for each kind of reply: a new kind does not compile until every platform can show it. */
export type ReplyTable<Context, Shown> = {
  readonly [K in Reply['kind']]: (reply: ReplyOf[K], context: Context) => Shown;
};

/** Shows a reply by the table's function for its kind. */
export const showReply = <K extends Reply['kind'], Context, Shown>(
  table: ReplyTable<Context, Shown>,
  reply: ReplyOf[K] & { readonly kind: K },
  context: Context,
): Shown => table[reply.kind](reply, context);
