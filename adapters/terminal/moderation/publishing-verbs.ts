import { entryId } from '../../../src/knowledge/fields.ts';
import { MODERATION_WORDING } from '../../../src/moderation/wording.ts';
import { type Line, line } from '../line.ts';
import { UsageError } from '../terminal.ts';
import { parseOptions } from '../usage.ts';
import { COMMON, type Desk, type ModerationVerb, openDesk, tell } from './command.ts';
import { LABELS } from './labels.ts';
import { readDocument, readNumber, readOptionalNumber, readWeight, readWord } from './words.ts';

const WEIGHT = {
  substantive: { type: 'boolean' },
  cosmetic: { type: 'boolean' },
  confirm: { type: 'string' },
} as const;

type Publishing = Desk['moderation']['publish' | 'rollback' | 'withdraw'];
type Outcome = Awaited<ReturnType<Publishing>>;

const tellPublished = (desk: Desk, outcome: Outcome) =>
  tell(desk, outcome, ({ from, to, reach }): Line[] => {
    const words = LABELS[desk.language];
    const told = reach.people === 0 ? words.nobodyTold : MODERATION_WORDING[desk.language].reach(reach);
    return [line(words.published(from, to), 'strong'), line(told)];
  });

/** `publish <draft> --substantive|--cosmetic` */
export const publish: ModerationVerb = async (args, terminal, setting) => {
  const { values, positionals } = parseOptions({
    args: [...args],
    allowPositionals: true,
    options: { ...COMMON, ...WEIGHT },
  });
  const id = readNumber(positionals[0], 'the draft');
  const weight = readWeight(values);
  const confirmedFor = readOptionalNumber(values.confirm, 'how many may be told (--confirm)');
  const desk = await openDesk(values, terminal, setting);
  return tellPublished(desk, await desk.moderation.publish({ draft: id, weight, confirmedFor, by: desk.by }));
};

/** `rollback <document> <revision> --substantive|--cosmetic` */
export const rollback: ModerationVerb = async (args, terminal, setting) => {
  const { values, positionals } = parseOptions({
    args: [...args],
    allowPositionals: true,
    options: { ...COMMON, ...WEIGHT },
  });
  const document = readDocument(positionals[0]);
  const to = readNumber(positionals[1], 'the revision to go back to');
  const weight = readWeight(values);
  const confirmedFor = readOptionalNumber(values.confirm, 'how many may be told (--confirm)');
  const desk = await openDesk(values, terminal, setting);
  return tellPublished(
    desk,
    await desk.moderation.rollback({ document, to, weight, confirmedFor, by: desk.by }),
  );
};

const QUESTIONS = ['replacement', 'nothing', 'remove'] as const;

/** `withdraw <entry> --reason-zh … --reason-en … --substantive|--cosmetic` */
export const withdraw: ModerationVerb = async (args, terminal, setting) => {
  const { values, positionals } = parseOptions({
    args: [...args],
    allowPositionals: true,
    options: {
      ...COMMON,
      ...WEIGHT,
      'reason-zh': { type: 'string' },
      'reason-en': { type: 'string' },
      'replaced-by': { type: 'string' },
      questions: { type: 'string' },
    },
  });
  const { kind, id } = readDocument(positionals[0]);
  if (kind !== 'entry' && kind !== 'guide')
    throw new UsageError(`a ${kind} is not withdrawn: name an entry or guide`);
  const questions = QUESTIONS.find((known) => known === values.questions);
  if (values.questions !== undefined && !questions)
    throw new UsageError(`--questions ${values.questions} is not known: give replacement, nothing or remove`);
  const reason = {
    zh: readWord(values['reason-zh'], 'the reason in Chinese (--reason-zh)'),
    en: readWord(values['reason-en'], 'the reason in English (--reason-en)'),
  };
  const named = values['replaced-by'];
  const replacedBy = named === undefined ? undefined : entryId.parse(named);
  const weight = readWeight(values);
  const confirmedFor = readOptionalNumber(values.confirm, 'how many may be told (--confirm)');
  const desk = await openDesk(values, terminal, setting);
  const request = {
    document: { kind, id },
    reason,
    replacedBy,
    questions,
    weight,
    confirmedFor,
    by: desk.by,
  };
  return tellPublished(desk, await desk.moderation.withdraw(request));
};
