import type { Terminal } from './terminal.ts';

const ERASE = '\r\u001B[K';

/** Tells how far something has come, where a person is looking; each time in place of the last. */
export const tellProgress = ({ errors }: Terminal) => ({
  tell: (told: string): void => {
    if (errors.isTTY === true) errors.write(`${ERASE}${told}`);
  },
  erase: (): void => {
    if (errors.isTTY === true) errors.write(ERASE);
  },
});
