import type { Account } from '../../src/assistant/ports.ts';

/** A Discord user is the same person in every server. */
export const accountOf = (user: string): Account => ({ platform: 'discord', tenant: 'discord', user });
