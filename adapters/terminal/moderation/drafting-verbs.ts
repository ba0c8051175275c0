import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { text as readAll } from 'node:stream/consumers';
import { z } from 'zod';
import type { DocumentKey } from '../../../src/knowledge/revision.ts';
import { type Edit, edit } from '../../../src/moderation/edit.ts';
import { PREVIEW_WORDING } from '../../../src/moderation/preview/wording.ts';
import { describeFault } from '../fault.ts';
import { BLANK, line, paragraphs } from '../line.ts';
import { effectLines, previewLines } from '../preview-lines.ts';
import { tellProgress } from '../progress.ts';
import { type ExitCode, type Terminal, UsageError } from '../terminal.ts';
import { parseOptions } from '../usage.ts';
import { COMMON, type Desk, type ModerationVerb, openDesk, tell } from './command.ts';
import { draftLines, faultLines } from './draft-lines.ts';
import { LABELS } from './labels.ts';
import { namesOf } from './names.ts';
import { table } from './table.ts';
import { readDocument, readNumber, readOptionalNumber, readWord } from './words.ts';

const editsFile = z.union([z.array(edit), edit.transform((one) => [one])]);

/** Edits as JSON, from a file or, with `-`, from standard input. */
async function readEdits(given: string, { cwd, input }: Terminal): Promise<readonly Edit[]> {
  const source = given === '-' ? await readAll(input) : await readFile(resolve(cwd, given), 'utf8');
  let value: unknown;
  try {
    value = JSON.parse(source);
  } catch (cause) {
    throw new UsageError(`${given} holds no JSON: give a list of edits`, { cause });
  }
  const read = editsFile.safeParse(value);
  if (!read.success) throw new UsageError(`${given} holds no edits: ${z.prettifyError(read.error)}`);
  return read.data;
}

const splitPair = (pair: string): readonly [string, string] => {
  const at = pair.indexOf('=');
  if (at < 1) throw new UsageError(`"${pair}" sets nothing: give field=value`);
  return [pair.slice(0, at), pair.slice(at + 1)];
};

/** What looks like JSON is JSON; anything else is text; nothing removes the field. */
function readValue(text: string): unknown {
  if (text === '') return null;
  if (!/^[[{"]/.test(text)) return text;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

interface EditOptions {
  readonly set?: readonly string[] | undefined;
  readonly question?: readonly string[] | undefined;
  readonly edits?: string | undefined;
  readonly 'withdraw-zh'?: string | undefined;
  readonly 'withdraw-en'?: string | undefined;
  readonly 'replaced-by'?: string | undefined;
}

/** @throws UsageError */
async function gatherEdits(
  options: EditOptions,
  named: string | undefined,
  terminal: Terminal,
): Promise<readonly Edit[]> {
  const { set = [], question = [], edits } = options;
  const { 'withdraw-zh': zh, 'withdraw-en': en, 'replaced-by': replacedBy } = options;
  const given: unknown[] = edits === undefined ? [] : [...(await readEdits(edits, terminal))];
  if (set.length > 0) {
    const fields = Object.fromEntries(set.map(splitPair).map(([field, value]) => [field, readValue(value)]));
    given.push({ kind: 'set', document: readDocument(named), fields });
  }
  if (zh !== undefined || en !== undefined)
    given.push({ kind: 'withdraw', document: readDocument(named), reason: { zh, en }, replacedBy });
  for (const [text, expect] of question.map(splitPair))
    given.push({ kind: 'question', text, expect: expect === '' ? null : expect });
  if (given.length === 0)
    throw new UsageError('nothing is edited: give --set field=value, --question or --edits');
  const read = z.array(edit).safeParse(given);
  if (!read.success) throw new UsageError(z.prettifyError(read.error));
  return read.data;
}

const SUBVERBS: Readonly<Record<string, (desk: Desk, rest: readonly string[]) => Promise<ExitCode>>> = {
  list: async (desk) => {
    const { moderation, by, language } = desk;
    const listed = await moderation.drafts(by);
    const nameOf = await namesOf(
      moderation,
      listed.kind === 'drafts' ? listed.drafts.flatMap(({ authors }) => authors) : [],
    );
    return tell(desk, listed, ({ drafts }) =>
      drafts.length === 0
        ? [line(LABELS[language].nothing)]
        : table(
            LABELS[language].heads.draft,
            drafts.map(({ id, version, state, authors, changes }) => [
              String(id),
              String(version),
              LABELS[language].states[state],
              authors.map(nameOf).join(', '),
              changes.map(({ id: document }: DocumentKey) => document).join(', '),
            ]),
          ),
    );
  },
  show: async (desk, [id]) => {
    const { moderation, by, language } = desk;
    const draft = readNumber(id, 'the draft');
    const found = await moderation.findDraft({ draft, by });
    const people =
      found.kind === 'draft'
        ? [...found.draft.authors, ...found.draft.reviews.map(({ person }) => person)]
        : [];
    const nameOf = await namesOf(moderation, people);
    return tell(desk, found, (shown) => draftLines(shown.draft, nameOf, language));
  },
  discard: async (desk, [id]) => {
    const { moderation, by, language } = desk;
    const discarded = await moderation.discard({ draft: readNumber(id, 'the draft'), by });
    return tell(desk, discarded, () => [line(LABELS[language].discarded)]);
  },
};

/** `draft <document> --set field=value …`, `draft list`, `draft show <n>`, `draft discard <n>` */
export const draft: ModerationVerb = async (args, terminal, setting) => {
  const { values, positionals } = parseOptions({
    args: [...args],
    allowPositionals: true,
    options: {
      ...COMMON,
      draft: { type: 'string' },
      comment: { type: 'string' },
      edits: { type: 'string' },
      set: { type: 'string', multiple: true },
      question: { type: 'string', multiple: true },
      'withdraw-zh': { type: 'string' },
      'withdraw-en': { type: 'string' },
      'replaced-by': { type: 'string' },
    },
  });
  const [first = '', ...rest] = positionals;
  const subverb = SUBVERBS[first];
  if (subverb) return subverb(await openDesk(values, terminal, setting), rest);
  const edits = await gatherEdits(values, positionals[0], terminal);
  const revised = readOptionalNumber(values.draft, 'the draft');
  const { comment } = values;
  const desk = await openDesk(values, terminal, setting);
  const { moderation, by, language } = desk;
  const drafted =
    revised === undefined
      ? await moderation.draft({ edits, comment, by })
      : await moderation.revise({ draft: revised, edits, comment, by });
  const nameOf = await namesOf(moderation, drafted.kind === 'drafted' ? drafted.draft.authors : []);
  const code = await tell(desk, drafted, (done) =>
    paragraphs(draftLines(done.draft, nameOf, language), faultLines(done.warnings), [
      line(LABELS[language].drafted),
    ]),
  );
  if (drafted.kind !== 'drafted' || desk.isJson) return code;
  await tellEffect(desk, drafted.draft.id);
  return code;
};

/** How many questions a draft changes something for. It is saved, whether or not that can be told. */
async function tellEffect(desk: Desk, id: number): Promise<void> {
  const { terminal, language } = desk;
  try {
    const effect = await previewAloud(desk, id);
    await tell(desk, effect, ({ report }) => [BLANK, ...effectLines(report, id, language)]);
  } catch (error) {
    terminal.errors.write(`${LABELS[language].noEffect(id)}\n${describeFault(error)}\n`);
  }
}

/** Tells how far the preview has come while it is made. */
async function previewAloud({ moderation, by, terminal, language }: Desk, id: number) {
  const progress = tellProgress(terminal);
  const { stage: stages } = PREVIEW_WORDING[language];
  try {
    return await moderation.preview({
      draft: id,
      by,
      onProgress: ({ stage, done }) => {
        progress.tell(`${stages[stage]} ${Math.round(done * 100)} %`);
      },
    });
  } finally {
    progress.erase();
  }
}

/** `preview <draft>` */
export const preview: ModerationVerb = async (args, terminal, setting) => {
  const { values, positionals } = parseOptions({ args: [...args], allowPositionals: true, options: COMMON });
  const id = readNumber(positionals[0], 'the draft');
  const desk = await openDesk(values, terminal, setting);
  const previewed = await previewAloud(desk, id);
  return tell(desk, previewed, ({ report }) => previewLines(report, desk.language));
};

const VERDICTS = { approve: 'approved', request: 'changes-requested' } as const;

/** `review <draft> approve|request` */
export const review: ModerationVerb = async (args, terminal, setting) => {
  const { values, positionals } = parseOptions({
    args: [...args],
    allowPositionals: true,
    options: {
      ...COMMON,
      version: { type: 'string' },
      comment: { type: 'string' },
      sign: { type: 'string' },
    },
  });
  const id = readNumber(positionals[0], 'the draft');
  const word = readWord(positionals[1], 'the verdict (approve or request)');
  const verdict = Object.entries(VERDICTS).find(([name]) => name === word)?.[1];
  if (!verdict) throw new UsageError(`there is no verdict "${word}": give approve or request`);
  const version = readNumber(values.version, 'the version that you looked at (--version)');
  const desk = await openDesk(values, terminal, setting);
  const { comment, sign: signature } = values;
  const reviewed = await desk.moderation.review({
    draft: id,
    version,
    verdict,
    comment,
    signature,
    by: desk.by,
  });
  return tell(desk, reviewed, () => [
    line(`${LABELS[desk.language].reviewed}: ${LABELS[desk.language].verdicts[verdict]}`),
  ]);
};
