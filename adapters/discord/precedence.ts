import { setTimeout as wait } from 'node:timers/promises';

/** A few at a time do not suffer from work beside them. */
const FEW = 2;
const BEAT_MS = 5;
const LONGEST_WAIT_MS = 20;

/**
 * Discord waits 3 s for an acknowledgement and 15 minutes for what follows: the next event is begun when hardly any
 * acknowledgement is under way, or after a moment all the same.
 */
export async function giveWayTo(acknowledging: ReadonlyMap<string, unknown>): Promise<void> {
  for (let waitedMs = 0; acknowledging.size > FEW && waitedMs < LONGEST_WAIT_MS; waitedMs += BEAT_MS)
    await wait(BEAT_MS);
}
