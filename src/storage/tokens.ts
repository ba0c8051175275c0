import { createHash, randomBytes } from 'node:crypto';
import type { PersonId } from '../assistant/ports.ts';
import type { Minting, TokenLine, TokenStore } from '../moderation/ports.ts';
import type { Session } from './tables.ts';

/** Bearer tokens of the HTTP API: only their hashes are kept. */
export class Tokens implements TokenStore {
  constructor(private readonly session: Session) {}

  /** @returns the token, told this once and never again */
  async mint({ person, label, expiresAt }: Minting): Promise<string> {
    const token = `shuwen_${randomBytes(32).toString('base64url')}`;
    await this.session.db
      .insertInto('tokens')
      .values({
        hash: hashOf(token),
        person,
        label,
        created_at: this.session.now(),
        expires_at: expiresAt,
        revoked_at: null,
      })
      .execute();
    return token;
  }

  /** Whose token it is; undefined when it is unknown, expired or revoked. */
  async personOf(token: string): Promise<PersonId | undefined> {
    const row = await this.session.db
      .selectFrom('tokens')
      .select('person')
      .where('hash', '=', hashOf(token))
      .where('expires_at', '>', this.session.now())
      .where('revoked_at', 'is', null)
      .executeTakeFirst();
    return row?.person as PersonId | undefined;
  }

  /** Those of a person, newest first; the tokens themselves are not known. */
  async of(person: PersonId): Promise<readonly TokenLine[]> {
    const rows = await this.session.db
      .selectFrom('tokens')
      .select(['label', 'created_at', 'expires_at', 'revoked_at'])
      .where('person', '=', person)
      .orderBy('created_at', 'desc')
      .execute();
    return rows.map(({ label, created_at: createdAt, expires_at: expiresAt, revoked_at: revokedAt }) => ({
      label,
      createdAt,
      expiresAt,
      isRevoked: revokedAt !== null,
    }));
  }

  /** @returns how many were revoked */
  async revoke(person: PersonId, label: string): Promise<number> {
    const { numUpdatedRows } = await this.session.db
      .updateTable('tokens')
      .set({ revoked_at: this.session.now() })
      .where('person', '=', person)
      .where('label', '=', label)
      .where('revoked_at', 'is', null)
      .executeTakeFirst();
    return Number(numUpdatedRows);
  }
}

/** 256 random bits need no salt and no slow hash. */
const hashOf = (token: string): string => createHash('sha256').update(token).digest('base64url');
