import { fromMarkdown } from 'mdast-util-from-markdown';
import type { Nodes, PhrasingContent, RootContent } from 'mdast';

/** The small closed Markdown of answers: paragraphs, flat lists, bold, links. */
export type Inline =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'bold'; readonly content: readonly Inline[] }
  | { readonly kind: 'link'; readonly url: string; readonly content: readonly Inline[] }
  | { readonly kind: 'break' };

export type Block =
  | { readonly kind: 'paragraph'; readonly content: readonly Inline[] }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly items: readonly (readonly Inline[])[] };

/** Thrown for Markdown outside the closed set; `line` counts from 1 within the text. */
export class MarkdownError extends Error {
  override readonly name = 'MarkdownError';
  constructor(
    readonly line: number,
    construct: string,
  ) {
    super(`${construct} is not allowed; use paragraphs, flat lists, **bold** and https links`);
  }
}

const refuse = (node: Nodes): never => {
  throw new MarkdownError(node.position?.start.line ?? 1, node.type);
};

function toInline(node: PhrasingContent): Inline {
  if (node.type === 'text') return { kind: 'text', text: node.value };
  if (node.type === 'break') return { kind: 'break' };
  if (node.type === 'strong') return { kind: 'bold', content: node.children.map(toInline) };
  if (node.type === 'link' && node.url.startsWith('https://'))
    return { kind: 'link', url: node.url, content: node.children.map(toInline) };
  return refuse(node);
}

function toBlock(node: RootContent): Block {
  if (node.type === 'paragraph') return { kind: 'paragraph', content: node.children.map(toInline) };
  if (node.type !== 'list') return refuse(node);
  const items = node.children.map((item) => {
    const [only, ...rest] = item.children;
    if (only?.type !== 'paragraph' || rest[0]) return refuse(rest[0] ?? item);
    return only.children.map(toInline);
  });
  return { kind: 'list', ordered: node.ordered === true, items };
}

/** An edit leaves most texts of its file as they are; some 10 MB of them, then they are forgotten. */
const known = new Map<string, readonly Block[]>();
const MOST_KNOWN = 2_000;

/** @throws MarkdownError */
export function parseMarkdown(text: string): readonly Block[] {
  const blocks = known.get(text) ?? fromMarkdown(text).children.map(toBlock);
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(text, blocks);
  return blocks;
}

/** The words alone, paragraphs and items on lines of their own. */
export function plainText(blocks: readonly Block[]): string {
  const inline = (content: readonly Inline[]): string =>
    content
      .map((node) => {
        if (node.kind === 'text') return node.text;
        return node.kind === 'break' ? '\n' : inline(node.content);
      })
      .join('');
  return blocks
    .map((block) => (block.kind === 'paragraph' ? inline(block.content) : block.items.map(inline).join('\n')))
    .join('\n');
}
