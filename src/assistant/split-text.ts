const GRAPHEMES = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** Ends of what is best kept together, best first: a paragraph, a line, a sentence, a word. */
const ENDS = [/\n{2,}/gu, /\n/gu, /[。！？；]+[”’」』）]*|[.!?;]+[”’")]*\s+/gu, /\s+/gu];

/** A part is no shorter than this share of what would fit, only to end well. */
const LEAST_SHARE = 0.25;

/**
 * Parts a text into pieces that fit: after a paragraph, else a line, a sentence, a word, a grapheme. Nothing is lost:
 * the parts joined are the text.
 * @param fits what fits must still fit when it is shorter
 */
export function splitText(text: string, fits: (part: string) => boolean): readonly string[] {
  const parts: string[] = [];
  let rest = text;
  while (!fits(rest)) {
    const part = rest.slice(0, cutOf(rest, longestFitting(rest, fits)));
    parts.push(part);
    rest = rest.slice(part.length);
  }
  if (rest !== '' || parts.length === 0) parts.push(rest);
  return parts;
}

/** In UTF-16 units, never within a code point. */
function longestFitting(text: string, fits: (part: string) => boolean): number {
  let low = 0;
  let high = text.length;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (fits(text.slice(0, middle))) low = middle;
    else high = middle - 1;
  }
  const isWithinPair = (text.codePointAt(low - 1) ?? 0) > 0xffff;
  const longest = isWithinPair ? low - 1 : low;
  if (longest <= 0) throw new RangeError('a text cannot be parted: not one character of it fits');
  return longest;
}

function cutOf(text: string, most: number): number {
  for (const end of ENDS) {
    const last = Array.from(text.matchAll(end), ({ index, 0: { length } }) => index + length)
      .filter((cut) => cut <= most)
      .at(-1);
    if (last !== undefined && last >= most * LEAST_SHARE) return last;
  }
  const within = GRAPHEMES.segment(text).containing(most);
  // A grapheme longer than a whole part has to be parted within.
  return within && within.index > 0 ? within.index : most;
}
