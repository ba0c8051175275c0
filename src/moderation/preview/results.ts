import type { Outcome } from '../../engine/outcome.ts';
import type { Effect, Result } from './report.ts';

/** Leaves out what an asker would not call another outcome: confidence, what is nearest, why it is not known. */
export function toResult(outcome: Outcome): Result {
  switch (outcome.kind) {
    case 'answered':
      return { kind: 'answered', id: outcome.entry.id, validity: outcome.validity };
    case 'withheld':
      return { kind: 'withheld', id: outcome.entry.id };
    case 'guided':
      return { kind: 'guided', id: outcome.guide.id };
    case 'ambiguous':
      return {
        kind: 'choices',
        ids: outcome.choices.map((choice) => (choice.kind === 'entry' ? choice.entry.id : choice.guide.id)),
      };
    case 'abstained':
      return { kind: 'not-known' };
    case 'social':
    case 'chosen':
    case 'language':
      return { kind: 'no-question' };
  }
}

/** The entry or guide that a result shows. */
export const shownBy = (result: Result): string | undefined => ('id' in result ? result.id : undefined);

/** What becomes of a question; undefined where nothing does. */
export function effectOf(before: Result, after: Result): Effect | undefined {
  const [shownBefore, shownAfter] = [shownBy(before), shownBy(after)];
  if (before.kind === 'choices' || after.kind === 'choices') {
    const [idsBefore, idsAfter] = [before, after].map((result) => 'ids' in result && result.ids.join(' '));
    return idsBefore === idsAfter ? undefined : 'choices-changed';
  }
  if (shownBefore !== shownAfter) {
    if (shownBefore === undefined) return 'answer-gained';
    return shownAfter === undefined ? 'answer-lost' : 'other-answer';
  }
  const validityOf = (result: Result) => (result.kind === 'answered' ? result.validity : result.kind);
  return shownBefore !== undefined && validityOf(before) !== validityOf(after)
    ? 'validity-changed'
    : undefined;
}
