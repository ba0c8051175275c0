/** The value below which a share of the values lies. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}

/** The chance that a positive scores higher than a negative, ties counting half (Mann and Whitney). */
export function areaUnderRoc(positives: readonly number[], negatives: readonly number[]): number {
  const all = [
    ...positives.map((score) => ({ score, positive: true })),
    ...negatives.map((score) => ({ score, positive: false })),
  ];
  all.sort((a, b) => a.score - b.score);
  let rankSum = 0;
  for (let at = 0; at < all.length;) {
    let end = at;
    while (end < all.length && all[end]?.score === all[at]?.score) end++;
    const rank = (at + 1 + end) / 2;
    rankSum += rank * all.slice(at, end).filter(({ positive }) => positive).length;
    at = end;
  }
  return (rankSum - (positives.length * (positives.length + 1)) / 2) / (positives.length * negatives.length);
}

/** The score from which on to answer, so that most questions are answered right and most strangers left alone. */
export function bestThreshold(
  questions: readonly { readonly score: number; readonly right: boolean }[],
  strangers: readonly number[],
): number {
  const gain = (threshold: number): number =>
    questions.filter(({ score, right }) => right && score >= threshold).length / questions.length +
    strangers.filter((score) => score < threshold).length / strangers.length;
  const cutOffs = [...questions.map(({ score }) => score), ...strangers].sort((a, b) => a - b);
  return cutOffs.reduce((best, cutOff) => (gain(cutOff) > gain(best) ? cutOff : best), cutOffs[0] ?? 0);
}
