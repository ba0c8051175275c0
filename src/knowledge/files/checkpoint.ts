import { mkdir, readFile, readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Low } from 'lowdb';
import { stringify } from 'yaml';
import type { Entry, Topic } from '../entry.ts';
import type { EntryId, TopicId } from '../fields.ts';
import { type Term, glossaryFile } from '../glossary.ts';
import { type GoldenQuestion, goldenFile } from '../golden.ts';
import { type Guide, guide } from '../guide.ts';
import { DurableText, FileChanged, hashOf } from './durable-text.ts';
import { dropEntry, newTopicFile, putEntry, putTopic } from './edit-topic.ts';
import { edit, parseYamlText, printYaml } from './edit-yaml.ts';

/** What the files held when the program last wrote or read them: tells our writes from those of an editor. */
export interface FileLedger {
  find(file: string): Promise<{ readonly hash: string; readonly nextHash: string | null } | undefined>;
  record(file: string, known: { readonly hash: string; readonly nextHash: string | null }): Promise<void>;
}

/** A published change, as the readable files take it. */
export type FileChange =
  | { readonly kind: 'entry'; readonly entry: Entry }
  | { readonly kind: 'withdrawn'; readonly topic: TopicId; readonly id: EntryId }
  | { readonly kind: 'topic'; readonly topic: Topic }
  | { readonly kind: 'guide'; readonly guide: Guide }
  | { readonly kind: 'glossary'; readonly terms: readonly Term[] }
  | { readonly kind: 'golden' | 'probes'; readonly questions: readonly GoldenQuestion[] };

/** A file that does not say what was published, because somebody else wrote to it. The store has what was published. */
export interface FileBehind {
  readonly file: string;
  readonly reason: string;
}

/** The knowledge as files that people can read: written behind the store, which is the authority. */
export class Checkpoint {
  #turn: Promise<unknown> = Promise.resolve();

  constructor(
    readonly folder: string,
    private readonly ledger: FileLedger,
  ) {}

  /** Writes one change after another. @returns the file that could not follow, if one could not */
  write(change: FileChange): Promise<FileBehind | undefined> {
    const done = this.#turn.then(() => this.#write(change));
    this.#turn = done.catch(() => undefined);
    return done;
  }

  async #write(change: FileChange): Promise<FileBehind | undefined> {
    const file = await this.#fileOf(change);
    const low = new Low(new DurableText(join(this.folder, file)), '');
    await low.read();
    const known = await this.ledger.find(file);
    const hash = hashOf(low.data);
    const behind = { file, reason: 'it was changed by someone else: publish or undo their change' };
    if (known && known.hash !== hash && known.nextHash !== hash) return behind;
    low.data = editText(low.data, change);
    const nextHash = hashOf(low.data);
    if (nextHash === hash) return undefined;
    // Before the rename: after a crash in between, either text is known to be ours.
    await this.ledger.record(file, { hash, nextHash });
    try {
      await mkdir(dirname(join(this.folder, file)), { recursive: true });
      await low.write();
    } catch (error) {
      if (error instanceof FileChanged) return behind;
      throw error;
    }
    await this.ledger.record(file, { hash: nextHash, nextHash: null });
    return undefined;
  }

  async #fileOf(change: FileChange): Promise<string> {
    switch (change.kind) {
      case 'entry':
        return this.#topicFileOf(change.entry.topic);
      case 'withdrawn':
        return this.#topicFileOf(change.topic);
      case 'topic':
        return this.#topicFileOf(change.topic.id);
      case 'guide':
        return join('guides', `${change.guide.id}.yaml`);
      case 'glossary':
        return 'glossary.yaml';
      case 'golden':
        return 'golden.yaml';
      case 'probes':
        return 'probes.yaml';
    }
  }

  /** By its name, or by what stands at its top: a file may be called otherwise than its topic. */
  async #topicFileOf(topic: TopicId): Promise<string> {
    const names = (await readdir(this.folder)).filter((name) => /^[^.].*\.yaml$/.test(name)).sort();
    const named = `${topic}.yaml`;
    if (names.includes(named)) return named;
    for (const name of names) {
      const text = await readFile(join(this.folder, name), 'utf8');
      if (new RegExp(`^topic:\\s+id: *["']?${topic}\\b`).test(text)) return name;
    }
    return named;
  }
}

function editText(text: string, change: FileChange): string {
  switch (change.kind) {
    case 'entry':
      return putEntry(text, change.entry);
    case 'withdrawn':
      return dropEntry(text, change.id);
    case 'topic':
      return text === '' ? newTopicFile(change.topic) : putTopic(text, change.topic);
    case 'guide':
      return editWhole(text, guide, change.guide);
    case 'glossary':
      return editWhole(text, glossaryFile, { terms: change.terms });
    case 'golden':
    case 'probes':
      return editWhole(text, goldenFile, { questions: change.questions });
  }
}

function editWhole(text: string, schema: { parse(value: unknown): unknown }, after: unknown): string {
  if (text === '') return stringify(after, { lineWidth: 0 });
  const document = parseYamlText(text);
  edit(document, [], schema.parse(document.toJS()), after);
  return printYaml(document);
}

