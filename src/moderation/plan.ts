import { z } from 'zod';
import { topicId } from '../knowledge/fields.ts';
import { glossaryFile } from '../knowledge/glossary.ts';
import { goldenFile } from '../knowledge/golden.ts';
import { type DocumentKey, nameDocument } from '../knowledge/revision.ts';
import { GLOSSARY, GOLDEN } from '../knowledge/stored-documents.ts';
import { findConsequences } from './consequences.ts';
import { readBody } from './document-faults.ts';
import { type Standing, findStanding } from './documents.ts';
import type { Edit } from './edit.ts';
import type { DraftChange, Fault } from './ports.ts';
import { setFields } from './set-fields.ts';

export type Plan =
  | { readonly kind: 'planned'; readonly changes: readonly DraftChange[] }
  | { readonly kind: 'invalid'; readonly faults: readonly Fault[] }
  | { readonly kind: 'stale-base'; readonly document: DocumentKey; readonly base: number | null };

/** Thrown within this file only: an edit that cannot be made. */
class Refused extends Error {
  constructor(readonly faults: readonly Fault[]) {
    super(faults[0]?.message);
  }
}

class Stale extends Error {
  constructor(
    readonly document: DocumentKey,
    readonly base: number | null,
  ) {
    super(`${nameDocument(document)} has moved on`);
  }
}

const refuse = (document: DocumentKey, path: Fault['path'], reason: string): never => {
  throw new Refused([{ severity: 'error', document, path, message: `${nameDocument(document)}: ${reason}` }]);
};

/** What edits make of the documents, on top of what a draft changes already. */
export function planChanges(
  standing: Standing,
  drafted: readonly DraftChange[],
  edits: readonly Edit[],
): Plan {
  const desk = new Desk(standing, drafted);
  const faults: Fault[] = [];
  for (const edit of edits)
    try {
      make(edit, desk);
    } catch (error) {
      if (error instanceof Stale) return { kind: 'stale-base', document: error.document, base: error.base };
      if (!(error instanceof Refused)) throw error;
      faults.push(...error.faults);
    }
  if (faults.length > 0) return { kind: 'invalid', faults };
  const changes = desk.changes();
  return { kind: 'planned', changes: [...changes, ...findConsequences(standing, changes)] };
}

const placed = z.object({ topic: topicId });

/** The documents as the draft leaves them. */
class Desk {
  readonly #changes: Map<string, DraftChange>;

  constructor(
    private readonly standing: Standing,
    drafted: readonly DraftChange[],
  ) {
    const own = drafted.filter(({ isConsequence }) => !isConsequence);
    this.#changes = new Map(own.map((change) => [nameDocument(change), change]));
  }

  /** Undefined where there is none, or it is withdrawn. */
  bodyOf(document: DocumentKey): unknown {
    const change = this.#changes.get(nameDocument(document));
    return (change ? change.body : findStanding(this.standing, document)?.body) ?? undefined;
  }

  put(
    document: DocumentKey,
    base: number | null | undefined,
    body: unknown,
    more?: DraftChange['withdrawal'],
  ): void {
    const { kind, id } = document;
    const head = findStanding(this.standing, document)?.number ?? null;
    if (base !== undefined && base !== head) throw new Stale(document, base);
    const on = base === undefined ? (this.#changes.get(nameDocument(document))?.base ?? head) : base;
    this.#changes.set(nameDocument(document), {
      kind,
      id,
      base: on,
      body,
      withdrawal: more,
      isConsequence: false,
    });
  }

  /** Without what says the same as before. */
  changes(): DraftChange[] {
    return [...this.#changes.values()].filter((change) => {
      const before = findStanding(this.standing, change);
      return change.base !== before?.number || JSON.stringify(change.body) !== JSON.stringify(before.body);
    });
  }
}

function make(edit: Edit, desk: Desk): void {
  switch (edit.kind) {
    case 'replace': {
      const kept = placed.safeParse(desk.bodyOf(edit.document)).data;
      putBody(edit.document, { ...completing(edit.document, kept?.topic), ...edit.body }, edit.base, desk);
      break;
    }
    case 'set': {
      const before = desk.bodyOf(edit.document);
      if (before === undefined) return refuse(edit.document, [], 'does not exist: draft all of it');
      putBody(edit.document, setFields(before, edit.fields), edit.base, desk);
      break;
    }
    case 'withdraw': {
      const { document, reason, replacedBy, base } = edit;
      if (desk.bodyOf(document) === undefined) return refuse(document, [], 'there is none to withdraw');
      if (replacedBy === document.id)
        return refuse(document, ['replacedBy'], 'cannot be replaced by itself: name another entry');
      if (replacedBy !== undefined && desk.bodyOf({ kind: 'entry', id: replacedBy }) === undefined)
        return refuse(document, ['replacedBy'], `${replacedBy} is no entry: name the entry that replaces it`);
      desk.put(document, base, null, { reason, replacedBy });
      break;
    }
    case 'term': {
      const { terms } = glossaryFile.parse(desk.bodyOf(GLOSSARY) ?? { terms: [] });
      const next = replaceOne(
        terms,
        (term) => term.id === edit.id,
        edit.body && { id: edit.id, ...edit.body },
      );
      putBody(GLOSSARY, { terms: next }, edit.base, desk);
      break;
    }
    case 'question': {
      const { questions } = goldenFile.parse(desk.bodyOf(GOLDEN) ?? { questions: [] });
      const { text, expect } = edit;
      const next = replaceOne(
        questions,
        (other) => other.text === text,
        expect === null ? null : { text, expect },
      );
      putBody(GOLDEN, { questions: next }, edit.base, desk);
      break;
    }
  }
}

/** What a form need not repeat. */
const completing = ({ kind, id }: DocumentKey, topic: string | undefined): object => {
  if (kind === 'entry') return topic === undefined ? { id } : { id, topic };
  return kind === 'guide' || kind === 'topic' ? { id } : {};
};

/** In its place; at the end where it is new; gone where there is no next. */
function replaceOne<T>(all: readonly T[], isIt: (one: T) => boolean, next: object | null): unknown[] {
  const put = next === null ? [] : [next];
  const index = all.findIndex(isIt);
  return index < 0 ? [...all, ...put] : [...all.slice(0, index), ...put, ...all.slice(index + 1)];
}

function putBody(document: DocumentKey, body: unknown, base: number | null | undefined, desk: Desk): void {
  const read = readBody(document, body);
  if (read.kind === 'refused') throw new Refused(read.faults);
  desk.put(document, base, read.body);
}
