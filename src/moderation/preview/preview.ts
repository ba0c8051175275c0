import type { Calibration } from '../../engine/confidence.ts';
import type { KnowledgeDocuments } from '../../knowledge/snapshot.ts';
import { type Compared, findChanges, findFailedGolden, findReworded, titlesOf } from './compare.ts';
import { Crew } from './crew.ts';
import type { JobResults } from './job.ts';
import { KnownResults } from './known-results.ts';
import { Progress } from './progress.ts';
import { gatherQuestions, inShares } from './questions.ts';
import type { PastQuestion, PreviewProgress, PreviewReport, ReplayedQuestion } from './report.ts';

export interface PreviewRequest {
  /** What is published now. */
  readonly base: KnowledgeDocuments;
  /** The same with the changes of a draft. */
  readonly candidate: KnowledgeDocuments;
  /** Of both: an edit never changes it. */
  readonly calibration: Calibration;
  /** Civil date. */
  readonly today: string;
  /** The last real questions; how many is the caller's to say. */
  readonly questions: readonly PastQuestion[];
  readonly onProgress?: ((progress: PreviewProgress) => void) | undefined;
  /** Once aborted, the preview ends at once and rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

/** More would take the cores from those who ask. */
const WORKERS = 2;

function summarise(
  { base, candidate }: PreviewRequest,
  compared: readonly Compared[],
  texts: JobResults['compare'],
): PreviewReport {
  const results = compared.flatMap(({ before, after }) => [before, after]);
  const golden = findFailedGolden(candidate, compared);
  const goldenTexts = new Set(candidate.golden.map(({ text }) => text));
  return {
    replayed: {
      golden: goldenTexts.size,
      past: compared.filter(({ question }) => question.timesAsked > 0).length,
    },
    changes: findChanges(compared),
    reworded: findReworded(compared, base, candidate),
    golden,
    ...texts,
    titles: titlesOf(results, base, candidate),
  };
}

/** Shows what a draft would change. Keeps the results of what it last compared. */
export class Previewer {
  /** Of the last base and the last candidate: once published, a candidate is the next base. */
  #known: readonly KnownResults[] = [];

  constructor(private readonly crew: Crew = new Crew(WORKERS)) {}

  /** Replays the golden and the past questions on both, off the event loop, and reads the texts that differ. */
  async preview(request: PreviewRequest): Promise<PreviewReport> {
    const { base, candidate, onProgress } = request;
    const signal = request.signal ?? new AbortController().signal;
    const questions = gatherQuestions(candidate.golden, request.questions);
    const [before, after] = [this.#knownOf(base, request), this.#knownOf(candidate, request)];
    const [missingBefore, missingAfter] = [before.missing(questions), after.missing(questions)];
    // Where the base is known, both workers share the candidate; else each knowledge has a worker.
    const shares = [
      ...inShares(missingBefore, 1).map((share) => ({ known: before, share })),
      ...inShares(missingAfter, missingBefore.length === 0 ? this.crew.size : 1).map((share) => ({
        known: after,
        share,
      })),
    ];
    const { tell } = new Progress(shares.length, missingBefore.length + missingAfter.length, onProgress);
    const replays = shares.map(async ({ known, share }) => {
      const { documents, calibration, today } = known.setting;
      const job = { kind: 'replay', documents, calibration, today, questions: share } as const;
      known.learn(share, await this.crew.do(job, tell, signal));
    });
    const compare = this.crew.do({ kind: 'compare', base, candidate }, tell, signal);
    const [texts] = await Promise.all([compare, ...replays]);
    this.#known = [before, after];
    return summarise(request, pairUp(questions, before, after), texts);
  }

  /** Ends the workers. */
  close(): Promise<void> {
    return this.crew.close();
  }

  #knownOf(documents: KnowledgeDocuments, { calibration, today }: PreviewRequest): KnownResults {
    const fresh = new KnownResults({ documents, calibration, today });
    return this.#known.find(({ hash }) => hash === fresh.hash) ?? fresh;
  }
}

const pairUp = (
  questions: readonly ReplayedQuestion[],
  before: KnownResults,
  after: KnownResults,
): Compared[] =>
  questions.map((question) => ({
    question,
    before: before.of(question),
    after: after.of(question),
  }));
