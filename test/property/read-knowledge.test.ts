import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { topicFile } from '../../src/knowledge/entry.ts';
import { parseYaml } from '../../src/knowledge/yaml-file.ts';
import { TOPIC_FILE } from '../fakes/topic-file.ts';

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Pieces that mean something to YAML, to Markdown or to JavaScript. */
const splinter = fc.oneof(
  fc.constantFrom(
    '\n',
    '\t',
    ' ',
    ':',
    '- ',
    '? ',
    '{',
    '[',
    ']',
    '}',
    '"',
    "'",
    '|-',
    '>',
    '&a ',
    '*a',
    '!!map ',
    '%YAML 1.1\n',
  ),
  fc.constantFrom(
    '---\n',
    '<<: ',
    '__proto__: ',
    'constructor: ',
    '# ',
    '`',
    '~',
    'null',
    '\u0000',
    '\uFEFF',
    '\r',
    '😀',
    '\u2028',
  ),
  fc.string({ maxLength: 5 }),
);

/** Each mutation cuts out a stretch and puts something in its place. */
const mutation = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  cut: fc.nat({ max: 60 }),
  by: splinter,
});

function mutate(text: string, mutations: readonly { at: number; cut: number; by: string }[]): string {
  return mutations.reduce((current, { at, cut, by }) => {
    const start = Math.floor(at * current.length);
    return current.slice(0, start) + by + current.slice(start + cut);
  }, text);
}

function expectSound(source: Uint8Array): void {
  const parsed = parseYaml('a.yaml', source, topicFile);
  if (parsed.kind === 'read') return;
  expect(parsed.problems).not.toEqual([]);
  const lines = new TextDecoder().decode(source).split('\n');
  for (const { line, column, message } of parsed.problems) {
    const text = lines[line - 1];
    expect(text, `line ${line}: ${message}`).toBeDefined();
    expect(column).toBeGreaterThanOrEqual(1);
    expect(column, `line ${line}: ${message}`).toBeLessThanOrEqual((text ?? '').length + 1);
    expect(message).not.toMatch(/undefined|\[object|NaN/);
  }
}

describe('any file, however broken, is read or refused with places that lie within it', () => {
  it('cut at any place', () => {
    fc.assert(
      fc.property(fc.nat({ max: encode(TOPIC_FILE).length }), (end) => {
        expectSound(encode(TOPIC_FILE).slice(0, end));
      }),
      { numRuns: 300 },
    );
  });

  it('mutated', () => {
    fc.assert(
      fc.property(fc.array(mutation, { minLength: 1, maxLength: 4 }), (mutations) => {
        expectSound(encode(mutate(TOPIC_FILE, mutations)));
      }),
      { numRuns: 700 },
    );
  });

  it('of any bytes', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), expectSound), { numRuns: 500 });
  });

  it('of any JSON', () => {
    fc.assert(
      fc.property(fc.json(), (json) => {
        expectSound(encode(json));
      }),
      { numRuns: 300 },
    );
  });
});
