import { diffArrays } from 'diff';

/** A stretch of text: in both, only in the new one, or only in the old one. */
export interface DiffPart {
  readonly kind: 'same' | 'added' | 'removed';
  readonly text: string;
}

// One segmenter for both languages: ICU's dictionary finds Chinese words, letters are split at spaces.
const segmenter = new Intl.Segmenter('zh', { granularity: 'word' });

const wordsOf = (text: string): string[] => Array.from(segmenter.segment(text), ({ segment }) => segment);

const isSpace = (text: string): boolean => /^[^\S\n]+$/.test(text);

/** A space alone between two changes would cut a changed phrase into words: it belongs to both sides. */
function joinOverSpaces(parts: readonly DiffPart[]): DiffPart[] {
  return parts.flatMap((part, at): DiffPart[] => {
    const isBetween = at > 0 && at < parts.length - 1;
    if (part.kind !== 'same' || !isBetween || !isSpace(part.text)) return [part];
    return [
      { kind: 'removed', text: part.text },
      { kind: 'added', text: part.text },
    ];
  });
}

/** Runs of changes as one removal before one addition. */
function gather(parts: readonly DiffPart[]): DiffPart[] {
  const gathered: DiffPart[] = [];
  const pending = { removed: '', added: '' };
  const flush = (): void => {
    for (const kind of ['removed', 'added'] as const) {
      if (pending[kind] !== '') gathered.push({ kind, text: pending[kind] });
      pending[kind] = '';
    }
  };
  for (const part of parts) {
    if (part.kind !== 'same') {
      pending[part.kind] += part.text;
      continue;
    }
    flush();
    gathered.push(part);
  }
  flush();
  return gathered;
}

/** By word, also in Chinese. What is not added is the old text, what is not removed the new one. */
export function diffWords(before: string, after: string): DiffPart[] {
  const parts = diffArrays(wordsOf(before), wordsOf(after)).map(({ added, removed, value }): DiffPart => {
    const changed = added ? 'added' : 'removed';
    return { kind: added || removed ? changed : 'same', text: value.join('') };
  });
  return gather(joinOverSpaces(parts));
}

/** The items of a list that came or went, each as a line; what stays says nothing. */
export const diffItems = (before: readonly string[], after: readonly string[]): DiffPart[] =>
  diffArrays([...before], [...after])
    .filter(({ added, removed }) => added || removed)
    .flatMap(({ added, value }) =>
      value.map((item): DiffPart => ({ kind: added ? 'added' : 'removed', text: `${item}\n` })),
    );
