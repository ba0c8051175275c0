import type { Account, PersonId } from '../assistant/ports.ts';
import type { Records, Role } from './ports.ts';

/**
 * Who wants something done: a person as the platform or the command line knows them, or the bearer of a token. The
 * program drafts by itself what was edited in a file or comes with an upgrade; no adapter may name it on behalf of
 * someone.
 */
export type By =
  | { readonly account: Account }
  | { readonly person: PersonId }
  | { readonly token: string }
  | { readonly program: 'file' | 'upgrade' };

/** What needs a role. */
const NEEDED = {
  draft: ['moderator'],
  discard: ['moderator'],
  preview: ['moderator'],
  review: ['moderator'],
  'read-drafts': ['moderator', 'publisher'],
  'read-history': ['moderator', 'publisher'],
  'read-evidence': ['moderator'],
  'read-cases': ['moderator'],
  'answer-case': ['moderator'],
  'close-case': ['moderator'],
  publish: ['publisher'],
  rollback: ['publisher'],
  withdraw: ['publisher'],
} as const satisfies Readonly<Record<string, readonly Role[]>>;
export type Action = keyof typeof NEEDED;

/** An action that is not the person's to take. */
export interface Denied {
  readonly kind: 'denied';
  readonly action: Action;
  readonly reason:
    /** No person is known by that account. */
    | 'unknown-person'
    /** The token is unknown, expired or revoked. */
    | 'bad-token'
    /** The person lacks the role. */
    | 'no-role'
    /** Whoever wrote a draft does not approve it. */
    | 'own-draft';
  /** Any of these would do. */
  readonly needs: readonly Role[];
}

export const denied = (action: Action, reason: Denied['reason']): Denied => ({
  kind: 'denied',
  action,
  reason,
  needs: NEEDED[action],
});

/** A person, or a part of the program, that may take the action. */
export interface Allowed {
  readonly kind: 'allowed';
  readonly person: PersonId;
}

/**
 * Whether someone may take an action, read from the records given: within a transaction, as fresh as what it writes.
 * @param programMay what a part of the program may do by itself
 */
export async function authorize(
  { people, tokens }: Pick<Records, 'people' | 'tokens'>,
  by: By,
  action: Action,
  programMay: readonly Action[] = [],
): Promise<Allowed | Denied> {
  if ('program' in by)
    return programMay.includes(action)
      ? { kind: 'allowed', person: by.program as string as PersonId }
      : denied(action, 'no-role');
  const person = await findPerson({ people, tokens }, by);
  if (person === undefined) return denied(action, 'token' in by ? 'bad-token' : 'unknown-person');
  const roles = await people.rolesOf(person);
  return NEEDED[action].some((role) => roles.includes(role))
    ? { kind: 'allowed', person }
    : denied(action, 'no-role');
}

async function findPerson(
  { people, tokens }: Pick<Records, 'people' | 'tokens'>,
  by: Exclude<By, { readonly program: string }>,
): Promise<PersonId | undefined> {
  if ('token' in by) return tokens.personOf(by.token);
  return 'account' in by ? people.find(by.account) : by.person;
}
