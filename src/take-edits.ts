import type { RefusedEdit } from './knowledge/files/file-edits.ts';
import { type DocumentChange, nameDocument } from './knowledge/revision.ts';
import type { Drafted } from './moderation/drafting.ts';
import type { Edit } from './moderation/edit.ts';
import type { Moderation } from './moderation/moderation.ts';
import type { Draft } from './moderation/ports.ts';
import { TAKEN_OUT } from './publish-edits.ts';

interface Taking {
  readonly moderation: Pick<Moderation, 'draft' | 'revise'>;
  /** Open drafts, oldest first. */
  readonly listOpen: () => Promise<readonly Draft[]>;
  /** The part of the program that does it. */
  readonly program: 'file' | 'upgrade';
  /** What the drafts are for. */
  readonly comment: string;
}

/** Each further draft is checked against the whole knowledge: many changes go into one. */
const MOST_DRAFTS = 10;

/**
 * Makes drafts of what was changed outside the program. A draft each for documents that were
 * changed; one for all of them where some were added or withdrawn, as they may name each other.
 * @returns what could not be taken over, with the reason
 */
export async function takeEdits(taking: Taking, edits: readonly DocumentChange[]): Promise<RefusedEdit[]> {
  const isTogether =
    edits.length > MOST_DRAFTS || edits.some(({ base, body }) => base === null || body === null);
  const refused: RefusedEdit[] = [];
  for (const group of isTogether ? [edits] : edits.map((edit) => [edit]))
    refused.push(...(await takeTogether(taking, group)));
  return refused;
}

async function takeTogether(taking: Taking, edits: readonly DocumentChange[]): Promise<RefusedEdit[]> {
  const possible = edits.filter((edit) => toEdit(edit) !== undefined);
  const refused = edits
    .filter((edit) => !possible.includes(edit))
    .map((document) => ({
      document,
      reason: 'it is gone from the files, but cannot be withdrawn: put it back',
    }));
  if (possible.length === 0) return refused;
  const reason = await take(taking, possible);
  return reason === undefined ? refused : [...refused, ...possible.map((document) => ({ document, reason }))];
}

/** @returns why it was not taken over */
async function take(taking: Taking, changes: readonly DocumentChange[]): Promise<string | undefined> {
  const { moderation, program, comment } = taking;
  const by = { program };
  const edits = changes.flatMap((change) => toEdit(change) ?? []);
  const drafted = await findDraft(taking, changes);
  if (drafted?.isSame === true) return undefined;
  const result = drafted
    ? await moderation.revise({ draft: drafted.id, edits, comment, by })
    : await moderation.draft({ edits, comment, by });
  return result.kind === 'unchanged' || result.kind === 'drafted' ? undefined : describe(result);
}

/** The program's own open draft of these documents, and whether it says the same. */
async function findDraft(
  { listOpen, program }: Taking,
  changes: readonly DocumentChange[],
): Promise<{ readonly id: number; readonly isSame: boolean } | undefined> {
  const named = (documents: readonly DocumentChange[]): string => documents.map(nameDocument).sort().join();
  const bodies = (documents: readonly DocumentChange[]): string =>
    JSON.stringify(documents.map((document) => [nameDocument(document), document.body]).sort());
  const mine = (await listOpen()).filter(({ authors }) => authors.every((author) => author === program));
  for (const { id, changes: all } of mine) {
    const own = all.filter(({ isConsequence }) => !isConsequence);
    if (named(own) === named(changes)) return { id, isSame: bodies(own) === bodies(changes) };
  }
  return undefined;
}

function toEdit({ kind, id, base, body }: DocumentChange): Edit | undefined {
  if (body !== null) return { kind: 'replace', document: { kind, id }, body: { ...body }, base };
  if (kind !== 'entry' && kind !== 'guide') return undefined;
  return { kind: 'withdraw', document: { kind, id }, reason: TAKEN_OUT, base };
}

type Failure = Exclude<Drafted, { readonly kind: 'drafted' | 'unchanged' }>;

function describe(failure: Failure): string {
  switch (failure.kind) {
    case 'stale-base': {
      const last = failure.since.at(-1);
      const by = last ? ` by ${last.person} as revision ${last.number}` : '';
      return `${nameDocument(failure.document)} was published${by} since this was written: fold that in and save again`;
    }
    case 'invalid':
      return failure.faults.map(({ message }) => message).join('; ');
    case 'denied':
      return `the program may not ${failure.action} here: see FILE_EDITS`;
    case 'not-open':
      return 'its draft was closed meanwhile: save the file again';
  }
}
