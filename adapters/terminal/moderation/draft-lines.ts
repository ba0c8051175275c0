import type { Language } from '../../../src/knowledge/fields.ts';
import { nameDocument } from '../../../src/knowledge/revision.ts';
import type { Draft, Fault } from '../../../src/moderation/ports.ts';
import { type Line, line } from '../line.ts';
import { LABELS } from './labels.ts';

type NameOf = (person: string) => string;

/** A draft with what became of it so far. */
export function draftLines(draft: Draft, nameOf: NameOf, language: Language): Line[] {
  const words = LABELS[language];
  const { id, version, state, authors, comment, changes, reviews } = draft;
  return [
    line(
      `${words.draft(id, version)} · ${words.states[state]} · ${authors.map(nameOf).join(', ')}`,
      'heading',
    ),
    ...(comment === '' ? [] : [line(comment)]),
    ...changes.map((change) =>
      item(
        `${nameDocument(change)}${change.isConsequence ? ` (${words.consequence})` : ''}${change.body === null ? ` · ${words.withdrawn}` : ''}`,
      ),
    ),
    ...reviews.map(({ person, verdict, version: of, comment: said, signature }) =>
      item(
        [nameOf(person), words.verdicts[verdict], `v${of}`, signature ?? '', said]
          .filter((part) => part !== '')
          .join(' · '),
      ),
    ),
  ];
}

const item = (text: string): Line => ({ ...line(text), lead: { text: ' - ', look: 'faint' } });
const warned = (text: string): Line => ({ ...line(text, 'warning'), lead: { text: ' ! ', look: 'warning' } });

export const faultLines = (faults: readonly Fault[]): Line[] => faults.map(({ message }) => warned(message));
