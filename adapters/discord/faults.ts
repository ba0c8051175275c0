import { DiscordAPIError, HTTPError, RateLimitError } from 'discord.js';
import type { Attempt } from '../../src/assistant/ports.ts';

/** Discord's codes of errors. https://discord.com/developers/docs/topics/opcodes-and-status-codes#json */
export const CODE = Object.freeze({
  unknownMessage: 10_008,
  unknownWebhook: 10_015,
  unknownInteraction: 10_062,
  alreadyAcknowledged: 40_060,
  postNotBegun: 40_058,
  closedMessages: 50_007,
  badWebhookToken: 50_027,
});

/** Discord refused the token: nothing goes through any more. */
export const isUnauthorised = (error: unknown): boolean =>
  error instanceof DiscordAPIError && error.status === 401 && error.code !== CODE.badWebhookToken;

export const isCode = (error: unknown, ...codes: readonly number[]): boolean =>
  error instanceof DiscordAPIError && codes.includes(Number(error.code));

/** Faults of the way there, as Node and undici name them. */
export const isOffline = (error: unknown): boolean => {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return (
    error.name === 'AbortError' ||
    /^(?:UND_ERR_\w+|ECONN\w+|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH)$/.test(code) ||
    isOffline(error.cause)
  );
};

const LEAST_WAIT_MS = 250;

/**
 * What an error of Discord's API means for a post.
 * @throws what is no word of Discord's: a fault of the program
 */
export function toAttempt(error: unknown): Attempt {
  if (error instanceof RateLimitError) {
    const afterMs = Math.max(error.retryAfter, error.sublimitTimeout, LEAST_WAIT_MS);
    return { kind: 'retry', reason: 'Discord asks to wait', afterMs };
  }
  if (error instanceof HTTPError) return { kind: 'retry', reason: `Discord answered ${error.status}` };
  if (isOffline(error)) return { kind: 'retry', reason: 'Discord could not be reached' };
  if (!(error instanceof DiscordAPIError)) throw error;
  const reason = `Discord refused it (${error.code}): ${error.message.split('\n')[0] ?? ''}`;
  return isUnauthorised(error) || isCode(error, CODE.postNotBegun)
    ? { kind: 'retry', reason }
    : { kind: 'refused', reason };
}
