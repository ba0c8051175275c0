import { BOLD_OFF, BOLD_ON, settleBold } from './mrkdwn.ts';

/** A link or an entity is whole or not there; otherwise a grapheme is. */
const INDIVISIBLE = /<[^<>]*>|&(?:amp|lt|gt);/g;
const BREAKS = [/\n\n/g, /\n/g, /[。！？；]|[.!?;](?=\s)/g, /\s/g];
const GRAPHEMES = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** The last place at or before `most` where the text may be parted; undefined when nothing may come before it. */
function lastBreak(text: string, most: number): number | undefined {
  const links = [...text.matchAll(INDIVISIBLE)].map(
    ({ index, 0: all }) => [index, index + all.length] as const,
  );
  const isWithin = (at: number): boolean => links.some(([from, to]) => at > from && at < to);
  const head = text.slice(0, most + 1);
  for (const pattern of BREAKS) {
    const ends = [...head.matchAll(pattern)].map(({ index, 0: all }) => index + all.length);
    const last = ends.findLast((at) => at <= most && at > most / 4 && !isWithin(at));
    if (last !== undefined) return last;
  }
  const graphemes = [...GRAPHEMES.segment(head)].map(({ index }) => index);
  return graphemes.findLast((at) => at > 0 && at <= most && !isWithin(at));
}

const isBoldAt = (text: string, at: number): boolean =>
  text.lastIndexOf(BOLD_ON, at - 1) > text.lastIndexOf(BOLD_OFF, at - 1);

/** Parts a text so that each part is at most `most` long: between paragraphs, sentences, words or graphemes. */
export function split(text: string, most: number): string[] {
  const parts: string[] = [];
  let rest = text;
  while (rest !== '') {
    let [head, tail] = [rest, ''];
    for (let bound = most; settleBold(head).length > most; bound = Math.floor(bound * 0.8)) {
      const at = lastBreak(rest, bound) ?? lastBreak(rest, most) ?? rest.length;
      const isBold = isBoldAt(rest, at);
      head = rest.slice(0, at) + (isBold ? BOLD_OFF : '');
      tail = (isBold ? BOLD_ON : '') + rest.slice(at);
      if (bound < 1) throw new Error(`a link of ${head.length} characters cannot be shown in ${most}`);
    }
    const part = settleBold(head.replace(/\s+$/, ''));
    if (part !== '') parts.push(part);
    rest = tail.replace(/^\s+/, '');
  }
  return parts;
}
