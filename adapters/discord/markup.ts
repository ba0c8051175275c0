import { splitText } from '../../src/assistant/split-text.ts';
import type { Block, Inline } from '../../src/knowledge/markdown.ts';

/** Discord makes links of these by itself; a backslash within would become part of the address. */
const ADDRESS = /https?:\/\/[\w\-./?=&%#:~+,;@!$]+/g;

const escapeWords = (text: string): string =>
  text
    .replace(/[\\*_~`|<>[\]]/g, '\\$&')
    // What begins a heading, a list or small print is that only at the beginning of a line.
    .replace(/^([^\S\n]*)([-#+])/gm, '$1\\$2')
    .replace(/^([^\S\n]*\d+)([.)])/gm, '$1\\$2');

/** Text of ours or of anyone's, so that Discord shows it as it is: it formats nothing and mentions nobody. */
export function escapeText(text: string): string {
  let escaped = '';
  let from = 0;
  for (const { index, 0: address } of text.matchAll(ADDRESS)) {
    escaped += escapeWords(text.slice(from, index)) + address;
    from = index + address.length;
  }
  return escaped + escapeWords(text.slice(from));
}

export const bold = (text: string): string => `**${escapeText(text)}**`;

/** Parentheses would end it early. */
const addressOf = (url: string): string => url.replace(/\(/g, '%28').replace(/\)/g, '%29');

export const link = (text: string, url: string): string => `[${escapeText(text)}](${addressOf(url)})`;

/** Markup that stands together, and what parts it from the one before. */
export interface Unit {
  readonly markup: string;
  readonly gap: '\n' | '\n\n';
}

/** The longest unit: so that a unit fits wherever it goes. */
const LONGEST_UNIT = 1_800;

type Wrap = (text: string) => string;
interface Leaf {
  readonly text: string;
  readonly wrap: Wrap;
}

/** Each text of a paragraph with its markup around it, so that either part of a parted one is marked up whole. */
function leavesOf(nodes: readonly Inline[], around: Wrap = (markup) => markup): readonly Leaf[] {
  return nodes.flatMap((node): readonly Leaf[] => {
    switch (node.kind) {
      case 'text':
        return [{ text: node.text, wrap: (text) => around(escapeText(text)) }];
      case 'break':
        return [{ text: '\n', wrap: (text) => text }];
      case 'bold':
        return leavesOf(node.content, (markup) => around(`**${markup}**`));
      case 'link':
        return leavesOf(node.content, (markup) => around(`[${markup}](${addressOf(node.url)})`));
    }
  });
}

/** Joins pieces as long as they stay within the longest unit. */
function gather(pieces: readonly string[]): readonly string[] {
  const gathered: string[] = [];
  for (const piece of pieces) {
    const last = gathered.at(-1);
    if (last !== undefined && last.length + piece.length <= LONGEST_UNIT)
      gathered[gathered.length - 1] = last + piece;
    else gathered.push(piece);
  }
  return gathered;
}

function unitsOf(nodes: readonly Inline[], gap: Unit['gap'], prefix = ''): readonly Unit[] {
  const fits =
    ({ wrap }: Leaf) =>
    (part: string) =>
      wrap(part).length <= LONGEST_UNIT - prefix.length;
  const pieces = leavesOf(nodes).flatMap((leaf) => splitText(leaf.text, fits(leaf)).map(leaf.wrap));
  return gather([prefix, ...pieces]).map((markup, at) => ({ markup, gap: at === 0 ? gap : '\n' }));
}

/** Plain text as units. */
export const textUnits = (
  text: string,
  gap: Unit['gap'] = '\n\n',
  wrap: Wrap = escapeText,
): readonly Unit[] =>
  splitText(text, (part) => wrap(part).length <= LONGEST_UNIT).map((part, at) => ({
    markup: wrap(part),
    gap: at === 0 ? gap : '\n',
  }));

/** The closed Markdown of answers as units: a paragraph, or an item of a list. */
export const blockUnits = (blocks: readonly Block[]): readonly Unit[] =>
  blocks.flatMap((block) =>
    block.kind === 'paragraph'
      ? unitsOf(block.content, '\n\n')
      : block.items.flatMap((item, at) =>
          unitsOf(item, at === 0 ? '\n\n' : '\n', block.ordered ? `${at + 1}. ` : '- '),
        ),
  );

/** Fills pages with units, in order. */
export function fillPages(units: readonly Unit[], most: number): readonly string[] {
  const pages: string[] = [];
  for (const { markup, gap } of units) {
    const last = pages.at(-1);
    const longer = `${last ?? ''}${gap}${markup}`;
    if (last !== undefined && longer.length <= most) pages[pages.length - 1] = longer;
    else pages.push(markup);
  }
  return pages;
}
