import type { Calibration } from '../engine/confidence.ts';
import type { KeptAt } from '../knowledge/files/kept-file.ts';
import type { KnowledgeDocuments } from '../knowledge/snapshot.ts';
import { isRight } from './preview/compare.ts';
import { Crew } from './preview/crew.ts';
import { Previewer } from './preview/preview.ts';
import { shownBy } from './preview/results.ts';
import type { BrokenQuestion, Judge } from './ports.ts';

interface JudgeParts {
  readonly calibration: Calibration;
  readonly crew?: Crew;
  /** What questions got in the versions that were replayed last. */
  readonly keptResults?: KeptAt | undefined;
  /** Civil date. */
  readonly today: () => string;
  /** Told of what fails while nobody waits for it. */
  readonly onFault: (error: unknown) => void;
}

type ReadPreview = Parameters<Judge['expectPreview']>[0];
type ReadStandBy = Parameters<Judge['standBy']>[0];

const untold = (): void => undefined;

/** Judges candidates in worker threads, which live while there is something to judge, or to be ready for. */
export class CrewJudge implements Judge {
  readonly #crew: Crew;
  readonly #previewer: Previewer;
  readonly #unaborted = new AbortController().signal;
  /** The preview that was expected last. */
  #expected: ReadPreview | undefined;
  /** What is to be practised on, once nothing is expected. */
  #standingBy: ReadStandBy | undefined;
  #readying: Promise<void> | undefined;
  #isClosed = false;

  constructor(private readonly parts: JudgeParts) {
    const { crew = new Crew(), keptResults, onFault } = parts;
    this.#crew = crew;
    this.#previewer = new Previewer({ crew: this.#crew, kept: keptResults, onFault });
  }

  check(documents: KnowledgeDocuments, edited: ReadonlySet<string>): ReturnType<Judge['check']> {
    const job = { kind: 'check', documents, edited, today: this.parts.today() } as const;
    return this.#crew.do(job, untold, this.#unaborted);
  }

  async judgeGolden(documents: KnowledgeDocuments): Promise<readonly BrokenQuestion[]> {
    const { calibration, today } = this.parts;
    const questions = documents.golden.map(({ text }) => ({ text, language: undefined }));
    const results = await this.#previewer.replay({ documents, calibration, today: today(), questions });
    return documents.golden.flatMap((question, index) => {
      const result = results[index];
      if (!result || isRight(result, question)) return [];
      const { text, expect } = question;
      return [{ text, expect, got: shownBy(result) ?? 'nothing' }];
    });
  }

  preview(request: Parameters<Judge['preview']>[0]): ReturnType<Judge['preview']> {
    const { calibration, today } = this.parts;
    return this.#previewer.preview({ ...request, calibration, today: today() });
  }

  expectPreview(read: ReadPreview): () => void {
    this.#expected = read;
    void this.#previewer.stopGettingReady();
    this.#readying ??= this.#getReady();
    return () => {
      // Another may be expected by now.
      if (this.#expected !== read) return;
      this.#expected = undefined;
      void this.#previewer.stopGettingReady();
    };
  }

  standBy(read: ReadStandBy): void {
    this.#crew.stay(true);
    this.#standingBy = read;
    this.#readying ??= this.#getReady();
  }

  standDown(): void {
    this.#crew.stay(false);
  }

  /** Ends the workers; what they got ready until then is kept for the next process. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#previewer.stopGettingReady();
    await this.#crew.close();
    await this.#readying;
    await this.#previewer.close();
  }

  async #getReady(): Promise<void> {
    while ((this.#expected ?? this.#standingBy) && !this.#isClosed) await this.#getReadyForNext();
    this.#readying = undefined;
  }

  /** For what is expected; where nothing is, for anything. */
  async #getReadyForNext(): Promise<void> {
    const [expected, standingBy] = [this.#expected, this.#standingBy];
    try {
      if (expected) await this.#getReadyFor(expected);
      else if (standingBy) await this.#practise(standingBy);
    } catch (error) {
      // Closing ends the workers at their work: that is no fault.
      if (!this.#isClosed) this.parts.onFault(error);
    }
    if (expected && this.#expected === expected) this.#expected = undefined;
  }

  async #getReadyFor(read: ReadPreview): Promise<void> {
    const { calibration, today } = this.parts;
    const expected = await read();
    // Another may be expected by now, or none.
    if (this.#expected === read) await this.#previewer.getReady({ ...expected, calibration, today: today() });
  }

  /** Until it is done. Where it fails, it is tried again when it is told to stand by the next time. */
  async #practise(read: ReadStandBy): Promise<void> {
    let isToGoOn = false;
    try {
      const published = await read();
      // Somebody may have drafted by now.
      isToGoOn = this.#expected !== undefined || !(await this.#practiseOn(published));
    } finally {
      // It may have been told anew.
      if (!isToGoOn && this.#standingBy === read) this.#standingBy = undefined;
    }
  }

  #practiseOn(published: Awaited<ReturnType<ReadStandBy>>): Promise<boolean> {
    const { calibration, today, onFault } = this.parts;
    // Code that was never run takes five times as long; nobody waits for what it finds.
    if (!this.#crew.isReady('reading'))
      this.check(published.base, new Set()).catch((error: unknown) => {
        if (!this.#isClosed) onFault(error);
      });
    return this.#previewer.practise({ ...published, calibration, today: today() });
  }
}
