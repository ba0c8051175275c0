import type { Calibration } from '../engine/confidence.ts';
import type { KeptAt } from '../knowledge/files/kept-file.ts';
import type { KnowledgeDocuments } from '../knowledge/snapshot.ts';
import { isRight } from './preview/compare.ts';
import { Crew } from './preview/crew.ts';
import { Previewer, WORKERS } from './preview/preview.ts';
import { shownBy } from './preview/results.ts';
import type { BrokenQuestion, Judge } from './ports.ts';

interface JudgeParts {
  readonly calibration: Calibration;
  /** What the engine reads of the knowledge, for the workers to begin with. */
  readonly keptProfiles?: KeptAt | undefined;
  /** What questions got in the versions that were replayed last. */
  readonly keptResults?: KeptAt | undefined;
  /** Civil date. */
  readonly today: () => string;
  /** Told of what fails while nobody waits for it. */
  readonly onFault: (error: unknown) => void;
}

type ReadPreview = Parameters<Judge['expectPreview']>[0];

const untold = (): void => undefined;

/** Judges candidates in worker threads, which live while there is something to judge. */
export class CrewJudge implements Judge {
  readonly #crew: Crew;
  readonly #previewer: Previewer;
  readonly #unaborted = new AbortController().signal;
  /** The preview that was expected last, if it is not being got ready yet. */
  #expected: ReadPreview | undefined;
  #readying: Promise<void> | undefined;
  #isClosed = false;

  constructor(private readonly parts: JudgeParts) {
    const { keptProfiles, keptResults, onFault } = parts;
    this.#crew = new Crew(WORKERS, keptProfiles);
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

  expectPreview(read: ReadPreview): void {
    this.#expected = read;
    this.#previewer.stopGettingReady();
    this.#readying ??= this.#getReady();
  }

  /** Ends the workers. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#crew.close();
    await this.#readying;
    await this.#previewer.close();
  }

  async #getReady(): Promise<void> {
    for (let read = this.#expected; read && !this.#isClosed; read = this.#expected) {
      this.#expected = undefined;
      await this.#getReadyFor(read);
    }
    this.#readying = undefined;
  }

  async #getReadyFor(read: ReadPreview): Promise<void> {
    const { calibration, today, onFault } = this.parts;
    try {
      const expected = await read();
      // Another draft may have come meanwhile: its turn is next.
      if (!this.#expected) await this.#previewer.getReady({ ...expected, calibration, today: today() });
    } catch (error) {
      // Closing ends the workers at their work: that is no fault.
      if (!this.#isClosed) onFault(error);
    }
  }
}
