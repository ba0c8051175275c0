/** What making an index and comparing the texts cost, in questions replayed: measured, good enough to share by. */
export const INDEX_COST = 350;
export const COMPARE_COST = 250;

/** Questions to be replayed on one index. */
interface Share {
  readonly questions: readonly unknown[];
}

/** Parts of about the same size; no part of nothing. */
export function inShares<T>(items: readonly T[], count: number): T[][] {
  const size = Math.ceil(items.length / count);
  return Array.from({ length: size === 0 ? 0 : Math.ceil(items.length / size) }, (_, at) =>
    items.slice(at * size, (at + 1) * size),
  );
}

/**
 * The questions of the base and of the candidate for two workers, of which one compares the texts first, in the order
 * in which they take them: the other begins with its share of the candidate; the first comes to the base, which it has
 * to itself, and then to the rest. Both come to the end at about the same time.
 */
export function shareOut<S extends Share>(base: S, candidate: S): S[] {
  const [own, shared] = candidate.questions.length > 0 ? [base, candidate] : [undefined, base];
  const ownCost = own && own.questions.length > 0 ? INDEX_COST + own.questions.length : 0;
  const first = Math.max(0, Math.floor((shared.questions.length - COMPARE_COST - ownCost) / 2));
  const take = (from: number, to?: number): S => ({ ...shared, questions: shared.questions.slice(from, to) });
  return [take(first), ...(own ? [own] : []), take(0, first)].filter(({ questions }) => questions.length > 0);
}
