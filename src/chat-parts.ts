import type { PersonId, Seal } from './assistant/ports.ts';
import type { House } from './house.ts';
import { createSeal, readSecret } from './storage/seal.ts';

/** What a chat platform tells those who look after the program. */
export interface Telling {
  readonly tellFault: (error: unknown) => void;
  readonly log: (line: string) => void;
  /** The platform will say nothing any more, and why. */
  readonly onDeaf: (reason: string) => void;
}

/** Replicas share a secret; one process keeps its own beside the store. */
const openSeal = async ({ config }: House): Promise<Seal> =>
  createSeal(config.sealSecret ?? (await readSecret(config.dataDir)));

/** What every chat platform is given of the house, under its own name in what is told. */
export async function chatParts(house: House, name: string, { tellFault, log, onDeaf }: Telling) {
  const { store, assistant } = house;
  return {
    ledger: store,
    assistant,
    seal: await openSeal(house),
    forget: async (person: PersonId): Promise<void> => {
      await store.forget(person);
    },
    log,
    onFault: (subject: string, error: unknown): void => {
      tellFault(new Error(`${name}: ${subject} failed`, { cause: error }));
    },
    onDeaf: (reason: string): void => {
      onDeaf(`${name}: ${reason}`);
    },
  };
}
