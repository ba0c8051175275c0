/** Calls again and again; returns how to stop. */
export type Every = (intervalMs: number, work: () => void) => () => void;

/** Keeps no process alive by itself. */
export const everyInterval: Every = (intervalMs, work) => {
  const timer = setInterval(work, intervalMs);
  timer.unref();
  return () => {
    clearInterval(timer);
  };
};
