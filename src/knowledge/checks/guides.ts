import type { Guide, GuideStep } from '../guide.ts';
import type { Problem } from '../problem.ts';
import { type Check, errorAt } from './check.ts';

/** Every step of a guide can be reached once at most on a way, and every way ends at an entry. */
export const checkGuides: Check = (documents, places) =>
  documents.guides.flatMap((guide) => {
    const reached = reachableFrom(guide, guide.steps.slice(0, 1));
    return guide.steps.flatMap((step, index) => {
      const tell = (message: string): Problem =>
        errorAt(places, { kind: 'guide', id: guide.id }, ['steps', index], `step ${step.id} ${message}`);
      if (guide.steps.findIndex(({ id }) => id === step.id) < index)
        return [tell('has the id of an earlier step: choose another')];
      const problems: Problem[] = [];
      if (!reached.has(step)) problems.push(tell('cannot be reached from the first step: lead to it, or remove it'));
      const after = reachableFrom(guide, nextSteps(guide, step));
      if (after.has(step)) problems.push(tell('leads back to itself: break the cycle'));
      if (![step, ...after].some(({ options }) => options.some((option) => 'entry' in option)))
        problems.push(tell('is a dead end, no entry can be reached from it: end it at an entry'));
      return problems;
    });
  });

const nextSteps = (guide: Guide, step: GuideStep): GuideStep[] =>
  step.options.flatMap((option) => ('goto' in option ? guide.steps.filter(({ id }) => id === option.goto) : []));

function reachableFrom(guide: Guide, start: readonly GuideStep[]): ReadonlySet<GuideStep> {
  const reached = new Set(start);
  for (const step of reached) for (const next of nextSteps(guide, step)) reached.add(next);
  return reached;
}
