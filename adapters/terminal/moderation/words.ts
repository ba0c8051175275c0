import type { Account } from '../../../src/assistant/ports.ts';
import type { DocumentKey, Weight } from '../../../src/knowledge/revision.ts';
import { GLOSSARY, GOLDEN, PROBES } from '../../../src/knowledge/stored-documents.ts';
import { UsageError } from '../terminal.ts';

const ONLY: ReadonlyMap<string, DocumentKey> = new Map(
  [GLOSSARY, GOLDEN, PROBES].map((key) => [key.id, key]),
);

/**
 * A document as it is named at the command line: an entry by its id, `guide/<id>`, `topic/<id>`, `glossary`, `golden`.
 * @throws UsageError
 */
export function readDocument(given: string | undefined): DocumentKey {
  const [first = '', second, ...rest] = (given ?? '').split('/');
  const only = ONLY.get(first);
  if (first === '' || rest.length > 0)
    throw new UsageError(
      'no document was named: give an entry’s id, guide/<id>, topic/<id>, glossary or golden',
    );
  if (second === undefined) return only ?? { kind: 'entry', id: first };
  const kind = (['entry', 'guide', 'topic'] as const).find((known) => known === first);
  if (!kind) throw new UsageError(`there is no kind of document "${first}": give entry, guide or topic`);
  return { kind, id: second };
}

/** @throws UsageError */
export function readAccount(given: string | undefined): Account {
  const [platform = '', tenant = '', user = '', ...rest] = (given ?? '').split('/');
  if (platform === '' || tenant === '' || user === '' || rest.length > 0)
    throw new UsageError('no account was named: give platform/workspace/user, such as slack/T1/U2');
  return { platform, tenant, user };
}

/** @throws UsageError unless exactly one is given */
export function readWeight({
  substantive,
  cosmetic,
}: {
  substantive?: boolean | undefined;
  cosmetic?: boolean | undefined;
}): Weight {
  if (substantive === cosmetic)
    throw new UsageError(
      'say whether the change matters to those who read the text before: --substantive (they are told) or --cosmetic 请注明 --substantive（通知看过旧文的人）或 --cosmetic',
    );
  return substantive === true ? 'substantive' : 'cosmetic';
}

/** @throws UsageError */
export function readNumber(given: string | undefined, what: string): number {
  if (given === undefined || !/^\d{1,9}$/.test(given))
    throw new UsageError(`${what} is missing: give its number`);
  return Number(given);
}

export const readOptionalNumber = (given: string | undefined, what: string): number | undefined =>
  given === undefined ? undefined : readNumber(given, what);

/** @throws UsageError */
export function readWord(given: string | undefined, what: string): string {
  if (given === undefined || given === '') throw new UsageError(`${what} is missing`);
  return given;
}
