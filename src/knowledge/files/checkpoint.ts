import { mkdir, readFile, readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { Low } from 'lowdb';
import { stringify } from 'yaml';
import type { Entry, Topic } from '../entry.ts';
import { type Term, glossaryFile } from '../glossary.ts';
import { type GoldenQuestion, goldenFile } from '../golden.ts';
import { type Guide, guide } from '../guide.ts';
import { DurableText, FileChanged, hashOf } from './durable-text.ts';
import { removeDurably } from './durable-file.ts';
import { dropEntry, listEntryIds, newTopicFile, putEntry, putTopic } from './edit-topic.ts';
import { edit, parseYamlText, printYaml } from './edit-yaml.ts';

/** What the files held when the program last wrote or read them: tells our writes from those of an editor. */
export interface FileLedger {
  find(file: string): Promise<{ readonly hash: string; readonly nextHash: string | null } | undefined>;
  record(file: string, known: { readonly hash: string; readonly nextHash: string | null }): Promise<void>;
}

/** A published change, as the readable files take it. */
export type FileChange =
  | { readonly kind: 'entry'; readonly entry: Entry }
  | { readonly kind: 'withdrawn'; readonly document: 'entry' | 'guide' | 'topic'; readonly id: string }
  | { readonly kind: 'topic'; readonly topic: Topic }
  | { readonly kind: 'guide'; readonly guide: Guide }
  | { readonly kind: 'glossary'; readonly terms: readonly Term[] }
  | { readonly kind: 'golden' | 'probes'; readonly questions: readonly GoldenQuestion[] };

/** A file that does not say what was published, because somebody else wrote to it. The store has what was published. */
export interface FileBehind {
  readonly file: string;
  readonly reason: string;
}

/** One file to be changed; a text that is left undefined takes the file away. */
interface Step {
  readonly file: string;
  readonly edit: (text: string) => string | undefined;
}

/** The knowledge as files that people can read: written behind the store, which is the authority. */
export class Checkpoint {
  #turn: Promise<unknown> = Promise.resolve();

  constructor(
    readonly folder: string,
    private readonly ledger: FileLedger,
  ) {}

  /**
   * Writes one change after another.
   * @returns the file that could not follow, if one could not
   * @throws what the disk refuses; the file is as it was
   */
  write(change: FileChange): Promise<FileBehind | undefined> {
    return this.exclusively(() => this.#write(change));
  }

  /** Does something with the files while nothing is written to them. */
  exclusively<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#turn.then(work);
    this.#turn = done.catch(() => undefined);
    return done;
  }

  async #write(change: FileChange): Promise<FileBehind | undefined> {
    for (const step of await this.#stepsOf(change)) {
      const behind = await this.#take(step);
      if (behind) return behind;
    }
    return undefined;
  }

  async #take({ file, edit: editFile }: Step): Promise<FileBehind | undefined> {
    const path = join(this.folder, file);
    const low = new Low(new DurableText(path), '');
    await low.read();
    const known = await this.ledger.find(file);
    const hash = hashOf(low.data);
    const behind = { file, reason: 'it was changed by someone else: publish or undo their change' };
    if (known && known.hash !== hash && known.nextHash !== hash) return behind;
    const text = editFile(low.data);
    low.data = text ?? '';
    const nextHash = hashOf(low.data);
    if (nextHash === hash) return undefined;
    // Before the rename: after a crash in between, either text is known to be ours.
    await this.ledger.record(file, { hash, nextHash });
    try {
      if (text === undefined) await removeDurably(path);
      else {
        await mkdir(dirname(path), { recursive: true });
        await low.write();
      }
    } catch (error) {
      if (error instanceof FileChanged) return behind;
      throw error;
    }
    await this.ledger.record(file, { hash: nextHash, nextHash: null });
    return undefined;
  }

  async #stepsOf(change: FileChange): Promise<readonly Step[]> {
    switch (change.kind) {
      case 'entry':
        return this.#stepsOfEntry(change.entry);
      case 'withdrawn':
        return this.#stepsOfWithdrawal(change.document, change.id);
      case 'topic': {
        const file = await this.#topicFileOf(change.topic.id);
        return [{ file, edit: (text) => (text === '' ? newTopicFile(change.topic) : putTopic(text, change.topic)) }];
      }
      case 'guide':
        return [{ file: guideFileOf(change.guide.id), edit: (text) => editWhole(text, guide, change.guide) }];
      case 'glossary':
        return [{ file: GLOSSARY_FILE, edit: (text) => editWhole(text, glossaryFile, { terms: change.terms }) }];
      case 'golden':
      case 'probes':
        return [
          {
            file: `${change.kind}.yaml`,
            edit: (text) => editWhole(text, goldenFile, { questions: change.questions }),
          },
        ];
    }
  }

  /** Into its topic's file first: a crash in between leaves it twice, never nowhere. */
  async #stepsOfEntry(entry: Entry): Promise<readonly Step[]> {
    const file = await this.#topicFileOf(entry.topic);
    const others = (await this.#filesHolding(entry.id)).filter((other) => other !== file);
    return [
      { file, edit: (text) => putEntry(text, entry) },
      ...others.map((other) => ({ file: other, edit: (text: string) => dropEntry(text, entry.id) })),
    ];
  }

  async #stepsOfWithdrawal(document: 'entry' | 'guide' | 'topic', id: string): Promise<readonly Step[]> {
    if (document === 'guide') return [{ file: guideFileOf(id), edit: () => undefined }];
    if (document === 'topic')
      return [
        {
          file: await this.#topicFileOf(id),
          // Entries that are still there are told of by whoever reads the file.
          edit: (text) => (listEntryIds(text).length === 0 ? undefined : text),
        },
      ];
    return (await this.#filesHolding(id)).map((file) => ({ file, edit: (text) => dropEntry(text, id) }));
  }

  async #topicTexts(): Promise<readonly (readonly [string, string])[]> {
    const names = (await readdir(this.folder)).filter((name) => /^[^.].*\.yaml$/.test(name)).sort();
    const topicNames = names.filter((name) => !NO_TOPIC_FILES.includes(name));
    return Promise.all(
      topicNames.map(async (name) => [name, await readFile(join(this.folder, name), 'utf8')] as const),
    );
  }

  async #filesHolding(id: string): Promise<readonly string[]> {
    return (await this.#topicTexts())
      .filter(([, text]) => text.includes(id) && listEntryIds(text).includes(id))
      .map(([name]) => name);
  }

  /** By its name, or by what stands at its top: a file may be called otherwise than its topic. */
  async #topicFileOf(topic: string): Promise<string> {
    const named = `${topic}.yaml`;
    const texts = await this.#topicTexts();
    if (texts.some(([name]) => name === named)) return named;
    const headed = new RegExp(`^topic:\\s+id: *["']?${topic}\\b`);
    return texts.find(([, text]) => headed.test(text))?.[0] ?? named;
  }
}

const GLOSSARY_FILE = 'glossary.yaml';
const NO_TOPIC_FILES: readonly string[] = [GLOSSARY_FILE, 'golden.yaml', 'probes.yaml'];
const guideFileOf = (id: string): string => join('guides', `${id}.yaml`);

function editWhole(text: string, schema: { parse(value: unknown): unknown }, after: unknown): string {
  if (text === '') return stringify(after, { lineWidth: 0 });
  const document = parseYamlText(text);
  const before = schema.parse(document.toJS());
  if (isDeepStrictEqual(before, after)) return text;
  edit(document, [], before, after);
  return printYaml(document);
}

