import type { Attempt } from '../../src/assistant/ports.ts';
import type { Message } from './message.ts';
import { isNotSent } from './slack-errors.ts';

const PATIENCE_MS = 10_000;

interface Responded {
  readonly attempt: Attempt;
  readonly mayHaveHappened: boolean;
}

const surely = (attempt: Attempt): Responded => ({ attempt, mayHaveHappened: false });

/** `replace` and `command` may be sent again: the second takes the place of the first. */
type How = 'add' | 'replace' | 'command' | 'share';

/**
 * Posts by the response address of a command or a click.
 * @param mayHaveArrived an earlier attempt broke off
 */
export async function respond(
  url: string,
  { text, blocks, how }: Message & { readonly how: How },
  mayHaveArrived: boolean,
): Promise<Responded> {
  // It cannot be looked up: a repetition would be seen twice, a loss only by who can ask again.
  if (mayHaveArrived && (how === 'add' || how === 'share')) return surely({ kind: 'delivered' });
  const body = {
    response_type: how === 'share' ? 'in_channel' : 'ephemeral',
    replace_original: how === 'replace' || (how === 'command' && mayHaveArrived),
    text,
    blocks,
    unfurl_links: false,
    unfurl_media: false,
  };
  let response;
  try {
    response = await fetch(url, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json; charset=utf-8' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
  } catch (error) {
    const mayHaveHappened = !isNotSent(error);
    return { attempt: { kind: 'retry', reason: 'the connection broke' }, mayHaveHappened };
  }
  return surely(await readAnswer(response));
}

async function readAnswer(response: Response): Promise<Attempt> {
  const said = (await response.text()).slice(0, 80);
  if (response.ok)
    return said.includes('"ok":false') ? { kind: 'refused', reason: said } : { kind: 'delivered' };
  const reason = `HTTP ${response.status}`;
  if (response.status === 429) {
    const seconds = Number(response.headers.get('retry-after') ?? '1');
    return { kind: 'retry', reason, afterMs: Math.max(1, Number.isFinite(seconds) ? seconds : 1) * 1_000 };
  }
  return response.status >= 500 ? { kind: 'retry', reason } : { kind: 'refused', reason };
}
