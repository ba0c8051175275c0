import { type RouteConfig, createRoute, z } from '@hono/zod-openapi';
import { civilDate, entryId, localized } from '../../../src/knowledge/fields.ts';
import { DOCUMENT_KINDS } from '../../../src/knowledge/revision.ts';
import { edit } from '../../../src/moderation/edit.ts';

const id = z.coerce.number().int().positive();
const edits = z.array(edit).min(1).max(50);
const comment = z.string().max(2_000).optional();
const publishing = {
  weight: z
    .enum(['substantive', 'cosmetic'])
    .openapi({ description: 'Who was shown the text before is told of a substantive change.' }),
  confirmedFor: z
    .int()
    .positive()
    .optional()
    .openapi({ description: 'How many people may be told; asked for above 50.' }),
};

/** What can be given at each address; every field that is not named is refused. */
const INPUTS = {
  draft: z.strictObject({ edits, comment }),
  revision: z.strictObject({ edits, comment, version: z.int().positive().optional() }),
  review: z.strictObject({
    version: z.int().positive(),
    verdict: z.enum(['approved', 'changes-requested']),
    comment,
    signature: z.string().trim().min(1).max(80).optional(),
  }),
  publish: z.strictObject(publishing),
  rollback: z.strictObject({ ...publishing, to: z.int().positive() }),
  withdraw: z.strictObject({
    ...publishing,
    reason: localized(300),
    replacedBy: entryId.optional(),
    questions: z.enum(['replacement', 'nothing', 'remove']).optional(),
  }),
  answer: z.strictObject({ text: z.string().trim().min(1).max(4_000) }),
};

const params = {
  none: z.object({}),
  draft: z.object({ id }),
  document: z.object({ kind: z.enum(DOCUMENT_KINDS), id: z.string() }),
  withdrawable: z.object({ kind: z.enum(['entry', 'guide']), id: z.string() }),
};

const query = {
  none: z.object({}),
  range: z.object({ from: id.optional(), to: id.optional() }),
  evidence: z.object({
    account: z.string().optional().openapi({ description: 'platform/workspace/user' }),
    destination: z.string().optional(),
    day: civilDate,
  }),
};

const result = z.object({ kind: z.string() }).openapi('Result', {
  description: 'What was done, or why not: `kind` tells which; a refusal has an `error` for people.',
});
const answer = (description: string) => ({
  description,
  content: { 'application/json': { schema: result } },
});

/** What any of them may answer. */
const RESPONSES = {
  200: answer('Done'),
  400: answer('The request is not as described'),
  401: answer('There is no token, or it is unknown, expired or revoked'),
  403: answer('The person lacks the role, or wrote the draft'),
  404: answer('There is no such draft, revision or person'),
  409: answer('Something stands against it: another edit, a missing approval, a confirmation to give'),
  422: answer('The text has errors, or golden questions would come out wrong'),
  429: answer('Too many requests'),
} satisfies RouteConfig['responses'];

const json = <T extends z.ZodType>(schema: T) => ({
  required: true,
  content: { 'application/json': { schema } },
});
const common = { security: [{ token: [] }], responses: RESPONSES };

const get = <P extends string, A extends z.ZodObject, Q extends z.ZodObject>(
  path: P,
  summary: string,
  given: A,
  asked: Q,
) => createRoute({ method: 'get', path, summary, request: { params: given, query: asked }, ...common });

const post = <P extends string, A extends z.ZodObject, B extends z.ZodType>(
  path: P,
  summary: string,
  given: A,
  body: B,
) => createRoute({ method: 'post', path, summary, request: { params: given, body: json(body) }, ...common });

const bare = <P extends string, A extends z.ZodObject>(
  method: 'post' | 'delete',
  path: P,
  summary: string,
  given: A,
) => createRoute({ method, path, summary, request: { params: given }, ...common });

/** Every address of `/api/moderation`. */
export const CONTRACT = {
  drafts: get('/drafts', 'Open drafts', params.none, query.none),
  draft: post('/drafts', 'Draft an edit of one or more documents', params.none, INPUTS.draft),
  findDraft: get('/drafts/{id}', 'A draft with its reviews', params.draft, query.none),
  revise: post(
    '/drafts/{id}',
    'Edit a draft further; earlier approvals lapse',
    params.draft,
    INPUTS.revision,
  ),
  discard: bare('delete', '/drafts/{id}', 'Discard a draft', params.draft),
  diffDraft: get('/drafts/{id}/diff', 'How a draft differs from what is published', params.draft, query.none),
  preview: bare('post', '/drafts/{id}/preview', 'What publishing it would do', params.draft),
  review: post('/drafts/{id}/reviews', "A second person's word on a version", params.draft, INPUTS.review),
  publish: post('/drafts/{id}/publish', 'Publish an approved draft', params.draft, INPUTS.publish),
  history: get('/documents/{kind}/{id}/history', 'All revisions of a document', params.document, query.none),
  diff: get('/documents/{kind}/{id}/diff', 'How two revisions differ', params.document, query.range),
  rollback: post(
    '/documents/{kind}/{id}/rollback',
    'Publish an earlier revision again',
    params.document,
    INPUTS.rollback,
  ),
  withdraw: post('/documents/{kind}/{id}/withdraw', 'Withdraw at once', params.withdrawable, INPUTS.withdraw),
  evidence: get('/evidence', 'What we told someone on a day', params.none, query.evidence),
  overdue: get('/overdue', 'Entries whose review is past its day', params.none, query.none),
  cases: get('/cases', 'Open cases', params.none, query.none),
  answerCase: post('/cases/{id}/answer', 'Answer a case', params.draft, INPUTS.answer),
  closeCase: bare('post', '/cases/{id}/close', 'Put a case away', params.draft),
};
