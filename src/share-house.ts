import { controlAddress, listenForCommands } from '../adapters/terminal/control-server.ts';
import { describeFault } from '../adapters/terminal/fault.ts';
import type { ExitCode, Terminal } from '../adapters/terminal/terminal.ts';
import type { House } from './house.ts';
import { isHouseVerb } from './verb-names.ts';
import { HOUSE_VERBS } from './verbs.ts';

/** Tells an error on the terminal where the command was typed. */
export type Report = (error: unknown, terminal: Terminal) => ExitCode;

/** Lets other processes run their commands in this one while it has the store open. */
export async function shareHouse(house: House, report: Report): Promise<void> {
  const { config } = house;
  // Over PostgreSQL every process opens the store itself.
  if (config.databaseUrl !== undefined) return;
  const run = async ([name = '', ...args]: readonly string[], terminal: Terminal): Promise<ExitCode> => {
    if (!isHouseVerb(name)) return report(new Error(`${name} does not run on the house`), terminal);
    return HOUSE_VERBS[name]
      .run(args, terminal, () => Promise.resolve(house), config)
      .catch((error: unknown) => report(error, terminal));
  };
  house.onClose(
    await listenForCommands(controlAddress(config.dataDir), run, (error) => {
      process.stderr.write(`${describeFault(error)}\n`);
    }),
  );
}
