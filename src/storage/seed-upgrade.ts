import type { RefusedEdit } from '../knowledge/files/file-edits.ts';
import { hashFolder } from '../knowledge/files/folder-texts.ts';
import { type UpgradePlan, planUpgrade } from '../knowledge/files/three-way.ts';
import type { Problem } from '../knowledge/problem.ts';
import { type ReadKnowledge, readKnowledge } from '../knowledge/read-folder.ts';
import { type DocumentChange, type Revision, nameDocument } from '../knowledge/revision.ts';
import { toChanges, toDocuments } from '../knowledge/stored-documents.ts';
import { FOLDER } from './seed-documents.ts';
import type { Store } from './store.ts';

interface Upgrading {
  readonly store: Store;
  /** The folder of the knowledge that came with the program. */
  readonly shipped: string;
  /** Everything that is wrong with the knowledge as it would be. */
  readonly check: (knowledge: ReadKnowledge) => readonly Problem[];
  /** Drafts what was changed here and by the upgrade; giving it the same again does no harm. */
  readonly offer: (changes: readonly DocumentChange[]) => Promise<readonly RefusedEdit[]>;
}

export interface Upgraded {
  readonly taken: readonly string[];
  readonly offered: readonly string[];
  /** No longer shipped, kept here. */
  readonly gone: readonly string[];
  readonly faults: readonly string[];
}

/**
 * Brings in what an upgrade of the program changed in the shipped knowledge, by a three-way merge with what was shipped
 * when it was last imported.
 * @returns undefined when there is nothing new
 */
export async function upgradeSeed({
  store,
  shipped,
  check,
  offer,
}: Upgrading): Promise<Upgraded | undefined> {
  const { read } = store;
  const hash = await hashFolder(shipped);
  const known = await read.seedDocuments.list();
  if (known.get(FOLDER) === hash) return undefined;
  const documents = toChanges((await readKnowledge(shipped)).documents);
  const heads = new Map<string, Revision>();
  for (const head of [...(await read.revisions.documentsAt()), ...(await read.revisions.listWithdrawn())])
    heads.set(nameDocument(head), head);
  // Began with documents of its own: what it was shipped with is known from now on.
  const isOwn = known.size === 1 && known.has(FOLDER);
  const base = isOwn
    ? new Map(documents.map((document) => [nameDocument(document), document.body]))
    : await readBase(store, known);
  const plan = planUpgrade({ base, shipped: documents, heads });
  const faults = findFaults(plan, heads, check);
  if (faults.length > 0) return { taken: [], offered: [], gone: plan.gone, faults };
  const appended = await take(store, documents, plan);
  if (!appended) return upgradeSeed({ store, shipped, check, offer });
  const refused = await offer(
    plan.offered.map((change) => ({ ...change, base: appended.get(nameDocument(change)) ?? change.base })),
  );
  await store.write(async ({ seedDocuments }) => {
    for (const { kind, id } of plan.offered) {
      const document = documents.find((other) => other.kind === kind && other.id === id);
      if (document) await seedDocuments.record(kind, id, document.body);
    }
    for (const name of base.keys())
      if (!documents.some((document) => nameDocument(document) === name)) await seedDocuments.remove(name);
    await seedDocuments.recordFolder(hash);
  });
  return {
    taken: plan.taken.map(nameDocument),
    offered: plan.offered.map(nameDocument),
    gone: plan.gone,
    faults: refused.map(({ document, reason }) => `${nameDocument(document)}: ${reason}`),
  };
}

/** A store that was filled before this was recorded: the last revision by the seed is what was shipped then. */
async function readBase(
  { read }: Store,
  known: ReadonlyMap<string, unknown>,
): Promise<ReadonlyMap<string, unknown>> {
  if (known.size > 0) return new Map([...known].filter(([name]) => name !== FOLDER));
  const seeded = (await read.revisions.since(0)).filter(({ person }) => person === 'seed');
  return new Map(seeded.map((revision) => [nameDocument(revision), revision.body]));
}

function findFaults(
  { taken }: UpgradePlan,
  heads: ReadonlyMap<string, Revision>,
  check: Upgrading['check'],
): readonly string[] {
  if (taken.length === 0) return [];
  const after = new Map<string, Pick<Revision, 'kind' | 'body'>>(heads);
  for (const change of taken) after.set(nameDocument(change), change);
  const placeOf = () => ({ file: 'the shipped knowledge', line: 1, column: 1 });
  const problems = check({ documents: toDocuments([...after.values()]), places: { placeOf } });
  return problems.filter(({ severity }) => severity === 'error').map(({ message }) => message);
}

/** @returns the new revisions by document; undefined when others published meanwhile, and nothing was taken */
async function take(
  store: Store,
  documents: readonly DocumentChange[],
  { taken, offered }: UpgradePlan,
): Promise<ReadonlyMap<string, number> | undefined> {
  const waiting = new Set(offered.map(nameDocument));
  return store.write(async ({ revisions, seedDocuments, audit }) => {
    const numbers = new Map<string, number>();
    if (taken.length > 0) {
      const result = await revisions.append(
        taken.map((change) => ({ ...change, weight: 'substantive' })),
        'seed',
      );
      if (result.kind === 'stale-base') return undefined;
      for (const [index, change] of taken.entries()) numbers.set(nameDocument(change), result.from + index);
      await audit.record({
        person: 'seed',
        action: 'upgraded',
        subject: 'knowledge',
        details: { from: result.from, to: result.to },
      });
    }
    for (const document of documents)
      if (!waiting.has(nameDocument(document)))
        await seedDocuments.record(document.kind, document.id, document.body);
    return numbers;
  });
}
