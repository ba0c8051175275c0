import type { types } from '@slack/bolt';
import { split } from './split.ts';

export type SlackBlock = types.KnownBlock;

/** Slack's limits: https://docs.slack.dev/reference/block-kit */
const SECTION = 3_000;
const BLOCKS = 50;
/** Of the whole message: not documented, seen by trying. */
const MESSAGE = 13_200;

export interface Button {
  /** What a click on it does: the first part of its action id. */
  readonly verb: string;
  /** Short; says which record, never what it holds. */
  readonly value: string;
  /** Up to 75 characters. */
  readonly label: string;
  readonly style?: 'primary' | 'danger';
  /** Asked before it is done. */
  readonly confirm?: string;
}

/** A piece of a message; its text is mrkdwn of `mrkdwn.ts`, of any length. */
export type Part =
  | { readonly kind: 'text'; readonly text: string; readonly button?: Button }
  | { readonly kind: 'faint'; readonly text: string }
  | { readonly kind: 'buttons'; readonly buttons: readonly Button[] }
  | { readonly kind: 'divider' };

export const text = (mrkdwn: string, button?: Button): Part => ({
  kind: 'text',
  text: mrkdwn,
  ...(button && { button }),
});
export const faint = (mrkdwn: string): Part => ({ kind: 'faint', text: mrkdwn });
export const buttons = (...some: readonly Button[]): Part[] =>
  some.length === 0 ? [] : [{ kind: 'buttons', buttons: some }];

/** A message as it is posted. */
export interface Message {
  /** For notifications, and for programs that show no blocks. */
  readonly text: string;
  readonly blocks: readonly SlackBlock[];
}

const plain = (words: string): types.PlainTextElement => ({ type: 'plain_text', text: words, emoji: false });
const marked = (mrkdwn: string): types.MrkdwnElement => ({ type: 'mrkdwn', text: mrkdwn, verbatim: true });

const toButton = ({ verb, value, label, style, confirm }: Button, at: number): types.Button => ({
  type: 'button',
  action_id: `${verb}-${at}`,
  text: plain(label),
  value,
  ...(style && { style }),
  ...(confirm !== undefined && {
    confirm: { title: plain(label), text: plain(confirm), confirm: plain(label), deny: plain('×') },
  }),
});

/** @param count hands out numbers: the action ids of a message differ */
function toBlocks(part: Part, count: () => number): SlackBlock[] {
  switch (part.kind) {
    case 'divider':
      return [{ type: 'divider' }];
    case 'buttons':
      return [{ type: 'actions', elements: part.buttons.map((button) => toButton(button, count())) }];
    case 'faint':
      return split(part.text, SECTION).map((piece) => ({ type: 'context', elements: [marked(piece)] }));
    case 'text': {
      const { button } = part;
      const pieces = split(part.text, SECTION);
      return pieces.map((piece, at) => ({
        type: 'section',
        text: marked(piece),
        ...(button && at === pieces.length - 1 && { accessory: toButton(button, count()) }),
      }));
    }
  }
}

const sizeOf = (blocks: readonly SlackBlock[]): number => JSON.stringify(blocks).length;

export function blocksOf(parts: readonly Part[]): SlackBlock[] {
  let last = 0;
  return parts.flatMap((part) => toBlocks(part, () => last++));
}

/**
 * As many messages as are needed; nothing is cut.
 * @param summary the text of the first message, mrkdwn; `continued` that of the others
 */
export function messagesOf(parts: readonly Part[], summary: string, continued: string): Message[] {
  const messages: SlackBlock[][] = [[]];
  for (const block of blocksOf(parts)) {
    const current = messages.at(-1) ?? [];
    const isFull = current.length >= BLOCKS || sizeOf([...current, block]) > MESSAGE;
    if (isFull && current.length > 0) messages.push([block]);
    else current.push(block);
  }
  return messages.map((blocks, at) => ({
    text: at === 0 ? (split(summary, SECTION)[0] ?? continued) : continued,
    blocks,
  }));
}
