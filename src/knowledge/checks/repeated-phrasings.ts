import { type Check, errorAt } from './check.ts';
import { type Wording, wordingsOf } from './wordings.ts';

/** One wording leads to one entry; said twice it proves nothing, in two entries it decides nothing. */
export const checkRepeatedPhrasings: Check = (documents, places) => {
  const first = new Map<string, Wording>();
  return documents.entries.flatMap(wordingsOf).flatMap((wording) => {
    const earlier = first.get(wording.folded);
    if (!earlier) {
      first.set(wording.folded, wording);
      return [];
    }
    // A term such as "DEPA" is its own translation.
    if (earlier.entry === wording.entry && earlier.language !== wording.language) return [];
    const where = earlier.entry === wording.entry ? 'stands in this entry already' : `stands in entry ${earlier.entry.id} too`;
    const message = `the ${wording.path[0] === 'question' ? 'question' : 'phrasing'} "${wording.text}" ${where}: keep it in one place`;
    return [errorAt(places, { kind: 'entry', id: wording.entry.id }, wording.path, message)];
  });
};
