import { type Language, civilDate } from '../../../src/knowledge/fields.ts';
import type { Revision } from '../../../src/knowledge/revision.ts';
import { readWithdrawal } from '../../../src/moderation/history.ts';
import { documentDiffLines } from '../diff-lines.ts';
import { type Line, line, paragraphs } from '../line.ts';
import { UsageError } from '../terminal.ts';
import { parseOptions } from '../usage.ts';
import { COMMON, type ModerationVerb, openDesk, tell } from './command.ts';
import { LABELS } from './labels.ts';
import { namesOf } from './names.ts';
import { table } from './table.ts';
import { readAccount, readDocument, readNumber, readOptionalNumber, readWord } from './words.ts';

const minute = (moment: number): string => new Date(moment).toISOString().slice(0, 16).replace('T', ' ');

/** Why a revision was made, as far as it tells. */
function describeWhy(
  { number, body, note, hash }: Revision,
  revisions: readonly Revision[],
  language: Language,
): string {
  const words = LABELS[language];
  if (body === null) return `${words.withdrawn} ${readWithdrawal(note).reason[language]}`;
  const same = revisions.find((other) => other.number < number && other.hash === hash);
  return note ?? (same ? words.again(same.number) : '');
}

/** `history <document>` */
export const history: ModerationVerb = async (args, terminal, setting) => {
  const { values, positionals } = parseOptions({ args: [...args], allowPositionals: true, options: COMMON });
  const document = readDocument(positionals[0]);
  const desk = await openDesk(values, terminal, setting);
  const read = await desk.moderation.history({ document, by: desk.by });
  const nameOf = await namesOf(
    desk.moderation,
    read.kind === 'history' ? read.revisions.map(({ person }) => person) : [],
  );
  return tell(desk, read, ({ revisions }) =>
    table(
      LABELS[desk.language].heads.history,
      revisions.map((revision) => [
        String(revision.number),
        minute(revision.at),
        nameOf(revision.person),
        revision.weight,
        describeWhy(revision, revisions, desk.language),
      ]),
    ),
  );
};

/** `diff <document> [from] [to]`, `diff --draft <n>` */
export const diff: ModerationVerb = async (args, terminal, setting) => {
  const { values, positionals } = parseOptions({
    args: [...args],
    allowPositionals: true,
    options: { ...COMMON, draft: { type: 'string' } },
  });
  const draft = readOptionalNumber(values.draft, 'the draft');
  const desk = await openDesk(values, terminal, setting);
  const { moderation, by } = desk;
  const shown = (documents: Parameters<typeof documentDiffLines>[0]): Line[] =>
    documentDiffLines(documents, desk.language);
  if (draft !== undefined)
    return tell(desk, await moderation.diffDraft({ draft, by }), ({ documents }) => shown(documents));
  const [named, from, to] = positionals;
  const range = {
    from: readOptionalNumber(from, 'the earlier revision'),
    to: readOptionalNumber(to, 'the later revision'),
  };
  return tell(desk, await moderation.diff({ document: readDocument(named), ...range, by }), ({ documents }) =>
    shown(documents),
  );
};

/** `evidence <account or destination> <day>`: a destination has a colon, as `slack:T1/C2` */
export const evidence: ModerationVerb = async (args, terminal, setting) => {
  const { values, positionals } = parseOptions({ args: [...args], allowPositionals: true, options: COMMON });
  const named = readWord(positionals[0], 'whom it was told (an account or a destination)');
  const day = civilDate.safeParse(positionals[1]).data;
  if (day === undefined) throw new UsageError('the day is missing: give a date such as 2026-11-21');
  const whom = named.includes(':') ? { destination: named } : { account: readAccount(named) };
  const desk = await openDesk(values, terminal, setting);
  const words = LABELS[desk.language];
  return tell(desk, await desk.moderation.evidence({ whom, day, by: desk.by }), ({ exhibits, hash }) =>
    paragraphs(
      ...exhibits.map((told) => [
        line(`${told.at} · ${words.told[told.kind]} · ${told.destination}`, 'heading'),
        ...(told.question === '' ? [] : [line(told.question, 'strong')]),
        line(told.isWithdrawn ? words.withdrawn : told.heading),
        ...[told.shortAnswer, ...told.text.split('\n')]
          .filter((text) => text !== '')
          .map((text) => line(text)),
        line(`${told.entry} r${told.revision} · ${told.publishedAt} · ${told.hash}`, 'faint'),
      ]),
      exhibits.length === 0 ? [line(words.nothing)] : [line(`${words.sha}: ${hash}`, 'faint')],
    ),
  );
};

/** `overdue`: entries whose review is past its day */
export const overdue: ModerationVerb = async (args, terminal, setting) => {
  const { values } = parseOptions({ args: [...args], options: COMMON });
  const desk = await openDesk(values, terminal, setting);
  const words = LABELS[desk.language];
  return tell(desk, await desk.moderation.overdue({ today: setting.today, by: desk.by }), ({ entries }) =>
    entries.length === 0
      ? [line(words.nothing)]
      : table(
          words.heads.overdue,
          entries.map(({ id, since, reviewer }) => [since, id, reviewer ?? '']),
        ),
  );
};

/** `cases`, `cases answer <n> <text>`, `cases close <n>` */
export const cases: ModerationVerb = async (args, terminal, setting) => {
  const { values, positionals } = parseOptions({ args: [...args], allowPositionals: true, options: COMMON });
  const [action = 'list', given, ...text] = positionals;
  const desk = await openDesk(values, terminal, setting);
  const { moderation, by, language } = desk;
  const words = LABELS[language];
  if (action === 'list')
    return tell(desk, await moderation.cases(by), ({ cases: open }) =>
      open.length === 0
        ? [line(words.nothing)]
        : table(
            words.heads.cases,
            open.map(({ id, openedAt, question }) => [String(id), minute(openedAt), question]),
          ),
    );
  const id = readNumber(given, 'the case');
  if (action === 'close')
    return tell(desk, await moderation.closeCase({ case: id, by }), () => [line(words.closed)]);
  if (action !== 'answer') throw new UsageError(`there is no "cases ${action}": give answer or close`);
  const answer = readWord(text.join(' '), 'the answer');
  return tell(desk, await moderation.answerCase({ case: id, text: answer, by }), ({ isPosted }) => [
    line(words.answered(isPosted)),
  ]);
};
