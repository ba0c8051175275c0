import type { z } from 'zod';
import { glossaryFile } from '../knowledge/glossary.ts';
import { goldenFile } from '../knowledge/golden.ts';
import { type Revision, nameDocument } from '../knowledge/revision.ts';
import { GLOSSARY, PROBES, storedEntry } from '../knowledge/stored-documents.ts';
import { type Standing, findStanding } from './documents.ts';
import type { DraftChange } from './ports.ts';

/**
 * What withdrawing entries changes elsewhere: links to them and terms that they explain lead to their replacement or
 * go, and probes that expect them go. Guides and golden questions stay as they are: those are changed deliberately.
 */
export function findConsequences(
  standing: Standing,
  changes: readonly DraftChange[],
): readonly DraftChange[] {
  const gone = new Map<string, string | undefined>(
    changes.flatMap(({ kind, id, withdrawal }) =>
      kind === 'entry' && withdrawal ? [[id, withdrawal.replacedBy] as const] : [],
    ),
  );
  if (gone.size === 0) return [];
  const own = new Set(changes.map(nameDocument));
  const untouched = standing.documents.filter(
    (document) => document.body !== null && !own.has(nameDocument(document)),
  );
  const probes = findStanding(standing, PROBES);
  const glossary = findStanding(standing, GLOSSARY);
  return [
    ...untouched
      .filter(({ kind }) => kind === 'entry')
      .flatMap((document) =>
        follow(document, storedEntry.parse(document.body), (entry) => unlink(entry, gone)),
      ),
    ...(probes && !own.has(nameDocument(probes))
      ? follow(probes, goldenFile.parse(probes.body), (file) => dropProbes(file, gone))
      : []),
    ...(glossary && !own.has(nameDocument(glossary))
      ? follow(glossary, glossaryFile.parse(glossary.body), (file) => leadTerms(file, gone))
      : []),
  ];
}

function follow<T>({ kind, id, number }: Revision, before: T, change: (body: T) => T): DraftChange[] {
  const body = change(before);
  if (JSON.stringify(body) === JSON.stringify(before)) return [];
  return [{ kind, id, base: number, body, isConsequence: true }];
}

type Gone = ReadonlyMap<string, string | undefined>;
type StoredEntry = z.infer<typeof storedEntry>;
type Questions = z.infer<typeof goldenFile>;
type Glossary = z.infer<typeof glossaryFile>;

function unlink({ replaces, ...entry }: StoredEntry, gone: Gone): StoredEntry {
  const related = entry.related.flatMap((id) => (gone.has(id) ? (gone.get(id) ?? []) : id));
  return storedEntry.parse({
    ...entry,
    ...(replaces !== undefined && !gone.has(replaces) && { replaces }),
    related: [...new Set(related)].filter((id) => id !== entry.id),
    confusableWith: entry.confusableWith.filter(({ id }) => !gone.has(id)),
  });
}

const dropProbes = ({ questions }: Questions, gone: Gone): Questions =>
  goldenFile.parse({
    questions: questions.flatMap(({ also = [], ...question }) => {
      const left = also.filter((id) => !gone.has(id));
      return gone.has(question.expect) ? [] : [{ ...question, ...(left.length > 0 && { also: left }) }];
    }),
  });

const leadTerms = ({ terms }: Glossary, gone: Gone): Glossary =>
  glossaryFile.parse({
    terms: terms.map(({ explainedBy, ...term }) => ({
      ...term,
      explainedBy: explainedBy && gone.has(explainedBy) ? gone.get(explainedBy) : explainedBy,
    })),
  });
