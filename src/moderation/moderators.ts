import type { Account, PersonId } from '../assistant/ports.ts';
import type { ModerationParts } from './parts.ts';
import type { Records, Role, TokenLine } from './ports.ts';

/**
 * Who may moderate is decided by whoever runs the program, at its own command line: no face that is reached over a
 * network offers this.
 */
interface Operator {
  /** The name that the audit shows. */
  readonly operator: string;
}

/** The platform of a person's name at the command line. */
const LOCAL = 'local';

/** The account by which the command line knows a person. */
export const localAccount = (name: string): Account => ({ platform: LOCAL, tenant: '', user: name });

export interface Moderator {
  readonly person: PersonId;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly accounts: readonly Account[];
  readonly tokens: readonly TokenLine[];
}

export type Known<T> = { readonly kind: 'unknown-person'; readonly name: string } | T;

type Parts = Pick<ModerationParts, 'store' | 'now'>;
type Named = Operator & { readonly name: string };

const DAY_MS = 24 * 60 * 60_000;

/** Makes a person known by a name, with roles and accounts on platforms. */
export async function addModerator(
  { store }: Parts,
  {
    name,
    roles,
    accounts = [],
    operator,
  }: Named & { readonly roles: readonly Role[]; readonly accounts?: readonly Account[] },
): Promise<{ readonly kind: 'added'; readonly moderator: Moderator }> {
  return store.write(async (records) => {
    const person = await records.people.identify(localAccount(name));
    for (const role of roles) await records.people.grant(person, role);
    for (const account of accounts) await join(records, account, person);
    await records.audit.record({
      person: operator,
      action: 'granted',
      subject: `person ${person}`,
      details: { roles: roles.join(', '), accounts: accounts.length },
    });
    return { kind: 'added', moderator: await describe(records, person) };
  });
}

/** Makes an account one more of a person's: what was done by it was done by them. */
export async function linkAccount(
  { store }: Parts,
  { name, account, operator }: Named & { readonly account: Account },
): Promise<Known<{ readonly kind: 'linked'; readonly moderator: Moderator }>> {
  return store.write(async (records) => {
    const person = await records.people.find(localAccount(name));
    if (person === undefined) return { kind: 'unknown-person', name };
    await join(records, account, person);
    await records.audit.record({
      person: operator,
      action: 'linked',
      subject: `person ${person}`,
      details: { platform: account.platform },
    });
    return { kind: 'linked', moderator: await describe(records, person) };
  });
}

async function join({ people, drafts }: Records, account: Account, person: PersonId): Promise<void> {
  const owner = await people.find(account);
  if (owner === person) return;
  await people.link(account, person);
  if (owner === undefined) return;
  // Also where the other keeps accounts: what may have been the same person's approval does not count.
  await drafts.attribute(owner, person);
  if ((await people.accountsOf(owner)).length === 0) await people.merge(owner, person);
}

/** Takes roles away; all of them where none is named, and the tokens with them. */
export async function revokeRoles(
  { store }: Parts,
  { name, roles, operator }: Named & { readonly roles?: readonly Role[] },
): Promise<Known<{ readonly kind: 'revoked'; readonly moderator: Moderator }>> {
  return store.write(async (records) => {
    const person = await records.people.find(localAccount(name));
    if (person === undefined) return { kind: 'unknown-person', name };
    for (const role of roles ?? (await records.people.rolesOf(person)))
      await records.people.revoke(person, role);
    if (roles === undefined)
      for (const { label } of await records.tokens.of(person)) await records.tokens.revoke(person, label);
    await records.audit.record({
      person: operator,
      action: 'revoked',
      subject: `person ${person}`,
      details: { roles: roles?.join(', ') ?? 'all' },
    });
    return { kind: 'revoked', moderator: await describe(records, person) };
  });
}

export async function listModerators({ store: { read } }: Parts): Promise<readonly Moderator[]> {
  const moderators: Moderator[] = [];
  for (const person of await read.people.listModerators()) moderators.push(await describe(read, person));
  return moderators;
}

/** A bearer token of a person's, told once. */
export async function mintToken(
  { store, now }: Parts,
  { name, label, days, operator }: Named & { readonly label: string; readonly days: number },
): Promise<Known<{ readonly kind: 'minted'; readonly token: string; readonly expiresAt: number }>> {
  return store.write(async ({ people, tokens, audit }) => {
    const person = await people.find(localAccount(name));
    if (person === undefined) return { kind: 'unknown-person', name };
    const expiresAt = now() + days * DAY_MS;
    const token = await tokens.mint({ person, label, expiresAt });
    await audit.record({
      person: operator,
      action: 'minted a token',
      subject: `person ${person}`,
      details: { label, days },
    });
    return { kind: 'minted', token, expiresAt };
  });
}

export async function revokeToken(
  { store }: Parts,
  { name, label, operator }: Named & { readonly label: string },
): Promise<Known<{ readonly kind: 'token-revoked'; readonly count: number }>> {
  return store.write(async ({ people, tokens, audit }) => {
    const person = await people.find(localAccount(name));
    if (person === undefined) return { kind: 'unknown-person', name };
    const count = await tokens.revoke(person, label);
    await audit.record({
      person: operator,
      action: 'revoked a token',
      subject: `person ${person}`,
      details: { label, count },
    });
    return { kind: 'token-revoked', count };
  });
}

/** A name for those who read the records; a part of the program goes by its own. */
export async function nameOf({ people }: Pick<Records, 'people'>, person: string): Promise<string> {
  const accounts = await people.accountsOf(person as PersonId);
  const own = accounts.find(({ platform }) => platform === LOCAL) ?? accounts[0];
  if (!own) return person;
  return own.platform === LOCAL ? own.user : `${own.platform}/${own.tenant}/${own.user}`;
}

async function describe(
  { people, tokens }: Pick<Records, 'people' | 'tokens'>,
  person: PersonId,
): Promise<Moderator> {
  const accounts = await people.accountsOf(person);
  return {
    person,
    name: await nameOf({ people }, person),
    roles: await people.rolesOf(person),
    accounts: accounts.filter(({ platform }) => platform !== LOCAL),
    tokens: await tokens.of(person),
  };
}
