import { createHash } from 'node:crypto';
import type { Seal } from '../../src/assistant/ports.ts';
import type { SlackSettings } from './settings.ts';

/** Who the app is in its workspace. */
export interface Identity {
  /** The workspace of the token: the association's own. */
  readonly team: string;
  /** The app's user, as it is mentioned. */
  readonly user: string;
}

/** What it takes to read what Slack sends. */
export interface Reading {
  readonly identity: Identity;
  readonly settings: SlackSettings;
  readonly seal: Seal;
  readonly now: () => number;
  /** The id of something that carries none: what is sent again is the same. */
  readonly keyOf: (what: string, ...parts: readonly unknown[]) => string;
}

export const keyOf: Reading['keyOf'] = (what, ...parts) =>
  `slack:${what}/${createHash('sha256').update(JSON.stringify(parts)).digest('base64url')}`;
