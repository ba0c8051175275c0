import type { Snapshot } from '../../knowledge/snapshot.ts';
import { probability, type BoostedTrees, type Calibration } from '../confidence.ts';
import { START_WEIGHTS } from '../evidence.ts';
import { Matcher } from '../matcher.ts';
import { fitBoostedTrees } from './boosting.ts';
import { learnWeights } from './learn-weights.ts';
import { askEverything, askProbes, KIND_SHARE, type AskedQuestion, type QuestionKind } from './questions.ts';

/**
 * What a wrong answer costs, a right one earning 1 and silence nothing. Confidence being calibrated, answering pays
 * from the probability at which the two balance.
 */
const COST_OF_WRONG = 1;
/** Of the questions that must not be answered, this share gets neither an answer nor choices. */
const TARGET_LEFT_ALONE = 0.72;
const FOLDS = 5;
const BINS = 10;

/** A question with the probabilities given to it by models that never saw its entry's questions. */
interface Judged {
  readonly question: AskedQuestion;
  readonly weight: number;
  readonly right: number;
  readonly within: number;
}

interface CoveragePoint {
  /** Share of all questions that are answered. */
  readonly answered: number;
  /** Share of all questions that are answered wrongly. */
  readonly wrong: number;
  readonly answerFrom: number;
}

/** How far the calibration can be trusted, measured on entries that the models had not seen. */
export interface CalibrationReport {
  readonly kinds: Readonly<
    Record<QuestionKind, { readonly asked: number; readonly first: number; readonly within: number }>
  >;
  /** Mean distance between confidence and the share that is right, over ten bins of confidence. */
  readonly expectedCalibrationError: number;
  readonly curve: readonly CoveragePoint[];
  readonly chosen: CoveragePoint;
  /** Of the questions that must not be answered: neither answered nor given choices. */
  readonly leftAlone: number;
}

const shareOf = <T>(items: readonly T[], holds: (item: T) => boolean): number =>
  items.length === 0 ? 0 : items.filter(holds).length / items.length;

function weigh(questions: readonly AskedQuestion[]): (question: AskedQuestion) => number {
  const counts = new Map<QuestionKind, number>();
  for (const { kind } of questions) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return ({ kind }) => KIND_SHARE[kind] / (counts.get(kind) ?? 1);
}

interface Models {
  readonly right: BoostedTrees;
  readonly within: BoostedTrees;
}

function fitModels(questions: readonly AskedQuestion[]): Models {
  const weightOf = weigh(questions);
  const fit = (truth: (question: AskedQuestion) => boolean) =>
    fitBoostedTrees(
      questions.map((question) => ({
        signals: question.signals,
        truth: truth(question),
        weight: weightOf(question),
      })),
    );
  return { right: fit(({ isFirst }) => isFirst), within: fit(({ isWithin }) => isWithin) };
}

/** Judges every question by models fitted on the other folds; the questions of an entry share a fold. */
function judgeHeldOut(questions: readonly AskedQuestion[]): Judged[] {
  const groups = new Map<string, number>();
  const foldOf = (question: AskedQuestion, at: number): number => {
    const group = question.entry ?? `nothing ${at}`;
    if (!groups.has(group)) groups.set(group, groups.size);
    return (groups.get(group) ?? 0) % FOLDS;
  };
  const folds = questions.map(foldOf);
  const weightOf = weigh(questions);
  const models = Array.from({ length: FOLDS }, (_, fold) =>
    fitModels(questions.filter((_q, at) => folds[at] !== fold)),
  );
  return questions.flatMap((question, at) => {
    const model = models[folds[at] ?? 0];
    if (!model) return [];
    const right = probability(model.right, question);
    return [{ question, weight: weightOf(question), right, within: probability(model.within, question) }];
  });
}

function coverageAt(judged: readonly Judged[], answerFrom: number): CoveragePoint {
  const total = judged.reduce((sum, { weight }) => sum + weight, 0);
  const answered = judged.filter(({ right }) => right >= answerFrom);
  const sum = (some: readonly Judged[]) => some.reduce((share, { weight }) => share + weight, 0) / total;
  return {
    answered: sum(answered),
    wrong: sum(answered.filter(({ question }) => !question.isFirst)),
    answerFrom,
  };
}

function calibrationError(judged: readonly Judged[]): number {
  const total = judged.reduce((sum, { weight }) => sum + weight, 0);
  let error = 0;
  for (let bin = 0; bin < BINS; bin++) {
    const inBin = judged.filter(({ right }) => Math.min(BINS - 1, Math.floor(right * BINS)) === bin);
    const weight = inBin.reduce((sum, each) => sum + each.weight, 0);
    if (weight === 0) continue;
    const confidence = inBin.reduce((sum, each) => sum + each.weight * each.right, 0) / weight;
    const truth = inBin.reduce((sum, each) => sum + (each.question.isFirst ? each.weight : 0), 0) / weight;
    error += (weight / total) * Math.abs(confidence - truth);
  }
  return error;
}

const CUT_OFFS = Array.from({ length: 99 }, (_, at) => (at + 1) / 100);

const leftAlone = (judged: readonly Judged[], answerFrom: number, offerFrom: number): number =>
  shareOf(
    judged.filter(({ question }) => question.kind === 'stranger'),
    ({ right, within }) => right < answerFrom && within < offerFrom,
  );

/** The lowest cut-off that leaves enough of the unanswerable alone. */
const chooseOfferFrom = (judged: readonly Judged[], answerFrom: number): number =>
  CUT_OFFS.find((cutOff) => leftAlone(judged, answerFrom, cutOff) >= TARGET_LEFT_ALONE) ?? 1;

function describeKinds(questions: readonly AskedQuestion[]): CalibrationReport['kinds'] {
  const kinds = Object.keys(KIND_SHARE) as QuestionKind[];
  const entries = kinds.map((kind) => {
    const ofKind = questions.filter((question) => question.kind === kind);
    const first = shareOf(ofKind, ({ isFirst }) => isFirst);
    return [kind, { asked: ofKind.length, first, within: shareOf(ofKind, ({ isWithin }) => isWithin) }];
  });
  return Object.fromEntries(entries) as CalibrationReport['kinds'];
}

/** Learns everything that a calibration holds from the knowledge itself: probes, and what is held out. */
export function calibrate(
  snapshot: Snapshot,
  {
    version,
    today,
    onProgress,
  }: { readonly version: number; readonly today: string; readonly onProgress: (step: string) => void },
): { readonly calibration: Calibration; readonly report: CalibrationReport } {
  onProgress('learning what each kind of evidence counts for');
  const probes = askProbes(snapshot, START_WEIGHTS).filter(({ answer }) => answer >= 0);
  const evidence = learnWeights(probes, START_WEIGHTS);
  onProgress('asking the probes, and what is held out');
  const questions = askEverything(snapshot, evidence);
  onProgress(`fitting the confidence on ${questions.length} questions`);
  const judged = judgeHeldOut(questions);
  const answerFrom = Number((COST_OF_WRONG / (1 + COST_OF_WRONG)).toFixed(2));
  const offerFrom = chooseOfferFrom(judged, answerFrom);
  const curve = [0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9].map((cutOff) => coverageAt(judged, cutOff));
  return {
    calibration: {
      version,
      fitted: today,
      evidence,
      ...fitModels(questions),
      answerFrom,
      offerFrom,
      statistics: new Matcher(snapshot, evidence).statistics(),
    },
    report: {
      kinds: describeKinds(questions),
      expectedCalibrationError: calibrationError(judged),
      curve,
      chosen: coverageAt(judged, answerFrom),
      leftAlone: leftAlone(judged, answerFrom, offerFrom),
    },
  };
}
