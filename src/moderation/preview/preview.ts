import type { Calibration } from '../../engine/confidence.ts';
import type { KeptAt } from '../../knowledge/files/kept-file.ts';
import type { KnowledgeDocuments } from '../../knowledge/snapshot.ts';
import { type Compared, findChanges, findFailedGolden, findReworded, titlesOf } from './compare.ts';
import { findConfusables } from './confusables.ts';
import { Crew } from './crew.ts';
import type { AskedText, JobResults } from './job.ts';
import type { KnownResults, Setting } from './known-results.ts';
import { LastVersions } from './last-versions.ts';
import { Progress } from './progress.ts';
import { type Keyed, gatherQuestions, inOwnOrder, withKeys } from './questions.ts';
import type { Tell } from './run-job.ts';
import { inShares, shareOut } from './share-out.ts';
import type { PastQuestion, PreviewProgress, PreviewReport, Result } from './report.ts';

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
export const WORKERS = 2;
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
  readonly setting: Setting;
  readonly known: KnownResults;
  readonly questions: readonly Keyed[];
}

interface PreviewerParts {
  /** Of two workers. */
  readonly crew?: Crew;
  /** Where the next process finds what questions got. */
  readonly kept?: KeptAt | undefined;
  /** Told of what fails while nobody waits for it. */
  readonly onFault?: (error: unknown) => void;
}

/** Shows what a draft would change. Keeps the results of the versions that it last replayed. */
export class Previewer {
  readonly #crew: Crew;
  readonly #last: LastVersions;
  /** The versions that are being got ready; none once a preview is asked for. */
  #ahead: readonly KnowledgeDocuments[] = [];

  constructor({ crew = new Crew(WORKERS), kept, onFault = console.error }: PreviewerParts = {}) {
    this.#crew = crew;
    this.#last = new LastVersions(kept, onFault);
  }

  /** Replays the golden and the past questions on both, off the event loop, and reads the texts that differ. */
  async preview(request: PreviewRequest): Promise<PreviewReport> {
    const { base, candidate, onProgress, signal = untilDone() } = request;
    signal.throwIfAborted();
    // What was to be ready by now is asked for here.
    this.stopGettingReady();
    this.#crew.start();
    const questions = withKeys(gatherQuestions(candidate.golden, request.questions), request.today);
    const inOrder = inOwnOrder(questions);
    const [before, after] = [this.#lookUp(base, request), this.#lookUp(candidate, request)];
    const shares = shareOut(
      { ...before, questions: before.known.missing(inOrder) },
      { ...after, questions: after.known === before.known ? [] : after.known.missing(inOrder) },
    );
    const { tell } = new Progress(shares, onProgress);
    // First, as the shares are cut for it.
    const compare = this.#crew.do({ kind: 'compare', base, candidate }, tell, signal);
    const replays = this.#replay(shares, tell, signal);
    const [texts] = await Promise.all([compare, replays]);
    this.#last.keep(questions);
    const compared = questions.map((asked) => ({
      question: asked.question,
      before: before.known.of(asked),
      after: after.known.of(asked),
    }));
    return summarise(request, compared, texts);
  }

  /**
   * Replays the questions on the base, then on the candidate, in small shares between which other jobs get their turn;
   * until a preview comes, or it is told to stop.
   */
  async getReady({ base, candidate, questions, ...request }: PreviewRequest): Promise<void> {
    const asked = withKeys(gatherQuestions(candidate.golden, questions), request.today);
    const inOrder = inOwnOrder(asked);
    const ahead = [base, candidate];
    this.#ahead = ahead;
    for (const documents of ahead) {
      if (this.#ahead !== ahead) break;
      const version = this.#lookUp(documents, request);
      const missing = version.known.missing(inOrder);
      const shares = inShares(missing, Math.max(1, Math.ceil(missing.length / SHARE_AHEAD)));
      const work = async (next: () => readonly Keyed[] | undefined): Promise<void> => {
        for (let share = next(); share && this.#ahead === ahead; share = next()) {
          // Another may have replayed them meanwhile.
          const still = version.known.missing(share);
          if (still.length > 0) await this.#replay([{ ...version, questions: still }], untold, untilDone());
        }
      };
      // From either end: each worker comes by the questions that a preview will give it.
      await Promise.all([work(() => shares.shift()), work(() => shares.pop())]);
    }
    this.#last.keep(asked);
  }

  /** At the next share; what was replayed until then is known. */
  stopGettingReady(): void {
    this.#ahead = [];
  }

  /** What questions get on some documents, in their order; what was replayed before is known. */
  async replay({
    documents,
    questions,
    signal = untilDone(),
    ...request
  }: ReplayRequest): Promise<readonly Result[]> {
    const version = this.#lookUp(documents, request);
    const asked = withKeys(questions, request.today);
    const shares = inShares(version.known.missing(inOwnOrder(asked)), this.#crew.size);
    await this.#replay(
      shares.map((share) => ({ ...version, questions: share })),
      untold,
      signal,
    );
    return asked.map((question) => version.known.of(question));
  }

  /** Ends the workers. */
  async close(): Promise<void> {
    await this.#crew.close();
    await this.#last.close();
  }

  async #replay(shares: readonly Share[], tell: Tell, signal: AbortSignal): Promise<void> {
    await Promise.all(
      shares.map(async ({ setting, known, questions }) => {
        const job = {
          kind: 'replay',
          ...setting,
          questions: questions.map(({ question }) => question),
        } as const;
        known.learn(questions, await this.#crew.do(job, tell, signal));
      }),
    );
  }

  #lookUp(
    documents: KnowledgeDocuments,
    { calibration, today }: Pick<PreviewRequest, 'calibration' | 'today'>,
  ): Omit<Share, 'questions'> {
    // What nothing is found by need not go to the workers.
    const setting = { documents: { ...documents, golden: [], probes: [] }, calibration, today };
    return { setting, known: this.#last.of(setting) };
  }
}
