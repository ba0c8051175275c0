import picocolors from 'picocolors';
import type { Line, Look, Span } from './line.ts';
import { columnsOf, wrap } from './wrap.ts';

/** What lines are painted on. */
export interface Screen {
  /** Infinity where nothing is wrapped. */
  readonly columns: number;
  /** Colours and links. */
  readonly isStyled: boolean;
}

const LOOKS: Readonly<Record<Look, (text: string) => string>> = (() => {
  const { bold, dim, yellow, cyan, green, red, strikethrough } = picocolors.createColors(true);
  return {
    heading: (text) => bold(cyan(text)),
    strong: bold,
    faint: dim,
    warning: yellow,
    number: cyan,
    added: green,
    removed: (text) => strikethrough(red(text)),
  };
})();

// A soft line break in Markdown is a space between words, and nothing between Han characters.
const SOFT_BREAK_IN_HAN = /(?<=[\p{Script=Han}，。、；：！？）])[ \t]*\r?\n[ \t]*/gu;

/** Without control characters: text may not steer the terminal. */
const tame = (text: string): string =>
  text
    .toWellFormed()
    .replace(SOFT_BREAK_IN_HAN, '')
    .replace(/[\r\n\t]+/g, ' ')
    .replace(/\p{Cc}|[\u202A-\u202E\u2066-\u2069]/gu, '');

const tameSpan = (span: Span): Span => ({ ...span, text: tame(span.text) });

/** OSC 8: https://gist.github.com/egmontkob/eb114294efbcd5adb1944c9f3cb5feda */
const hyperlink = (text: string, url: string): string =>
  `\u001B]8;;${tame(url)}\u001B\\${text}\u001B]8;;\u001B\\`;

function paintStyled({ text, look, url }: Span): string {
  const painted = look === undefined ? text : LOOKS[look](text);
  return url === undefined ? painted : hyperlink(painted, url);
}

/** Where links cannot be clicked, the address follows their text. */
const spellOutLink = (span: Span): Span =>
  span.url === undefined || span.url === span.text
    ? span
    : { text: `${span.text} (${span.url})`, look: span.look };

/** Where there are no colours, what was added or removed is put between marks (those of wdiff). */
const spellOutChange = (span: Span): Span => {
  if (span.look === 'added') return { ...span, text: `{+${span.text}+}` };
  return span.look === 'removed' ? { ...span, text: `[-${span.text}-]` } : span;
};

function paintLine({ lead, spans }: Line, { columns, isStyled }: Screen): string {
  const indent = columnsOf(tame(lead?.text ?? ''));
  const shown = (isStyled ? spans : spans.map(spellOutLink).map(spellOutChange)).map(tameSpan);
  const paintSpan = isStyled ? paintStyled : ({ text }: Span) => text;
  const before = lead ? paintSpan(tameSpan(lead)) : '';
  return wrap(shown, columns - indent)
    .map((row, at) => `${at === 0 ? before : ' '.repeat(indent)}${row.map(paintSpan).join('')}`)
    .join('\n');
}

/** Lines as text to write, each ended. */
export const paint = (lines: readonly Line[], screen: Screen): string =>
  lines.map((each) => `${paintLine(each, screen)}\n`).join('');
