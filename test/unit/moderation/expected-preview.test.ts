import { afterEach, beforeEach, expect, test } from 'vitest';
import { edit } from '../../../src/moderation/edit.ts';
import type { Fault, Judge } from '../../../src/moderation/ports.ts';
import { sqlite } from '../../contract/harness.ts';
import { type Desk, lin, openDesk } from '../../contract/moderation-desk.ts';

type Expected = Parameters<Judge['expectPreview']>[0];

let desk: Desk;
let told: string[];
let expected: Expected | undefined;
let published: Parameters<Judge['standBy']>[0] | undefined;
let faults: readonly Fault[];
/** What happens while a draft is checked. */
let meanwhile: () => Promise<unknown>;

beforeEach(async () => {
  told = [];
  faults = [];
  meanwhile = () => Promise.resolve();
  const judge: Judge = {
    check: async () => {
      told.push('checked');
      await meanwhile();
      return faults;
    },
    judgeGolden: () => Promise.resolve([]),
    preview: () => Promise.reject(new Error('nothing is previewed here')),
    expectPreview: (read) => {
      told.push('expected');
      expected = read;
      return () => told.push('not expected');
    },
    standBy: (read) => {
      told.push('stands by');
      published = read;
    },
    standDown: () => {
      told.push('stands down');
    },
  };
  desk = await openDesk(sqlite, 0, { judge });
});
afterEach(() => desk.fixture.close());

const document = { kind: 'entry', id: 'sg-esign' } as const;
const draft = () =>
  desk.moderation.draft({
    edits: [edit.parse({ kind: 'set', document, fields: { reviewer: '王敏' } })],
    by: lin,
  });

test('the preview of a draft is expected while it is checked', async () => {
  expect(await draft()).toMatchObject({ kind: 'drafted' });
  expect(told).toEqual(['expected', 'checked']);
  const both = await expected?.();
  const reviewerIn = (version: 'base' | 'candidate') =>
    both?.[version].entries.find(({ id }) => id === document.id)?.reviewer;
  expect(reviewerIn('candidate')).toBe('王敏');
  expect(reviewerIn('base')).not.toBe('王敏');
});

test('and not any more where the draft is invalid', async () => {
  faults = [{ severity: 'error', document, path: ['reviewer'], message: 'nobody of that name' }];
  expect(await draft()).toMatchObject({ kind: 'invalid' });
  expect(told).toEqual(['expected', 'checked', 'not expected']);
});

test('nor where it may not be kept any more', async () => {
  meanwhile = () => desk.moderation.moderators.revoke({ name: 'lin', operator: 'root' });
  expect(await draft()).toMatchObject({ kind: 'denied' });
  expect(told).toEqual(['expected', 'checked', 'not expected']);
});

test('a process that serves stands by with what is published', async () => {
  await desk.moderation.standBy();
  expect(told).toEqual(['stands by']);
  const { base } = (await published?.()) ?? {};
  expect(base?.entries.length).toBeGreaterThan(0);
});

test('but not where nobody may draft any more', async () => {
  for (const name of ['lin', 'wang']) await desk.moderation.moderators.revoke({ name, operator: 'root' });
  await desk.moderation.standBy();
  expect(told).toEqual(['stands down']);
});
