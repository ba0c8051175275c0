import { afterEach, beforeEach, expect, test } from 'vitest';
import { type WebApp, createWebApp } from '../../../adapters/web/server.ts';
import { sqlite } from '../../contract/harness.ts';
import { type Desk, TODAY, openDesk } from '../../contract/moderation-desk.ts';
import { anAssistant } from './a-web.ts';

let desk: Desk;
let web: WebApp;
beforeEach(async () => {
  desk = await openDesk(sqlite);
  web = serve();
});
afterEach(() => desk.fixture.close());

const serve = (perMinute?: number): WebApp =>
  createWebApp({
    assistant: anAssistant(),
    moderating: { moderation: desk.moderation, today: () => TODAY },
    perMinute: { questions: 60, suggestions: 60, ...(perMinute !== undefined && { moderation: perMinute }) },
  });

async function tokenOf(name: string): Promise<string> {
  const minted = await desk.moderation.moderators.mintToken({
    name,
    label: 'test',
    days: 1,
    operator: 'root',
  });
  if (minted.kind !== 'minted') throw new Error(`there is no ${name}`);
  return minted.token;
}

async function call(token: string | undefined, method: string, path: string, body?: unknown) {
  const response = await web.request(`/api/moderation${path}`, {
    method,
    headers: {
      'accept-language': 'en',
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  return {
    status: response.status,
    headers: response.headers,
    told: (await response.json()) as Record<string, unknown>,
  };
}

const edits = [
  {
    kind: 'set',
    document: { kind: 'entry', id: 'cn-esign' },
    fields: { 'shortAnswer.en': 'It has the effect of ink.' },
  },
];

test('an edit goes its way over HTTP, each step by the bearer of a token', async () => {
  const [lin, wang] = [await tokenOf('lin'), await tokenOf('wang')];
  expect(await call(lin, 'POST', '/drafts', { edits, comment: 'plainer' })).toMatchObject({
    status: 200,
    told: { kind: 'drafted', draft: { id: 1, version: 1 } },
  });
  expect((await call(lin, 'GET', '/drafts/1/diff')).told).toMatchObject({
    kind: 'diff',
    documents: [{ id: 'cn-esign' }],
  });
  const publish = { weight: 'cosmetic' };
  expect(await call(wang, 'POST', '/drafts/1/publish', publish)).toMatchObject({
    status: 409,
    told: { kind: 'unapproved', error: 'Nobody else has reviewed draft 1 yet.' },
  });
  const approval = { version: 1, verdict: 'approved' };
  expect(await call(lin, 'POST', '/drafts/1/reviews', approval)).toMatchObject({ status: 403 });
  expect(await call(wang, 'POST', '/drafts/1/reviews', approval)).toMatchObject({ status: 200 });
  expect(await call(lin, 'POST', '/drafts/1/publish', publish)).toMatchObject({ status: 403 });
  expect(await call(wang, 'POST', '/drafts/1/publish', publish)).toMatchObject({
    status: 200,
    told: { kind: 'published', from: 14 },
  });
  expect((await call(lin, 'GET', '/documents/entry/cn-esign/history')).told['revisions']).toHaveLength(2);
  expect(await call(wang, 'POST', '/documents/entry/cn-esign/rollback', { ...publish, to: 2 })).toMatchObject(
    {
      status: 200,
    },
  );
  expect(await call(wang, 'POST', '/documents/entry/cn-esign/rollback', { ...publish, to: 2 })).toMatchObject(
    {
      status: 409,
      told: { kind: 'unchanged' },
    },
  );
});

test('without a token, or with one that does not hold, nothing is told and how to come by one is', async () => {
  for (const token of [undefined, 'shuwen_made-up']) {
    const { status, headers, told } = await call(token, 'GET', '/drafts');
    expect([status, headers.get('www-authenticate')]).toEqual([401, 'Bearer error="invalid_token"']);
    expect(told).not.toHaveProperty('drafts');
  }
});

test('errors of a draft name their fields', async () => {
  const long = [{ ...edits[0], fields: { 'shortAnswer.en': 'long '.repeat(80) } }];
  expect(await call(await tokenOf('lin'), 'POST', '/drafts', { edits: long })).toMatchObject({
    status: 422,
    told: { kind: 'invalid', faults: [{ path: ['shortAnswer', 'en'] }] },
  });
});

test.each([
  ['POST', '/drafts', '{', 400],
  ['POST', '/drafts', { edits: [] }, 400],
  ['POST', '/drafts', { edits, by: { program: 'file' } }, 400],
  ['POST', '/drafts/1/publish', { weight: 'heavy' }, 400],
  ['GET', '/drafts/first', undefined, 400],
  ['GET', '/drafts/9', undefined, 404],
  ['GET', '/documents/entry/cn-esign/diff?from=7', undefined, 404],
  ['GET', '/evidence?account=slack/T1/nobody&day=2026-11-21', undefined, 404],
  ['GET', '/evidence?account=slack/T1/nobody&day=yesterday', undefined, 400],
])('%s %s with %j is refused with %i', async (method, path, body, expected) => {
  const { status, told } = await call(await tokenOf('lin'), method, path, body);
  expect(status).toBe(expected);
  expect(told['error']).toEqual(expect.any(String));
});

test('cases, overdue reviews and evidence are read and answered', async () => {
  const lin = await tokenOf('lin');
  await desk.tell('cn-esign', 'slack:T1/C1');
  const { id } = await desk.store.write(({ cases }) =>
    cases.open({ question: 'Solar panels?', person: undefined, destination: 'slack:T1/C1' }),
  );
  expect((await call(lin, 'GET', '/cases')).told).toMatchObject({ cases: [{ id }] });
  expect((await call(lin, 'POST', `/cases/${id}/answer`, { text: 'See the customs page.' })).status).toBe(
    200,
  );
  expect((await call(lin, 'POST', `/cases/${id}/close`)).status).toBe(409);
  expect((await call(lin, 'GET', '/overdue')).told).toMatchObject({ kind: 'overdue', entries: [] });
  const evidence = await call(
    lin,
    'GET',
    `/evidence?destination=${encodeURIComponent('slack:T1/C1')}&day=${TODAY}`,
  );
  expect(evidence.told).toMatchObject({ kind: 'evidence', exhibits: [{ entry: 'cn-esign' }] });
});

test('the API describes itself, every address with its token', async () => {
  const { status, told } = await call(undefined, 'GET', '/openapi.json');
  expect(status).toBe(200);
  const paths = told['paths'] as Record<
    string,
    Record<string, { readonly security: unknown; readonly responses: object }>
  >;
  expect(Object.keys(paths)).toEqual(
    expect.arrayContaining(['/drafts', '/drafts/{id}/publish', '/evidence']),
  );
  for (const methods of Object.values(paths))
    for (const { security, responses } of Object.values(methods)) {
      expect(security).toEqual([{ token: [] }]);
      expect(responses).toHaveProperty('403');
    }
});

test('who asks too often is told to wait', async () => {
  web = serve(2);
  const lin = await tokenOf('lin');
  const statuses: number[] = [];
  for (let index = 0; index < 3; index += 1) statuses.push((await call(lin, 'GET', '/drafts')).status);
  expect(statuses).toEqual([200, 200, 429]);
});
