import { webApi } from '@slack/bolt';
import type { Attempt } from '../../src/assistant/ports.ts';

/** What became of a call: whether Slack can have done it although it did not say so decides what comes next. */
export interface Failure {
  readonly attempt: Exclude<Attempt, { readonly kind: 'delivered' }>;
  /** It may have been done: look before it is repeated. */
  readonly mayHaveHappened: boolean;
  /** Slack's own word for what is wrong, where it said one. */
  readonly code: string | undefined;
}

/** Slack's side fails, or the token does: the post is not at fault. */
const PASSING = new Set([
  'ratelimited',
  'rate_limited',
  'internal_error',
  'fatal_error',
  'service_unavailable',
  'request_timeout',
  'team_added_to_org',
  'invalid_auth',
  'not_authed',
  'token_expired',
  'token_revoked',
]);

/** Not one byte of the request can have reached the server. */
const NOT_SENT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

const SHORTEST_WAIT_MS = 1_000;

const codeOf = (error: unknown): string | undefined => {
  if (!(error instanceof Error)) return undefined;
  return 'code' in error && typeof error.code === 'string' && !error.code.startsWith('slack_')
    ? error.code
    : codeOf(error.cause);
};

const retry = (reason: string, mayHaveHappened: boolean, code?: string, afterMs?: number): Failure => ({
  attempt: { kind: 'retry', reason, afterMs },
  mayHaveHappened,
  code,
});

/** @throws the error itself when it is none of the platform's: a fault of the program */
export function readFailure(error: unknown): Failure {
  if (error instanceof webApi.WebAPIRateLimitedError)
    return retry('ratelimited', false, 'ratelimited', Math.max(SHORTEST_WAIT_MS, error.retryAfter * 1_000));
  if (error instanceof webApi.WebAPIPlatformError) {
    const code = error.data.error.slice(0, 80);
    if (PASSING.has(code)) return retry(code, code.endsWith('_error') || code === 'request_timeout', code);
    return { attempt: { kind: 'refused', reason: code }, mayHaveHappened: false, code };
  }
  if (error instanceof webApi.WebAPIHTTPError) {
    const code = `HTTP ${error.statusCode}`;
    if (error.statusCode >= 500) return retry(code, true, code);
    return { attempt: { kind: 'refused', reason: code }, mayHaveHappened: false, code };
  }
  if (error instanceof webApi.WebAPIRequestError) {
    const code = codeOf(error) ?? 'the connection broke';
    return retry(code, !NOT_SENT.has(code), code);
  }
  throw error;
}

export const isNotSent = (error: unknown): boolean => NOT_SENT.has(codeOf(error) ?? '');
