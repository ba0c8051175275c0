import type { Block, Inline } from '../../src/knowledge/markdown.ts';

/** Stand for bold while a text is put together, so that a text can be split within it. Private use: never in a text. */
export const BOLD_ON = '\uE000';
export const BOLD_OFF = '\uE001';
/** Not seen; a mark before it opens nothing, and bold may begin after it in the middle of a Chinese sentence. */
const NOTHING = '\u200B';

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
/** A mark that could open a format: not one within a word, as in `file_name`, and not before a space. */
const OPENER = /(?<![\p{L}\p{N}])[*_~`]+(?=\S)/gu;
const QUOTE = /^(\s*)&gt;/gm;

/** Plain text as Slack shows it: names, channels, links and formats in it have no effect. */
export const escape = (text: string): string =>
  text
    .replaceAll(/[\uE000\uE001]/g, '')
    .replaceAll(/[&<>]/g, (sign) => ENTITIES[sign] ?? sign)
    .replaceAll(OPENER, (marks) => marks.replaceAll(/./g, (mark) => mark + NOTHING))
    .replaceAll(QUOTE, `$1${NOTHING}&gt;`);

export const bold = (escaped: string): string => (escaped === '' ? '' : `${BOLD_ON}${escaped}${BOLD_OFF}`);

/** A link cannot be split: what is longer is written out beside it. */
const LONGEST_LINK = 2_000;

export function link(url: string, label: string): string {
  const address = url.replaceAll(/[<>|\s]/g, encodeURIComponent).replaceAll('&', '&amp;');
  const words = escape(label.replaceAll(/\s+/g, ' '));
  const whole = `<${address}|${words.replaceAll('|', '¦')}>`;
  if (whole.length <= LONGEST_LINK) return whole;
  return address.length <= LONGEST_LINK ? `${words} <${address}>` : `${words} ${escape(url)}`;
}

const wordsOf = (content: readonly Inline[]): string =>
  content
    .map((node) => {
      if (node.kind === 'text') return node.text;
      return node.kind === 'break' ? ' ' : wordsOf(node.content);
    })
    .join('');

function inline(content: readonly Inline[], isBold = false): string {
  return content
    .map((node) => {
      switch (node.kind) {
        case 'text':
          return escape(node.text);
        case 'break':
          return '\n';
        case 'bold':
          return isBold ? inline(node.content, true) : bold(inline(node.content, true));
        case 'link':
          return link(node.url, wordsOf(node.content));
      }
    })
    .join('');
}

/** A vetted text; paragraphs stand apart by an empty line. */
export const mrkdwn = (blocks: readonly Block[]): string =>
  blocks
    .map((block) =>
      block.kind === 'paragraph'
        ? inline(block.content)
        : block.items.map((item, at) => `${block.ordered ? `${at + 1}.` : '•'} ${inline(item)}`).join('\n'),
    )
    .join('\n\n');

/** What a person typed, from Slack's own writing of it: without mentions, with the words of links. */
export const readTyped = (text: string): string =>
  text
    .replaceAll(/<[@!][^>]*>/g, ' ')
    .replaceAll(/<#[^|>]*\|?([^>]*)>/g, '$1')
    .replaceAll(/<([^|>]+)\|([^>]*)>/g, '$2')
    .replaceAll(/<((?:https?|mailto|tel):[^>]*)>/g, '$1')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .replaceAll(/[ \t]+/g, ' ')
    .trim();

/** Bold as Slack writes it: closed on every line, apart from its neighbours. */
export function settleBold(text: string): string {
  let isBold = false;
  let out = '';
  for (const sign of text)
    if (sign === BOLD_ON) {
      isBold = true;
      out += `${/(^|\s)$/.test(out) ? '' : NOTHING}*`;
    } else if (sign === BOLD_OFF) {
      isBold = false;
      out += `*${NOTHING}`;
    } else out += isBold && sign === '\n' ? `*\n*` : sign;
  return out.replaceAll(/\*\u200B(?=\s|$)/g, '*');
}
