import type { Problem } from '../problem.ts';
import { KnowledgeError } from '../problem.ts';
import type { ReadKnowledge } from '../read-folder.ts';
import { readKnowledge } from '../read-folder.ts';
import { type DocumentChange, type DocumentKey, nameDocument } from '../revision.ts';
import type { KnowledgeDocuments } from '../snapshot.ts';
import { PROBES, toChanges } from '../stored-documents.ts';
import type { Checkpoint, FileLedger } from './checkpoint.ts';
import { type DocumentLedger, type KnownDocument, hashBody } from './document-ledger.ts';
import { hashOf } from './durable-text.ts';
import { type Every, everyInterval } from './every.ts';
import { fingerprint, readTexts } from './folder-texts.ts';
import type { rememberingParser } from './remembering-parser.ts';

/** An edit that could not be taken over, with the reason, for the editor. */
export interface RefusedEdit {
  readonly document: DocumentKey;
  readonly reason: string;
}

interface FileEditsParts {
  readonly checkpoint: Checkpoint;
  readonly files: FileLedger & { list(): Promise<readonly string[]> };
  readonly documents: DocumentLedger;
  /** Everything that is wrong with the knowledge; an error keeps the edit from being taken over. */
  readonly check: (knowledge: ReadKnowledge) => readonly Problem[];
  /** One that remembers, where an edit is to be taken over at once. */
  readonly parse?: ReturnType<typeof rememberingParser> | undefined;
  /** Takes edits over, as drafts or at once; giving it the same edit again does no harm. */
  readonly sink: (edits: readonly DocumentChange[]) => Promise<readonly RefusedEdit[]>;
  /** Edits were taken over: files that were behind because of them can be written. */
  readonly onTaken?: () => void;
  /** Told once of each thing that is wrong. */
  readonly onTrouble: (trouble: readonly string[]) => void;
  readonly every?: Every;
}

/**
 * Looking costs a dozen stat calls. Unlike events of the system it also sees what is changed over a network share, from
 * outside a container, or by an editor that puts a new file in place of the old.
 */
const LOOK_MS = 300;

/** Notices what people change in the readable files, and hands it on when it is sound. */
export class FileEdits {
  #examined = '';
  #resting = '';
  #isReady = false;
  #trouble: readonly string[] = [];
  #looking: Promise<void> | undefined;
  #stop: () => void = () => undefined;

  constructor(private readonly parts: FileEditsParts) {}

  /** What is wrong with the files, each with file, line and column or with the document; empty when nothing is. */
  get trouble(): readonly string[] {
    return this.#trouble;
  }

  start(): void {
    this.#stop = (this.parts.every ?? everyInterval)(LOOK_MS, () => void this.look());
  }

  async stop(): Promise<void> {
    this.#stop();
    await this.#looking;
  }

  /** Looks once; a change is taken over at the second look that finds it the same: an editor may be half through. */
  async look(): Promise<void> {
    this.#looking ??= this.#look()
      .catch((error: unknown) => {
        this.#tell([error instanceof Error ? error.message : String(error)]);
      })
      .finally(() => {
        this.#looking = undefined;
      });
    await this.#looking;
  }

  async #look(): Promise<void> {
    const { checkpoint } = this.parts;
    const seen = await fingerprint(checkpoint.folder);
    if (seen === this.#examined) return;
    if (seen !== this.#resting) {
      this.#resting = seen;
      return;
    }
    await checkpoint.exclusively(() => this.#examine());
    this.#examined = seen;
  }

  async #examine(): Promise<void> {
    const { checkpoint, check } = this.parts;
    const texts = await readTexts(checkpoint.folder);
    const changed = await this.#findChanged(texts);
    if (changed.size === 0) {
      this.#tell([]);
      await this.#getReady();
      return;
    }
    const knowledge = await orProblems(readKnowledge(checkpoint.folder, this.parts.parse));
    const problems = 'documents' in knowledge ? check(knowledge) : knowledge;
    const errors = problems.filter(({ severity }) => severity === 'error');
    if (errors.length > 0 || !('documents' in knowledge)) {
      this.#tell(errors.map(({ file, line, column, message }) => `${file}:${line}:${column} ${message}`));
      return;
    }
    // Read in between: the next look finds it at rest.
    if (hashAll(await readTexts(checkpoint.folder)) !== hashAll(texts)) return;
    await this.#takeOver(knowledge.documents, texts.has('probes.yaml'), changed);
  }

  /** A parser that remembers has the files read before the first edit waits for it. What is wrong was told already. */
  async #getReady(): Promise<void> {
    const { checkpoint, parse } = this.parts;
    if (parse && !this.#isReady) await orProblems(readKnowledge(checkpoint.folder, parse));
    this.#isReady = true;
  }

  /** The files that are not as the program last wrote or took them over, with their hashes now. */
  async #findChanged(texts: ReadonlyMap<string, string>): Promise<ReadonlyMap<string, string>> {
    const { files } = this.parts;
    const changed = new Map<string, string>();
    for (const name of new Set([...texts.keys(), ...(await files.list())])) {
      if (!name.endsWith('.yaml')) continue;
      const hash = hashOf(texts.get(name) ?? '');
      const known = await files.find(name);
      if (known?.hash !== hash && known?.nextHash !== hash) changed.set(name, hash);
    }
    return changed;
  }

  async #takeOver(
    documents: KnowledgeDocuments,
    hasProbes: boolean,
    changed: ReadonlyMap<string, string>,
  ): Promise<void> {
    const { files, documents: ledger, sink } = this.parts;
    const found = toChanges(documents).filter(({ kind }) => kind !== PROBES.kind || hasProbes);
    const { edits, known } = await this.#compare(found);
    const refused = edits.length > 0 ? await sink(edits) : [];
    await ledger.record(await this.#onHeads(known, refused));
    for (const [name, hash] of changed) await files.record(name, { hash, nextHash: null });
    this.parts.onTaken?.();
    this.#tell(refused.map(({ document, reason }) => `${nameDocument(document)}: ${reason}`));
  }

  /** Who is told that others published meanwhile makes the next change on what they published. */
  async #onHeads(known: readonly KnownDocument[], refused: readonly RefusedEdit[]): Promise<readonly KnownDocument[]> {
    const told = new Set(refused.map(({ document }) => nameDocument(document)));
    const read = known.map(async (document) => {
      const head = told.has(nameDocument(document)) ? await this.parts.documents.findHead(document) : undefined;
      return head ? { ...document, revision: head.number } : document;
    });
    return Promise.all(read);
  }

  /** What the files say otherwise than when they were last read, and is not published by now. */
  async #compare(
    found: readonly DocumentChange[],
  ): Promise<{ readonly edits: readonly DocumentChange[]; readonly known: readonly KnownDocument[] }> {
    const { documents: ledger } = this.parts;
    const before = new Map((await ledger.list()).map((document) => [nameDocument(document), document]));
    const now = new Map<string, DocumentChange>(found.map((document) => [nameDocument(document), document]));
    for (const [name, { kind, id, hash }] of before)
      if (hash !== null && !now.has(name) && kind !== PROBES.kind) now.set(name, { kind, id, base: null, body: null });
    const edits: DocumentChange[] = [];
    const known: KnownDocument[] = [];
    for (const [name, { kind, id, body }] of now) {
      const hash = body === null ? null : hashBody(body);
      const last = before.get(name);
      if (last?.hash === hash) continue;
      const head = await ledger.findHead({ kind, id });
      const headHash = head && head.body !== null ? hashBody(head.body) : null;
      const base = headHash === hash ? (head?.number ?? null) : (last?.revision ?? head?.number ?? null);
      known.push({ kind, id, hash, revision: base });
      if (headHash !== hash) edits.push({ kind, id, base, body });
    }
    return { edits, known };
  }

  #tell(trouble: readonly string[]): void {
    const isNew = JSON.stringify(trouble) !== JSON.stringify(this.#trouble);
    this.#trouble = trouble;
    if (isNew) this.parts.onTrouble(trouble);
  }
}

const hashAll = (texts: ReadonlyMap<string, string>): string => hashOf(JSON.stringify([...texts]));

/** Problems that keep the files from being read are the result here, not a fault. */
async function orProblems(reading: Promise<ReadKnowledge>): Promise<ReadKnowledge | readonly Problem[]> {
  return reading.catch((error: unknown) => {
    if (error instanceof KnowledgeError) return error.problems;
    throw error;
  });
}
