/** A fault with the way to it and everything that caused it. */
export function describeFault(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const told = error.stack ?? error.message;
  return error.cause === undefined ? told : `${told}\ncaused by ${describeFault(error.cause)}`;
}
