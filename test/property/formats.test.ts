import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readText, writeText } from '../../src/knowledge/formats/cell-text.ts';
import { compare } from '../../src/knowledge/formats/comparison.ts';
import { type Format, readFormat, writeFormat } from '../../src/knowledge/formats/formats.ts';
import type { KnowledgeDocuments } from '../../src/knowledge/snapshot.ts';
import { anyKnowledge } from '../fakes/arbitrary-knowledge.ts';

/** What each format holds. */
const HELD: Readonly<Record<Format, readonly (keyof KnowledgeDocuments)[]>> = {
  yaml: ['topics', 'entries', 'guides', 'terms', 'golden', 'probes'],
  json: ['topics', 'entries', 'guides', 'terms', 'golden', 'probes'],
  csv: ['entries'],
  xlsx: ['topics', 'entries', 'terms', 'golden', 'probes'],
};

describe('what is exported is imported again exactly', () => {
  it.each(Object.entries(HELD))(
    'as %s',
    async (format, sections) => {
      const name = format as Format;
      await fc.assert(
        fc.asyncProperty(anyKnowledge, async (documents) => {
          const imported = await readFormat(name, `a.${format}`, await writeFormat(name, documents));
          for (const section of sections)
            expect(imported.documents[section] ?? []).toEqual(documents[section]);
          const { items, after } = compare(documents, imported);
          expect(new Set(items.map(({ change }) => change))).toEqual(
            new Set(items.length > 0 ? ['unchanged'] : []),
          );
          expect(after.documents).toEqual(documents);
        }),
        { numRuns: 150 },
      );
    },
    60_000,
  );
});

it('no cell begins as a formula does, whatever the text', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.constantFrom('=', '+', '-', '@', '\t', '\r', '＝', "'=").map((sign) => `${sign}cmd`),
      ),
      (text) => {
        expect(writeText(text)).not.toMatch(/^[=+\-@＝＋－＠\t\r]/);
        expect(readText(writeText(text))).toBe(text);
      },
    ),
  );
});
