import type { AnsweredReply, Choice, Reply, ShownEntry } from '../../../src/assistant/reply.ts';
import { showEntry } from '../../../src/assistant/show.ts';
import { type Language, topicId } from '../../../src/knowledge/fields.ts';
import { createSnapshot } from '../../../src/knowledge/snapshot.ts';
import { anEntry, documentsOf } from '../../fakes/builders.ts';

type EntryFields = Parameters<typeof anEntry>[0];

export interface Shown {
  readonly language?: Language;
  readonly publicUrl?: string;
}

/** An entry as the assistant shows it, beside the entries `other-a` and `other-b`. */
function aShownEntry(fields: EntryFields = {}, { language = 'en', publicUrl }: Shown = {}): ShownEntry {
  const entry = anEntry(fields);
  const entries = [entry, anEntry({ id: 'other-a' }), anEntry({ id: 'other-b' })];
  const snapshot = createSnapshot(documentsOf({ entries }), 1);
  return showEntry(entry, { snapshot, language, publicUrl });
}

export const anAnswer = (
  fields: EntryFields = {},
  reply: Partial<Omit<AnsweredReply, 'kind' | 'entry'>> & Shown = {},
): AnsweredReply => ({
  kind: 'answered',
  language: reply.language ?? 'en',
  confidence: 0.9,
  entry: aShownEntry(fields, reply),
  notices: reply.notices ?? [],
  trail: reply.trail ?? [],
});

export const aChoice = (id: string, fields: Partial<Choice> = {}): Choice => ({
  id,
  label: `About ${id}`,
  difference: undefined,
  ...fields,
});

/** One reply of every kind. */
export const everyReply = (language: Language): { readonly [K in Reply['kind']]: Reply } => ({
  answered: anAnswer({}, { language }),
  withheld: {
    kind: 'withheld',
    language,
    confidence: 0.9,
    entry: aShownEntry({}, { language }),
    notices: [{ kind: 'not-yet-in-force', from: '2027-01-01', until: undefined }],
  },
  ambiguous: { kind: 'ambiguous', language, confidence: 0.4, choices: [aChoice('a'), aChoice('b')] },
  guided: {
    kind: 'guided',
    language,
    confidence: 0.9,
    title: 'Which route',
    question: 'How many?',
    help: 'Count since 1 January.',
    options: [aChoice('which-route/0/0'), aChoice('which-route/0/1')],
    trail: [{ question: 'Critical?', answer: 'No', id: 'which-route' }],
  },
  abstained: {
    kind: 'abstained',
    language,
    confidence: 0.1,
    reason: { kind: 'unknown' },
    nearest: [aChoice('a')],
    topics: [{ id: topicId.parse('e-signature'), title: 'E-signature' }],
  },
  social: { kind: 'social', language, confidence: 1, act: 'greeting' },
});
