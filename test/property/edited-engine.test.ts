import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Calibration } from '../../src/engine/confidence.ts';
import { Engine } from '../../src/engine/engine.ts';
import { UnpackedProfiles, packProfiles } from '../../src/engine/packed-profiles.ts';
import { keepingReader } from '../../src/engine/question-text.ts';
import type { Entry } from '../../src/knowledge/entry.ts';
import { type KnowledgeDocuments, createSnapshot } from '../../src/knowledge/snapshot.ts';
import { PLAIN_CALIBRATION, SMALL_KNOWLEDGE, withStatistics } from '../fakes/small-knowledge.ts';

const today = '2026-11-21';
/** The classifier too, which the shipped calibration does not use. */
const counting: Calibration = {
  ...PLAIN_CALIBRATION,
  evidence: { ...PLAIN_CALIBRATION.evidence, linear: 1 },
};
const CALIBRATIONS = [
  ['counted over the knowledge', counting],
  ['fixed by the calibration', withStatistics(counting, SMALL_KNOWLEDGE)],
] as const;

const words = fc
  .array(
    fc.constantFrom(
      '签名',
      '退税',
      '备案',
      '口岸',
      'binding',
      'signature',
      'customs',
      'zorblax',
      '的',
      'the',
    ),
    {
      minLength: 1,
      maxLength: 5,
    },
  )
  .map((all) => all.join(' '));

type EditOf<T> = (before: T) => T;

const entryEdit: fc.Arbitrary<EditOf<Entry>> = fc.oneof(
  words.map((text) => (entry: Entry) => ({ ...entry, shortAnswer: { zh: text, en: text } })),
  words.map((text) => (entry: Entry) => ({
    ...entry,
    phrasings: { zh: [...entry.phrasings.zh, text], en: entry.phrasings.en },
  })),
  words.map((text) => (entry: Entry) => ({ ...entry, question: { ...entry.question, en: text } })),
);

/** Of one entry, of which entries and guides there are, or of the names or the kind of a term. */
const edit: fc.Arbitrary<EditOf<KnowledgeDocuments>> = fc.oneof(
  fc.tuple(fc.nat(), entryEdit).map(([chosen, change]) => (before: KnowledgeDocuments) => ({
    ...before,
    entries: before.entries.map((entry, at) =>
      at === chosen % before.entries.length ? change(entry) : entry,
    ),
  })),
  fc
    .subarray([...SMALL_KNOWLEDGE.entries], { minLength: 1 })
    .map((entries) => (before: KnowledgeDocuments) => ({
      ...before,
      entries,
    })),
  fc
    .subarray([...SMALL_KNOWLEDGE.guides])
    .map((guides) => (before: KnowledgeDocuments) => ({ ...before, guides })),
  words.map((alias) => (before: KnowledgeDocuments) => ({
    ...before,
    terms: before.terms.map((term, at) => (at === 0 ? { ...term, aliases: [alias] } : term)),
  })),
  fc
    .constantFrom('instrument' as const, 'concept' as const, 'word' as const)
    .map((kind) => (before: KnowledgeDocuments) => ({
      ...before,
      terms: before.terms.map((term) => (term.id === 'esign' ? { ...term, kind } : term)),
    })),
);

const question = fc
  .array(
    fc.constantFrom(
      ...SMALL_KNOWLEDGE.entries.flatMap(({ question: { zh, en }, phrasings }) => [zh, en, ...phrasings.zh]),
      'zorblax',
      '口岸',
      '电子签名在马来西亚有法律效力吗',
      '电子签明',
      'signatuer',
      'dianzi qianming',
      'coustoms',
    ),
    { minLength: 1, maxLength: 2 },
  )
  .map((pieces) => pieces.join(' '));

/** Of the first entry: a phrasing more. */
const phrased =
  (text: string): EditOf<KnowledgeDocuments> =>
  ({ entries: [first, ...others], ...before }) => ({
    ...before,
    entries: first
      ? [{ ...first, phrasings: { zh: [...first.phrasings.zh, text], en: first.phrasings.en } }, ...others]
      : [],
  });
/** A word that nobody spoke of before, and nobody speaks of any more: other entries fit a question with it as little. */
const WORD_COMES_AND_GOES = [
  [phrased('zorblax'), () => SMALL_KNOWLEDGE],
  ['zorblax 新加坡电子签名有效吗'],
] satisfies [EditOf<KnowledgeDocuments>[], string[]];

/** Processes one after the other, each of which keeps what it read for the next. */
class Processes {
  #kept: Uint8Array | undefined;

  constructor(private readonly calibration: Calibration) {}

  /** The engine of a new one, over some knowledge. */
  start(documents: KnowledgeDocuments): Engine {
    const snapshot = createSnapshot(structuredClone(documents), 1);
    const isWhole = this.#kept !== undefined && new UnpackedProfiles(this.#kept).giveTo(snapshot);
    const engine = new Engine(snapshot, this.calibration);
    if (!isWhole) this.#kept = packProfiles(snapshot);
    return engine;
  }
}

it.each(CALIBRATIONS)(
  'how common words are being %s, an engine built from what was remembered, or kept by another process, says exactly what one built from nothing says',
  (_, calibration) => {
    fc.assert(
      fc.property(
        fc.array(edit, { maxLength: 5 }),
        fc.array(question, { minLength: 1, maxLength: 8 }),
        (edits, texts) => {
          // A copy: what runs before left known is not known to it.
          let documents: KnowledgeDocuments = structuredClone(SMALL_KNOWLEDGE);
          const { read } = keepingReader();
          const processes = new Processes(calibration);
          for (const change of [(same: KnowledgeDocuments) => same, ...edits]) {
            documents = change(documents);
            const edited = new Engine(createSnapshot(documents, 1), calibration, read);
            // What is remembered is remembered by the object: of a copy nothing is.
            const cold = new Engine(createSnapshot(structuredClone(documents), 1), calibration);
            const started = processes.start(documents);
            for (const text of texts) {
              const said = cold.explain({ text, today });
              expect(edited.explain({ text, today })).toEqual(said);
              expect(started.explain({ text, today })).toEqual(said);
            }
            expect(edited.suggest('签', 'zh', 5)).toEqual(cold.suggest('签', 'zh', 5));
          }
        },
      ),
      { numRuns: 40, examples: [WORD_COMES_AND_GOES] },
    );
  },
  60_000,
);
