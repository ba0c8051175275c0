import { topicFile } from '../entry.ts';
import { glossaryFile } from '../glossary.ts';
import { goldenFile } from '../golden.ts';
import { guide } from '../guide.ts';
import { type Revision, nameDocument } from '../revision.ts';
import { storedEntry } from '../stored-documents.ts';
import type { Checkpoint, FileBehind, FileChange } from './checkpoint.ts';
import { type DocumentLedger, hashBody } from './document-ledger.ts';
import { type Every, everyInterval } from './every.ts';

interface CheckpointWriterParts {
  readonly checkpoint: Checkpoint;
  readonly documents: DocumentLedger;
  /** Calls back after every publish; returns how to stop. */
  readonly onRevision: (listener: () => void) => () => void;
  /** Told once of what keeps a file behind, and again when that changes. */
  readonly onBehind: (behind: readonly FileBehind[]) => void;
  readonly every?: Every;
}

/** How long a file that could not be written waits for the next try. */
const RETRY_MS = 5_000;

/** Writes what is published into the readable files, behind the store: a publish never waits for it nor fails by it. */
export class CheckpointWriter {
  #behind: readonly FileBehind[] = [];
  #writing: Promise<void> | undefined;
  #isWanted = false;
  #stops: (() => void)[] = [];

  constructor(private readonly parts: CheckpointWriterParts) {}

  /** The files that do not say what is published, with the reason; empty when all do. */
  get behind(): readonly FileBehind[] {
    return this.#behind;
  }

  /** Follows the store, after what a crash or an editor left unwritten. */
  start(): void {
    const { onRevision, every = everyInterval } = this.parts;
    this.#stops = [
      onRevision(() => void this.catchUp()),
      every(RETRY_MS, () => {
        if (this.#behind.length > 0) void this.catchUp();
      }),
    ];
    void this.catchUp();
  }

  /** Resolves when what is being written is written. */
  async stop(): Promise<void> {
    for (const stop of this.#stops) stop();
    await this.#writing;
  }

  /** Resolves when the files say what is published, or those that cannot are known; never rejects. */
  async catchUp(): Promise<void> {
    this.#isWanted = true;
    this.#writing ??= this.#drain().finally(() => {
      this.#writing = undefined;
    });
    await this.#writing;
  }

  async #drain(): Promise<void> {
    while (this.#isWanted) {
      this.#isWanted = false;
      this.#tell(await this.#write().catch((error: unknown) => [describeFault('the files', error)]));
    }
  }

  async #write(): Promise<FileBehind[]> {
    const { checkpoint, documents } = this.parts;
    const behind = new Map<string, FileBehind>();
    for (const revision of await documents.listUnwritten()) {
      const { kind, id, number, body } = revision;
      const found = await writeOne(checkpoint, revision);
      if (found) behind.set(`${found.file}: ${found.reason}`, found);
      else await documents.record([{ kind, id, hash: body === null ? null : hashBody(body), revision: number }]);
    }
    return [...behind.values()];
  }

  #tell(behind: readonly FileBehind[]): void {
    const isNew = JSON.stringify(behind) !== JSON.stringify(this.#behind);
    this.#behind = behind;
    if (isNew) this.parts.onBehind(behind);
  }
}

const writeOne = async (checkpoint: Checkpoint, revision: Revision): Promise<FileBehind | undefined> => {
  try {
    return await checkpoint.write(toFileChange(revision));
  } catch (error) {
    return describeFault(nameDocument(revision), error);
  }
};

/** A disk that refuses, or a file that is not written as ours are: told with the reason, and tried again. */
const describeFault = (file: string, error: unknown): FileBehind => ({
  file,
  reason: error instanceof Error ? error.message : String(error),
});

function toFileChange({ kind, id, body }: Revision): FileChange {
  switch (kind) {
    case 'entry':
      return body === null ? { kind: 'withdrawn', document: kind, id } : { kind, entry: storedEntry.parse(body) };
    case 'topic':
      return body === null
        ? { kind: 'withdrawn', document: kind, id }
        : { kind, topic: topicFile.shape.topic.parse(body) };
    case 'guide':
      return body === null ? { kind: 'withdrawn', document: kind, id } : { kind, guide: guide.parse(body) };
    case 'glossary':
      return { kind, terms: glossaryFile.parse(body ?? { terms: [] }).terms };
    case 'golden':
    case 'probes':
      return { kind, questions: goldenFile.parse(body ?? { questions: [] }).questions };
  }
}
