import { type DocumentChange, type DocumentKey, type Revision, nameDocument } from '../revision.ts';
import { hashBody } from './document-ledger.ts';

interface Sides {
  /** What was shipped when it was last imported, by `nameDocument`. */
  readonly base: ReadonlyMap<string, unknown>;
  readonly shipped: readonly DocumentChange[];
  /** The last revision of every document here, withdrawn ones too. */
  readonly heads: ReadonlyMap<string, Revision>;
}

/** What an upgrade does to the knowledge of a house: nothing that was changed here is written over. */
export interface UpgradePlan {
  /** Not changed here: the shipped text takes its place. */
  readonly taken: readonly DocumentChange[];
  /** Changed here and by the upgrade: to be decided by a person. */
  readonly offered: readonly DocumentChange[];
  /** No longer shipped; kept here. */
  readonly gone: readonly string[];
}

const isSame = (one: unknown, other: unknown): boolean => hashBody(one ?? null) === hashBody(other ?? null);

/** Merges what is shipped now with what was shipped before and what is here. */
export function planUpgrade({ base, shipped, heads }: Sides): UpgradePlan {
  const taken: DocumentChange[] = [];
  const offered: DocumentChange[] = [];
  const gone: string[] = [];
  for (const { kind, id, body } of shipped) {
    const name = nameDocument({ kind, id });
    const before = base.get(name);
    const head = heads.get(name);
    const put = (list: DocumentChange[], what: unknown): void => {
      list.push({ kind, id, base: head?.number ?? null, body: what });
    };
    if (isSame(before, body) || (head && isSame(head.body, body))) continue;
    if (!head || (before !== undefined && isSame(head.body, before))) {
      put(taken, body);
      continue;
    }
    const merged = mergeLists(kind, { before, shipped: body, here: head.body });
    if (!merged) {
      put(offered, body);
      continue;
    }
    if (!isSame(merged.agreed, head.body)) put(taken, merged.agreed);
    if (!isSame(merged.agreed, merged.theirs)) put(offered, merged.theirs);
    gone.push(...merged.gone);
  }
  const names = new Set(shipped.map(nameDocument));
  return { taken, offered, gone: [...[...base.keys()].filter((name) => !names.has(name)), ...gone] };
}

/** The documents that are lists of things, each of which is changed for itself. */
const LISTS: Readonly<Partial<Record<DocumentKey['kind'], { readonly field: string; readonly key: string }>>> = {
  glossary: { field: 'terms', key: 'id' },
  golden: { field: 'questions', key: 'text' },
  probes: { field: 'questions', key: 'text' },
};

type Things = ReadonlyMap<string, unknown>;

interface MergedLists {
  /** With every change that nothing here speaks against. */
  readonly agreed: unknown;
  /** With the shipped things also where they were changed here. */
  readonly theirs: unknown;
  readonly gone: readonly string[];
}

function mergeLists(
  kind: DocumentKey['kind'],
  bodies: { readonly before: unknown; readonly shipped: unknown; readonly here: unknown },
): MergedLists | undefined {
  const list = LISTS[kind];
  if (!list || bodies.here === null) return undefined;
  const [before, shipped, here] = [bodies.before, bodies.shipped, bodies.here].map((body) => readThings(body, list));
  if (!before || !shipped || !here) return undefined;
  const agreed = new Map(here);
  const theirs = new Map(here);
  for (const [name, thing] of shipped) {
    if (isSame(before.get(name), thing) || isSame(here.get(name), thing)) continue;
    if (isSame(here.get(name), before.get(name))) agreed.set(name, thing);
    theirs.set(name, thing);
  }
  return {
    agreed: { [list.field]: [...agreed.values()] },
    theirs: { [list.field]: [...theirs.values()] },
    gone: [...before.keys()].filter((name) => !shipped.has(name) && here.has(name)).map((name) => `${kind} ${name}`),
  };
}

function readThings(body: unknown, { field, key }: { readonly field: string; readonly key: string }): Things {
  const things = valueOf(body, field);
  if (!Array.isArray(things)) return new Map();
  return new Map(things.map((thing: unknown) => [String(valueOf(thing, key)), thing]));
}

const valueOf = (thing: unknown, field: string): unknown =>
  typeof thing === 'object' && thing !== null ? Object.getOwnPropertyDescriptor(thing, field)?.value : undefined;
