import type { DocumentChange, DocumentKey, StaleBase } from '../knowledge/revision.ts';
import { type Standing, findStanding } from './documents.ts';
import type { Records } from './ports.ts';

/** The first of the changes whose document has moved on, with what was published meanwhile. */
export async function findStale(
  records: Pick<Records, 'revisions'>,
  standing: Standing,
  changes: readonly DocumentChange[],
): Promise<StaleBase | undefined> {
  const stale = changes.find((change) => change.base !== (findStanding(standing, change)?.number ?? null));
  return stale && describeStale(records, stale, stale.base);
}

export async function describeStale(
  { revisions }: Pick<Records, 'revisions'>,
  { kind, id }: DocumentKey,
  base: number | null,
): Promise<StaleBase> {
  const history = await revisions.history({ kind, id });
  const since = history.filter(({ number }) => number > (base ?? 0));
  return {
    kind: 'stale-base',
    document: { kind, id },
    base,
    head: history.at(-1)?.number ?? null,
    since: since.map(({ number, person, at }) => ({ number, kind, id, person, at })),
  };
}
