import type { ParseArgsConfig } from 'node:util';
import { LANGUAGES, type Language } from '../../../src/knowledge/fields.ts';
import type { Moderation } from '../../../src/moderation/moderation.ts';
import { localAccount } from '../../../src/moderation/moderators.ts';
import type { By } from '../../../src/moderation/permission.ts';
import { type Trouble, describeTrouble, isTrouble } from '../../../src/moderation/wording.ts';
import { type Line, line } from '../line.ts';
import { paint } from '../paint.ts';
import { type ExitCode, type Terminal, screenOf } from '../terminal.ts';
import { parseLanguage } from '../usage.ts';
import { write } from '../write.ts';
import { namesOf } from './names.ts';
import { troubleLines } from './trouble-lines.ts';

/** What a verb works with, once its words are read. */
export interface Desk {
  readonly moderation: Moderation;
  readonly terminal: Terminal;
  /** Who acts, by their name at the command line. */
  readonly by: By;
  readonly operator: string;
  readonly language: Language;
  readonly isJson: boolean;
}

export interface Setting {
  readonly open: () => Promise<Moderation>;
  /** The reader's own, where the command does not say. */
  readonly language: Language | undefined;
  /** Civil date. */
  readonly today: string;
}

export type ModerationVerb = (
  args: readonly string[],
  terminal: Terminal,
  setting: Setting,
) => Promise<ExitCode>;

/** Options that every verb takes. */
export const COMMON = {
  as: { type: 'string' },
  lang: { type: 'string' },
  json: { type: 'boolean' },
} as const satisfies ParseArgsConfig['options'];

interface Common {
  readonly as?: string | undefined;
  readonly lang?: string | undefined;
  readonly json?: boolean | undefined;
}

const userOf = ({ env }: Terminal): string => env['USER'] ?? env['LOGNAME'] ?? 'root';

const languageOf = ({ env }: Terminal): Language =>
  LANGUAGES.find((known) => (env['LC_ALL'] ?? env['LANG'] ?? '').startsWith(known)) ?? 'en';

/** The desk that a command is carried out at. @throws UsageError */
export async function openDesk(
  { as, lang, json }: Common,
  terminal: Terminal,
  { open, language }: Setting,
): Promise<Desk> {
  const given = parseLanguage(lang);
  return {
    moderation: await open(),
    terminal,
    by: { account: localAccount(as ?? userOf(terminal)) },
    operator: `operator ${userOf(terminal)}`,
    language: given ?? language ?? languageOf(terminal),
    isJson: json === true,
  };
}

/** Tells what was done, or why it was not: then the command fails. */
export async function tell<R extends { readonly kind: string }>(
  { moderation, terminal, language, isJson }: Desk,
  result: R,
  render: (done: Exclude<R, Trouble>) => readonly Line[],
): Promise<ExitCode> {
  if (isJson) {
    await write(terminal.output, `${JSON.stringify(result)}\n`);
    return isTrouble(result) ? 1 : 0;
  }
  if (isTrouble(result)) {
    const screen = { ...screenOf(terminal), isStyled: terminal.errors.isTTY === true };
    const changedBy = result.kind === 'stale-base' ? result.since.map(({ person }) => person) : [];
    const lines = troubleLines(result, await namesOf(moderation, changedBy));
    lines.unshift(line(describeTrouble(result, language), 'warning'));
    await write(terminal.errors, paint(lines, screen));
    return 1;
  }
  await write(terminal.output, paint(render(result as Exclude<R, Trouble>), screenOf(terminal)));
  return 0;
}
