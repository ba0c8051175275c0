import { type Trouble, describeTrouble, isTrouble } from '../../../src/moderation/wording.ts';
import type { WebContext } from '../env.ts';

type Refusal = 401 | 403 | 404 | 409 | 422;

const STATUS: { readonly [K in Exclude<Trouble['kind'], 'denied' | 'not-open'>]: Refusal } = {
  'stale-base': 409,
  unapproved: 409,
  invalid: 422,
  'broken-questions': 422,
  'needs-confirmation': 409,
  unchanged: 409,
  'no-such-revision': 404,
  'case-closed': 409,
  'unknown-person': 404,
};

function statusOf(trouble: Trouble): Refusal {
  if (trouble.kind === 'denied') return trouble.reason === 'bad-token' ? 401 : 403;
  if (trouble.kind === 'not-open') return trouble.draft === undefined ? 404 : 409;
  return STATUS[trouble.kind];
}

/** What the types of the API say of every answer: the rest of it goes by its kind. */
interface Told {
  readonly kind: string;
}

/** What a use case came to, as the API tells it. */
export function answer(c: WebContext, result: Told) {
  if (!isTrouble(result)) return c.json<Told, 200>(result, 200);
  const status = statusOf(result);
  if (status === 401) c.header('WWW-Authenticate', 'Bearer error="invalid_token"');
  const message = describeTrouble(result, c.get('language'));
  const told = { ...result, error: message, requestId: c.get('requestId') };
  return c.json<Told, Refusal>(told, status);
}
