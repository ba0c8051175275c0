import { type EntryId, type Language, entryId } from '../knowledge/fields.ts';
import type { Guide, GuideStep } from '../knowledge/guide.ts';
import type { Choice, ChoiceId, TrailStep } from './reply.ts';

/** Where a guide stands after some options: at a step, or at its leaf. */
export type GuidePlace =
  | { readonly kind: 'step'; readonly step: GuideStep; readonly trail: readonly TrailStep[] }
  | { readonly kind: 'leaf'; readonly entry: EntryId; readonly trail: readonly TrailStep[] };

const pathId = (guide: Guide, taken: readonly number[]): ChoiceId => [guide.id, ...taken].join('/');

/** Follows options from the start; undefined when there is no such option. The path alone says how one came here. */
export function followGuide(
  guide: Guide,
  options: readonly number[],
  language: Language,
): GuidePlace | undefined {
  const trail: TrailStep[] = [];
  let step = guide.steps[0];
  for (const [at, index] of options.entries()) {
    const option = step?.options[index];
    if (!step || !option) return undefined;
    trail.push({
      question: step.question[language],
      answer: option.label[language],
      id: pathId(guide, options.slice(0, at)),
    });
    if ('entry' in option)
      return at === options.length - 1 ? { kind: 'leaf', entry: option.entry, trail } : undefined;
    step = guide.steps.find(({ id }) => id === option.goto);
  }
  return step && { kind: 'step', step, trail };
}

export const stepChoices = (
  guide: Guide,
  taken: readonly number[],
  step: GuideStep,
  language: Language,
): Choice[] =>
  step.options.map((option, index) => ({
    id: pathId(guide, [...taken, index]),
    label: option.label[language],
    difference: undefined,
  }));

const PATH = /^(?<guide>[a-z0-9-]+)(?<options>(?:\/\d{1,2}){0,40})$/;

/** Reads `guide-id/0/2`; undefined for text of another form. */
export function readPath(
  id: ChoiceId,
): { readonly guide: string; readonly options: readonly number[] } | undefined {
  const groups = PATH.exec(id)?.groups;
  const slug = entryId.safeParse(groups?.['guide']);
  if (!slug.success) return undefined;
  const options = (groups?.['options'] ?? '').split('/').filter(Boolean).map(Number);
  return { guide: slug.data, options };
}
