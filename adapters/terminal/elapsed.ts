/** Milliseconds since a `performance.now()`, to the hundredth. */
export const elapsedMsSince = (start: number): number => Math.round((performance.now() - start) * 100) / 100;
