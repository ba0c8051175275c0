import { z } from 'zod';

/** What Slack refuses of blocks: https://docs.slack.dev/reference/block-kit. Unknown fields are refused too. */
const words = (most: number) => z.string().min(1).max(most);

const plain = (most: number) =>
  z.strictObject({ type: z.literal('plain_text'), text: words(most), emoji: z.boolean().optional() });

/** A mention of everyone, or an opening without its end, would have got through from a text. */
const markedText = (most: number) =>
  words(most)
    .refine((text) => !/<!(?:channel|here|everyone|subteam)/.test(text), 'mentions everyone')
    .refine(
      (text) => !/[<>]/.test(text.replaceAll(/<(?:https:\/\/[^<>|\s]+(?:\|[^<>|\n]+)?|@[UW]\w+)>/g, '')),
      'is not escaped',
    );

const marked = z.strictObject({
  type: z.literal('mrkdwn'),
  text: markedText(3_000),
  verbatim: z.boolean().optional(),
});

const button = z.strictObject({
  type: z.literal('button'),
  action_id: words(255),
  text: plain(75),
  value: words(2_000).optional(),
  style: z.enum(['primary', 'danger']).optional(),
  confirm: z
    .strictObject({ title: plain(100), text: plain(300), confirm: plain(30), deny: plain(30) })
    .optional(),
});

const blockId = z.string().max(255).optional();

const block = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('section'),
    block_id: blockId,
    text: z.union([marked, plain(3_000)]),
    accessory: button.optional(),
  }),
  z.strictObject({
    type: z.literal('context'),
    block_id: blockId,
    elements: z
      .array(z.union([marked, plain(3_000)]))
      .min(1)
      .max(10),
  }),
  z.strictObject({ type: z.literal('actions'), block_id: blockId, elements: z.array(button).min(1).max(25) }),
  z.strictObject({ type: z.literal('divider'), block_id: blockId }),
  z.strictObject({
    type: z.literal('input'),
    block_id: blockId,
    label: plain(2_000),
    element: z.strictObject({
      type: z.literal('plain_text_input'),
      action_id: words(255),
      multiline: z.boolean().optional(),
      max_length: z.number().int().min(1).max(3_000).optional(),
    }),
  }),
]);
export type ServerBlock = z.infer<typeof block>;

const LARGEST_MESSAGE = 13_200;

const idsDiffer = (blocks: readonly ServerBlock[]): boolean => {
  const ids = blocks.flatMap((one) => {
    if (one.type === 'actions') return one.elements.map(({ action_id: id }) => id);
    return one.type === 'section' && one.accessory ? [one.accessory.action_id] : [];
  });
  return new Set(ids).size === ids.length;
};

const blocksUpTo = (most: number) =>
  z.array(block).min(1).max(most).refine(idsDiffer, 'has an action id twice');

/** A message's text and blocks. */
export const messageContent = z.object({
  text: markedText(40_000),
  blocks: blocksUpTo(50).refine(
    (blocks) => JSON.stringify(blocks).length <= LARGEST_MESSAGE,
    'msg_blocks_too_long',
  ),
});

export const homeView = z.strictObject({ type: z.literal('home'), blocks: blocksUpTo(100) });

export const modalView = z.strictObject({
  type: z.literal('modal'),
  callback_id: words(255),
  private_metadata: z.string().max(3_000),
  title: plain(24),
  submit: plain(24),
  close: plain(24),
  blocks: blocksUpTo(100),
});
