import { setImmediate } from 'node:timers/promises';
import type { Calibration } from '../../engine/confidence.ts';
import type { KeptAt } from '../../knowledge/files/kept-file.ts';
import type { KnowledgeDocuments } from '../../knowledge/snapshot.ts';
import { type Compared, findChanges, findFailedGolden, findReworded, titlesOf } from './compare.ts';
import { findConfusables } from './confusables.ts';
import { Crew } from './crew.ts';
import type { KnownResults, Setting } from './known-results.ts';
import { LastVersions } from './last-versions.ts';
import { Progress } from './progress.ts';
import { type Keyed, gatherQuestions, withKeys } from './questions.ts';
import { type AskedText, type JobResults, type Tell, aStop, stopReplay } from './job.ts';
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
  /** Once aborted, the preview rejects with the signal's reason, as soon as its worker has ended a question or an index. */
  readonly signal?: AbortSignal | undefined;
}

/** Questions to be asked of some documents. */
type ReplayRequest = Pick<PreviewRequest, 'calibration' | 'today' | 'signal'> & {
  readonly documents: KnowledgeDocuments;
  readonly questions: readonly AskedText[];
};

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

/** Questions to be replayed in one setting, in one go. */
interface Share {
  readonly setting: Setting;
  readonly known: KnownResults;
  readonly questions: readonly Keyed[];
  readonly forgetsOthers?: boolean;
}

/** What is being replayed while nobody waits for it. */
interface ReplayedAhead {
  readonly stop: SharedArrayBuffer;
  /** The index is made: some questions may have got their results. */
  hasBegun: boolean;
  readonly done: Promise<unknown>;
}

interface PreviewerParts {
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
  #replayedAhead: ReplayedAhead | undefined;
  /** The version and the questions that the worker last practised on to the end, and how often it had replayed others. */
  #practisedOn: string | undefined;
  #timesReplayed = 0;

  constructor({ crew = new Crew(), kept, onFault = console.error }: PreviewerParts = {}) {
    this.#crew = crew;
    this.#last = new LastVersions(kept, onFault);
  }

  /** Replays the golden and the past questions on both, off the event loop, and reads the texts that differ. */
  async preview(request: PreviewRequest): Promise<PreviewReport> {
    const { base, candidate, onProgress, signal = untilDone() } = request;
    signal.throwIfAborted();
    this.#crew.start();
    const questions = await withKeys(gatherQuestions(candidate.golden, request.questions), request.today);
    const before = this.#lookUp(base, request);
    await setImmediate();
    const after = this.#lookUp(candidate, request);
    // What was to be ready by now is asked for here.
    await this.stopGettingReady();
    signal.throwIfAborted();
    const versions = after.known === before.known ? [before] : [before, after];
    const shares = versions
      .map((version) => ({ ...version, questions: version.known.missing(questions) }))
      .filter((share) => share.questions.length > 0);
    const { tell } = new Progress(shares, onProgress);
    const compare = this.#crew.do({ kind: 'compare', base, candidate }, tell, signal);
    const replays = shares.map((share) => this.#replay(share, tell, signal));
    const [texts] = await Promise.all([compare, ...replays]);
    this.#last.keep(questions);
    const compared = questions.map((asked) => ({
      question: asked.question,
      before: before.known.of(asked),
      after: after.known.of(asked),
    }));
    return summarise(request, compared, texts);
  }

  /**
   * Replays the questions on the base, then on the candidate, making way for whoever waits for something; until a
   * preview comes, or it is told to stop.
   */
  async getReady({ base, candidate, questions, ...request }: PreviewRequest): Promise<void> {
    const ahead = [base, candidate];
    this.#ahead = ahead;
    const asked = await withKeys(gatherQuestions(candidate.golden, questions), request.today);
    try {
      for (const documents of ahead)
        await this.#replayAhead(documents, asked, request, () => this.#ahead === ahead);
    } finally {
      if (this.#ahead === ahead) this.#ahead = [];
      this.#last.keep(asked);
    }
  }

  /**
   * Has the worker make an engine of what is published, read what a preview would ask and forget everything else, until
   * somebody waits for something: a third of the work of a preview is reading questions, and code that has not run yet
   * takes twice as long.
   * @returns whether that is done
   */
  async practise({ base, questions, ...request }: Omit<PreviewRequest, 'candidate'>): Promise<boolean> {
    const ahead: readonly KnowledgeDocuments[] = [];
    this.#ahead = ahead;
    const asked = await withKeys(gatherQuestions(base.golden, questions), request.today);
    if (this.#ahead !== ahead) return false;
    const version = this.#lookUp(base, request);
    const about = [this.#timesReplayed, version.known.hash, ...asked.map(({ key }) => key)].join();
    if (this.#practisedOn === about && this.#crew.isReady('replaying')) return true;
    this.#practisedOn = undefined;
    const replayed = await this.#replayUnasked({ ...version, questions: asked, forgetsOthers: true });
    this.#last.keep(asked);
    if (replayed < asked.length) return false;
    this.#practisedOn = about;
    return true;
  }

  /** At the next question. Resolves when what was replayed until then is known. */
  async stopGettingReady(): Promise<void> {
    this.#ahead = [];
    await this.#makeWay();
  }

  /** What questions get on some documents, in their order; what was replayed before is known. */
  async replay({
    documents,
    questions,
    signal = untilDone(),
    ...request
  }: ReplayRequest): Promise<readonly Result[]> {
    const asked = await withKeys(questions, request.today);
    const version = this.#lookUp(documents, request);
    await this.#makeWay();
    const missing = version.known.missing(asked);
    if (missing.length > 0) await this.#replay({ ...version, questions: missing }, untold, signal);
    return asked.map((question) => version.known.of(question));
  }

  /** Ends the workers. */
  async close(): Promise<void> {
    await this.#crew.close();
    await this.#last.close();
  }

  /** Resolves with how many were replayed. */
  async #replay(
    { setting, known, questions, forgetsOthers }: Share,
    tell: Tell,
    signal: AbortSignal,
    stop = aStop(),
  ): Promise<number> {
    if (forgetsOthers !== true) this.#timesReplayed++;
    const texts = questions.map(({ question }) => question);
    const version = known.hash;
    const job = { kind: 'replay', version, ...setting, questions: texts, forgetsOthers, stop } as const;
    const results = await this.#crew.do(job, tell, signal);
    known.learn(questions, results);
    return results.length;
  }

  /** Goes on after it has made way, as long as it is wanted. */
  async #replayAhead(
    documents: KnowledgeDocuments,
    asked: readonly Keyed[],
    request: Pick<PreviewRequest, 'calibration' | 'today'>,
    isWanted: () => boolean,
  ): Promise<void> {
    if (!isWanted()) return;
    const version = this.#lookUp(documents, request);
    const next = () => version.known.missing(asked);
    for (let questions = next(); questions.length > 0 && isWanted(); questions = next())
      await this.#replayUnasked({ ...version, questions });
  }

  /** Until somebody waits for something. Resolves with how many were replayed. */
  async #replayUnasked(share: Share): Promise<number> {
    const stop = aStop();
    const begin: Tell = () => {
      ahead.hasBegun = true;
    };
    const done = this.#replay(share, begin, untilDone(), stop);
    const ahead = { stop, hasBegun: false, done };
    this.#replayedAhead = ahead;
    const replayed = await done;
    // Whoever it made way for comes first.
    await setImmediate();
    return replayed;
  }

  /** Ends what nobody waits for. Resolves when its results are known. */
  async #makeWay(): Promise<void> {
    const ahead = this.#replayedAhead;
    if (!ahead) return;
    stopReplay(ahead.stop);
    // Whoever got ready is told of what fails.
    if (ahead.hasBegun) await ahead.done.catch(untold);
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
