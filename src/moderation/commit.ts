import type { PersonId } from '../assistant/ports.ts';
import { type Change, type StaleBase, type Weight, nameDocument } from '../knowledge/revision.ts';
import { type Standing, applyChanges, readStanding } from './documents.ts';
import type { NotOpen } from './drafting.ts';
import { type ModerationParts, programMay } from './parts.ts';
import { type By, type Denied, authorize } from './permission.ts';
import type { BrokenQuestion, DraftChange, Fault, Records } from './ports.ts';
import { type Reach, TELL_UNASKED, findAudience, measureReach, tellOfCorrections } from './reach.ts';
import type { Unapproved } from './reviewing.ts';
import { findStale } from './stale.ts';

/** What every way of publishing asks for. */
export interface Publishing {
  /** A substantive change is told to those who were shown the text before. */
  readonly weight: Weight;
  /** How many people may be told; asked for where they are many. */
  readonly confirmedFor?: number | undefined;
  readonly by: By;
}

/** Why nothing was published. */
export type Refusal =
  | Denied
  | NotOpen
  | StaleBase
  | Unapproved
  | { readonly kind: 'invalid'; readonly faults: readonly Fault[] }
  /** Golden questions come out wrong that came out right before: change them too, if that is meant. */
  | { readonly kind: 'broken-questions'; readonly questions: readonly BrokenQuestion[] }
  /** Many would be told: publish again with `confirmedFor` as many people. */
  | { readonly kind: 'needs-confirmation'; readonly reach: Reach }
  | { readonly kind: 'unchanged' }
  /** No such revision of the document has a text. */
  | { readonly kind: 'no-such-revision' };

export interface Published {
  readonly kind: 'published';
  readonly from: number;
  readonly to: number;
  readonly reach: Reach;
}

export interface Prepared {
  readonly kind: 'prepared';
  readonly changes: readonly DraftChange[];
  /** Why, for who reads the history. */
  readonly note?: string | undefined;
}

/** One way of publishing: what is to change, and what else is written with it. */
export interface Intent extends Publishing {
  readonly action: 'publish' | 'rollback' | 'withdraw';
  /** For the audit. */
  readonly subject: string;
  /** On the documents as they stand now; called again when others publish meanwhile. */
  prepare(records: Records, standing: Standing, person: PersonId): Promise<Prepared | Refusal>;
  /** In the transaction, before the revisions: what must still hold. */
  seal?(records: Records): Promise<Refusal | undefined>;
  /** In the transaction, after the revisions. */
  finish?(records: Records, from: number, to: number): Promise<void>;
}

/** Thrown in a transaction: nothing of it is to be written. */
class Undone extends Error {
  constructor(readonly refusal: Refusal | 'head-moved') {
    super('nothing was published');
  }
}

/** Others may publish while the golden questions are asked; so often is it begun anew. */
const MOST_ATTEMPTS = 8;

/** Publishes: the knowledge as it would be is judged at the head, and all is written in one transaction or nothing. */
export async function commit(parts: ModerationParts, intent: Intent): Promise<Published | Refusal> {
  const { store } = parts;
  for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt += 1) {
    const allowed = await authorize(store.read, intent.by, intent.action, programMay(parts));
    if (allowed.kind === 'denied') return allowed;
    const standing = await readStanding(store.read);
    const prepared = await intent.prepare(store.read, standing, allowed.person);
    if (prepared.kind !== 'prepared') return prepared;
    const { changes, note } = prepared;
    const refusal =
      (await findStale(store.read, standing, changes)) ?? (await judge(parts, standing, changes));
    if (refusal) return refusal;
    const outcome = await write(
      parts,
      intent,
      standing,
      changes.map((change) => toChange(change, intent.weight, note)),
    );
    if (outcome !== 'head-moved') return outcome;
  }
  throw new Error(
    `${intent.subject} was not published: others published ${MOST_ATTEMPTS} times meanwhile; try again`,
  );
}

async function judge(
  parts: ModerationParts,
  { documents }: Standing,
  changes: readonly DraftChange[],
): Promise<Refusal | undefined> {
  const candidate = applyChanges(documents, changes);
  const [found, broken] = await Promise.all([
    // Warnings were told when it was drafted.
    parts.judge.check(candidate, new Set()),
    parts.judge.judgeGolden(candidate),
  ]);
  const faults = found.filter(({ severity }) => severity === 'error');
  if (faults.length > 0) return { kind: 'invalid', faults };
  if (broken.length === 0) return undefined;
  // What was wrong before is not of this change's making.
  const keyOf = ({ text, expect }: BrokenQuestion): string => `${expect} ${text}`;
  const before = new Set((await parts.judge.judgeGolden(applyChanges(documents, []))).map(keyOf));
  const questions = broken.filter((question) => !before.has(keyOf(question)));
  return questions.length > 0 ? { kind: 'broken-questions', questions } : undefined;
}

const toChange = (
  { kind, id, base, body, withdrawal, isConsequence }: DraftChange,
  weight: Weight,
  note: string | undefined,
): Change => ({
  kind,
  id,
  base,
  body,
  weight: isConsequence ? 'cosmetic' : weight,
  note: body === null ? withdrawal && JSON.stringify(withdrawal) : note,
});

async function write(
  parts: ModerationParts,
  intent: Intent,
  { revision }: Standing,
  changes: readonly Change[],
): Promise<Published | Refusal | 'head-moved'> {
  const { by, action, subject, weight } = intent;
  try {
    return await parts.store.write(async (records) => {
      const allowed = await authorize(records, by, action, programMay(parts));
      if (allowed.kind === 'denied') throw new Undone(allowed);
      const refusal = await intent.seal?.(records);
      if (refusal) throw new Undone(refusal);
      const appended = await records.revisions.append(changes, allowed.person);
      if (appended.kind === 'stale-base') throw new Undone(appended);
      const { from, to } = appended;
      if (from !== revision + 1) throw new Undone('head-moved');
      const audience = await findAudience(records, changes, from, parts.now());
      const reach = measureReach(audience);
      if (reach.people > Math.max(TELL_UNASKED, intent.confirmedFor ?? 0))
        throw new Undone({ kind: 'needs-confirmation', reach });
      await intent.finish?.(records, from, to);
      await tellOfCorrections(records, audience);
      await records.audit.record({
        person: allowed.person,
        action: DEEDS[action],
        subject,
        details: { from, to, weight, documents: changes.map(nameDocument).join(', '), ...reach },
      });
      return { kind: 'published', from, to, reach } as const;
    });
  } catch (error) {
    if (error instanceof Undone) return error.refusal;
    throw error;
  }
}

const DEEDS = { publish: 'published', rollback: 'rolled back', withdraw: 'withdrew' } as const;
