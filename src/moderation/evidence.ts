import { createHash } from 'node:crypto';
import type { Account } from '../assistant/ports.ts';
import type { Source } from '../knowledge/entry.ts';
import type { EntryId, Language } from '../knowledge/fields.ts';
import { storedEntry } from '../knowledge/stored-documents.ts';
import type { ModerationParts } from './parts.ts';
import { type By, type Denied, authorize } from './permission.ts';
import type { Records, Told } from './ports.ts';

/** Whom we told something: a person by any of their accounts, or those at one place. */
export type Whom = { readonly account: Account } | { readonly destination: string };

/** One thing that was told, word for word. */
interface Exhibit {
  readonly kind: Told['kind'];
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly destination: string;
  /** As kept, without what identifies a person. */
  readonly question: string;
  readonly entry: EntryId;
  /** The entry's own revision. */
  readonly revision: number;
  readonly publishedAt: string;
  /** SHA-256 of the entry's revision, both languages. */
  readonly hash: string;
  readonly language: Language;
  readonly heading: string;
  readonly shortAnswer: string;
  readonly text: string;
  readonly sources: readonly Source[];
  readonly reviewer: string | undefined;
  readonly reviewedOn: string | undefined;
  /** A withdrawn answer has no text: this was told as withdrawn. */
  readonly isWithdrawn: boolean;
}

export interface EvidencePack {
  readonly kind: 'evidence';
  readonly whom: Whom;
  /** Civil date in the association's time zone. */
  readonly day: string;
  readonly exhibits: readonly Exhibit[];
  /** SHA-256 of the exhibits as JSON. */
  readonly hash: string;
}

const DAY_MS = 24 * 60 * 60_000;

/** What we told someone on a day: the exact texts, their revisions and hashes, sources and times. */
export async function collectEvidence(
  { store, civilDate }: Pick<ModerationParts, 'store' | 'civilDate'>,
  { whom, day, by }: { readonly whom: Whom; readonly day: string; readonly by: By },
): Promise<Denied | EvidencePack | { readonly kind: 'unknown-person' }> {
  const allowed = await authorize(store.read, by, 'read-evidence');
  if (allowed.kind === 'denied') return allowed;
  const { people, corrections, revisions } = store.read;
  const person = 'account' in whom ? await people.find(whom.account) : undefined;
  if ('account' in whom && person === undefined) return { kind: 'unknown-person' };
  // A civil day anywhere lies within a day of the same day in UTC.
  const noon = Date.parse(`${day}T00:00:00Z`);
  const told = await corrections.toldTo(
    person === undefined ? { destination: 'destination' in whom ? whom.destination : '' } : { person },
    noon - DAY_MS,
    noon + 2 * DAY_MS,
  );
  const exhibits: Exhibit[] = [];
  for (const one of told) if (civilDate(one.at) === day) exhibits.push(...(await exhibit(revisions, one)));
  await store.write(({ audit }) =>
    audit.record({
      person: allowed.person,
      action: 'exported evidence',
      subject: person === undefined ? 'place' : `person ${person}`,
      details: { day, exhibits: exhibits.length },
    }),
  );
  const hash = createHash('sha256').update(JSON.stringify(exhibits)).digest('hex');
  return { kind: 'evidence', whom, day, exhibits, hash };
}

async function exhibit(revisions: Records['revisions'], told: Told): Promise<readonly Exhibit[]> {
  const { kind, at, destination, question, entry, language } = told;
  const shown = await revisions.standingAt({ kind: 'entry', id: entry }, told.revision);
  if (!shown) return [];
  const said = storedEntry.safeParse(shown.body).data;
  return [
    {
      kind,
      at: new Date(at).toISOString(),
      destination,
      question,
      entry,
      revision: shown.number,
      publishedAt: new Date(shown.at).toISOString(),
      hash: shown.hash,
      language,
      heading: said?.question[language] ?? '',
      shortAnswer: said?.shortAnswer[language] ?? '',
      text: said?.answer[language] ?? '',
      sources: said?.sources ?? [],
      reviewer: said?.reviewer,
      reviewedOn: said?.reviewedOn,
      isWithdrawn: shown.body === null,
    },
  ];
}
