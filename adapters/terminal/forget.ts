import { once } from 'node:events';
import { createInterface } from 'node:readline/promises';
import type { Account } from '../../src/assistant/ports.ts';
import { type ExitCode, type Terminal, UsageError } from './terminal.ts';
import { parseOptions } from './usage.ts';
import { write } from './write.ts';

/** What was erased, by noun. */
export type Forgotten = Readonly<Record<string, number>>;

function readAccount(given: string | undefined): Account {
  const [platform = '', tenant = '', user = '', ...rest] = (given ?? '').split('/');
  if (platform === '' || tenant === '' || user === '' || rest.length > 0)
    throw new UsageError(
      'whom to forget is not told: give an account as platform/workspace/user, such as slack/T1/U2',
    );
  return { platform, tenant, user };
}

async function isConfirmed({ input, output }: Terminal, named: string): Promise<boolean> {
  if (input.isTTY !== true) throw new UsageError('forgetting cannot be undone: confirm it with --yes');
  const lines = createInterface({ input, output, terminal: false });
  // Whoever leaves without a word has not said yes.
  const left = once(lines, 'close').then(() => '');
  const typed = await Promise.race([
    lines.question(`Erase everything of ${named}? This cannot be undone. 删除其全部记录，不能撤销。 [y/N] `),
    left,
  ]);
  lines.close();
  return /^y(?:es)?$/i.test(typed.trim());
}

/** Erases the person of an account; an anonymous count stays. */
export async function forget(
  args: readonly string[],
  terminal: Terminal,
  erase: (account: Account) => Promise<Forgotten | undefined>,
): Promise<ExitCode> {
  const { values, positionals } = parseOptions({
    args: [...args],
    allowPositionals: true,
    options: { yes: { type: 'boolean' }, json: { type: 'boolean' } },
  });
  const account = readAccount(positionals[0]);
  const named = `${account.platform}/${account.tenant}/${account.user}`;
  if (values.yes !== true && !(await isConfirmed(terminal, named))) {
    terminal.errors.write('nothing was erased 未删除\n');
    return 1;
  }
  const forgotten = await erase(account);
  if (!forgotten) {
    terminal.errors.write(`shuwen: ${named} is not known: nothing was erased\n`);
    return 1;
  }
  const told = Object.entries(forgotten).map(([noun, count]) => `${noun} ${count}`);
  await write(
    terminal.output,
    values.json ? `${JSON.stringify(forgotten)}\n` : `Erased 已删除: ${told.join(', ')}\n`,
  );
  return 0;
}
