import type { Language } from '../../src/knowledge/fields.ts';
import { LIMITS } from './limits.ts';

const KINDS = [
  /** An entry, or a step of a guide. */
  'go',
  'topic',
  /** Pass a question to a person. */
  'person',
  'helpful',
  'unhelpful',
  /** Say why an answer was not helpful. */
  'why',
  'share',
  'delete',
  'forget',
  /** Answer a case. */
  'answer',
  /** Send a proposed answer to the asker of its case. */
  'send',
] as const;

/** What pressing a button or sending a form asks for. It names only what is in the store, or public. */
export interface Act {
  readonly kind: (typeof KINDS)[number];
  readonly language: Language;
  /** The number or id of what it is done to. */
  readonly to: string;
}

const WRITTEN = /^(?<kind>[a-z]+):(?<language>zh|en):(?<to>.+)$/u;

/** As the `custom_id` of a button; undefined when it is too long for one. */
export function writeAct({ kind, language, to }: Act): string | undefined {
  const id = `${kind}:${language}:${to}`;
  return id.length <= LIMITS.customId ? id : undefined;
}

/** Undefined for what is none of our buttons (any more). */
export function readAct(customId: string): Act | undefined {
  const groups = WRITTEN.exec(customId)?.groups;
  const kind = KINDS.find((each) => each === groups?.['kind']);
  if (!groups || !kind) return undefined;
  return { kind, language: groups['language'] === 'en' ? 'en' : 'zh', to: groups['to'] ?? '' };
}
