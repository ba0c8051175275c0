import type { Calibration } from '../../engine/confidence.ts';
import type { KnowledgeDocuments } from '../../knowledge/snapshot.ts';
import { type Compared, findChanges, findFailedGolden, findReworded, titlesOf } from './compare.ts';
import { findConfusables } from './confusables.ts';
import { Crew } from './crew.ts';
import type { AskedText, JobResults } from './job.ts';
import { KnownResults } from './known-results.ts';
import { Progress } from './progress.ts';
import { gatherQuestions, inOwnOrder, inShares, shareCandidate } from './questions.ts';
import type { Tell } from './run-job.ts';
import type { PastQuestion, PreviewProgress, PreviewReport, ReplayedQuestion, Result } from './report.ts';

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

/** Questions to be asked of some documents. */
type ReplayRequest = Pick<PreviewRequest, 'calibration' | 'today' | 'signal'> & {
  readonly documents: KnowledgeDocuments;
  readonly questions: readonly AskedText[];
};

/** More would take the cores from those who ask. */
const WORKERS = 2;
/** So many questions, about 0.2 s of replaying, keep others waiting at most. */
const SHARE_AHEAD = 200;

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
    documents: texts.documents,
    warnings: [...texts.warnings, ...findConfusables(compared, candidate)],
    titles: titlesOf(results, base, candidate),
  };
}

const untold = (): void => undefined;
const untilDone = (): AbortSignal => new AbortController().signal;

/** Questions to be replayed in one setting by one worker. */
interface Share {
  readonly known: KnownResults;
  readonly questions: readonly AskedText[];
}

/** Shows what a draft would change. Keeps the results of what it last compared. */
export class Previewer {
  /** Of the last base and the last candidate: once published, a candidate is the next base. */
  #known: readonly KnownResults[] = [];

  /** Questions to be replayed on a base that a preview is expected on. */
  #ahead: (readonly AskedText[])[] = [];

  /** @param crew of two workers */
  constructor(private readonly crew: Crew = new Crew(WORKERS)) {}

  /** Replays the golden and the past questions on both, off the event loop, and reads the texts that differ. */
  async preview(request: PreviewRequest): Promise<PreviewReport> {
    const { base, candidate, onProgress, signal = untilDone() } = request;
    // What was to be ready by now is asked for here.
    this.#ahead = [];
    const questions = gatherQuestions(candidate.golden, request.questions);
    const before = this.#knownOf(base, request);
    const after = this.#knownOf(candidate, request, before);
    const inOrder = inOwnOrder(questions);
    const missing = before.missing(inOrder);
    const missingAfter = after === before ? [] : after.missing(inOrder);
    const shares: Share[] = [
      ...inShares(missing, missingAfter.length === 0 ? this.crew.size : 1).map((share) => ({
        known: before,
        questions: share,
      })),
      ...shareCandidate(missingAfter, missing.length).map((share) => ({
        known: after,
        questions: share,
      })),
    ];
    const { tell } = new Progress(shares, onProgress);
    const replays = this.#replay(shares, tell, signal);
    const compare = this.crew.do({ kind: 'compare', base, candidate }, tell, signal);
    const [texts] = await Promise.all([compare, replays]);
    this.#known = [before, after];
    return summarise(request, pairUp(questions, before, after), texts);
  }

  /** Replays the questions on the base in small shares, between which other jobs get their turn; until a preview comes. */
  async getReady({ base, candidate, questions, ...request }: PreviewRequest): Promise<void> {
    const known = this.#knownOf(base, request);
    this.#keep(known);
    const missing = known.missing(inOwnOrder(gatherQuestions(candidate.golden, questions)));
    const ahead = inShares(missing, Math.max(1, Math.ceil(missing.length / SHARE_AHEAD)));
    this.#ahead = ahead;
    const work = async (next: () => readonly AskedText[] | undefined): Promise<void> => {
      for (let share = next(); share && this.#ahead === ahead; share = next()) {
        // A preview may have replayed them meanwhile.
        const still = known.missing(share);
        if (still.length > 0) await this.#replay([{ known, questions: still }], untold, untilDone());
      }
    };
    // From either end: each worker comes by the questions that a preview will give it.
    await Promise.all([work(() => ahead.shift()), work(() => ahead.pop())]);
  }

  /** What questions get on some documents, in their order; what the last preview replayed is known. */
  async replay({
    documents,
    questions,
    signal = untilDone(),
    ...request
  }: ReplayRequest): Promise<readonly Result[]> {
    const known = this.#knownOf(documents, request);
    const shares = inShares(known.missing(inOwnOrder(questions)), this.crew.size);
    await this.#replay(
      shares.map((share) => ({ known, questions: share })),
      untold,
      signal,
    );
    this.#keep(known);
    return questions.map((question) => known.of(question));
  }

  /** Ends the workers. */
  close(): Promise<void> {
    return this.crew.close();
  }

  /** With the one that was kept last. */
  #keep(known: KnownResults): void {
    this.#known = [known, ...this.#known.filter((other) => other !== known)].slice(0, 2);
  }

  async #replay(shares: readonly Share[], tell: Tell, signal: AbortSignal): Promise<void> {
    await Promise.all(
      shares.map(async ({ known, questions }) => {
        const job = { kind: 'replay', ...known.setting, questions } as const;
        known.learn(questions, await this.crew.do(job, tell, signal));
      }),
    );
  }

  #knownOf(
    documents: KnowledgeDocuments,
    { calibration, today }: Pick<PreviewRequest, 'calibration' | 'today'>,
    ...others: readonly KnownResults[]
  ): KnownResults {
    const fresh = new KnownResults({ documents, calibration, today });
    return [...others, ...this.#known].find(({ hash }) => hash === fresh.hash) ?? fresh;
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
