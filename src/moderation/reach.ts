import type { Letter } from '../assistant/letter.ts';
import { entryId } from '../knowledge/fields.ts';
import type { Change, Revision } from '../knowledge/revision.ts';
import type { Correction, Records } from './ports.ts';

const DAY_MS = 24 * 60 * 60_000;
/** Who was shown a text longer ago is not told that it changed. */
const TOLD_FOR_DAYS = 180;
/** More people than this are told only when that was confirmed. */
export const TELL_UNASKED = 50;

/** Who would be told of a change. */
export interface Reach {
  readonly people: number;
  readonly channels: number;
  /** Posts that go out, one a thread for each entry. */
  readonly notices: number;
  /** Browsers that see it on their next visit. */
  readonly web: number;
}

/** The address of a browser: it cannot be posted to. */
export const isWeb = (destination: string): boolean => destination.startsWith('web:');

/** Everyone who was shown another text of the entries than the one to be published, at `to` and after. */
export async function findAudience(
  { corrections, revisions }: Pick<Records, 'corrections' | 'revisions'>,
  changes: readonly Change[],
  from: number,
  now: number,
): Promise<readonly Correction[]> {
  const audience: Correction[] = [];
  for (const [index, { kind, id, base, body, weight }] of changes.entries()) {
    if (kind !== 'entry' || base === null || weight !== 'substantive') continue;
    const entry = entryId.parse(id);
    const said = body === null ? null : JSON.stringify(body);
    const standing = new Map<number, Revision | undefined>();
    const since = now - TOLD_FOR_DAYS * DAY_MS;
    for (const { person, destination, revision, language } of await corrections.shownSince(entry, since)) {
      if (!standing.has(revision)) standing.set(revision, await revisions.standingAt({ kind, id }, revision));
      const shown = standing.get(revision);
      if (!shown || JSON.stringify(shown.body) === said) continue;
      audience.push({ entry, from: shown.number, to: from + index, language, destination, person });
    }
  }
  return audience;
}

export function measureReach(audience: readonly Correction[]): Reach {
  const posted = audience.filter(({ destination }) => !isWeb(destination));
  const count = (names: readonly string[]): number => new Set(names).size;
  return {
    people: count(audience.map(({ person, destination }) => person ?? destination)),
    channels: count(posted.map(({ destination }) => destination.split('/').slice(0, 2).join('/'))),
    notices: count(posted.map(threadOf)),
    web: count(audience.flatMap(({ destination }) => (isWeb(destination) ? destination : []))),
  };
}

const threadOf = ({ destination, entry }: Correction): string => `${destination} ${entry}`;

/** Writes down who is told what, and posts one notice a thread for each entry. */
export async function tellOfCorrections(
  { corrections, outbox }: Pick<Records, 'corrections' | 'outbox'>,
  audience: readonly Correction[],
): Promise<void> {
  for (const correction of audience) await corrections.record(correction);
  const threads = new Map<string, Correction[]>();
  for (const correction of audience)
    if (!isWeb(correction.destination))
      threads.set(threadOf(correction), [...(threads.get(threadOf(correction)) ?? []), correction]);
  for (const told of threads.values()) {
    // What was shown there last is what the thread remembers.
    const last = told.reduce((one, other) => (other.from > one.from ? other : one));
    const people = new Set(told.map(({ person }) => person));
    await outbox.post({
      destination: last.destination,
      payload: JSON.stringify(toLetter(last)),
      person: people.size === 1 ? (last.person ?? undefined) : undefined,
    });
  }
}

const toLetter = ({ entry, from, to, language }: Correction): Letter => ({
  kind: 'correction',
  entry,
  from,
  to,
  language,
});
