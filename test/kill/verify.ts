import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { z } from 'zod';
import { topicFile } from '../../src/knowledge/entry.ts';
import { parseYaml } from '../../src/knowledge/yaml-file.ts';
import { openStore } from '../../src/storage/open-store.ts';
import type { Acknowledgement, Folders } from './acknowledgement.ts';

/** Everything that was acknowledged and is not there, or is not whole. */
export async function findLosses(
  folders: Folders,
  acknowledged: readonly Acknowledgement[],
): Promise<readonly string[]> {
  const fromFiles = await findLostFiles(folders.knowledge, acknowledged);
  try {
    return [...(await findLostRows(folders.data, acknowledged)), ...fromFiles];
  } catch (error) {
    return [`the database does not open: ${String(error)}`, ...fromFiles];
  }
}

const bodyOf = z.object({ shortAnswer: z.object({ en: z.string() }) });

async function findLostRows(
  folder: string,
  acknowledged: readonly Acknowledgement[],
): Promise<readonly string[]> {
  const database = new Database(join(folder, 'shuwen.db'), { fileMustExist: true });
  const losses: string[] = [];
  try {
    losses.push(...findMissing(database, acknowledged));
  } finally {
    database.close();
  }
  const store = await openStore({ dataDir: folder });
  losses.push(...(await store.read.revisions.findFaults()));
  await store.close();
  return losses;
}

/** Reads the database without the program's own code. */
function findMissing(
  database: Database.Database,
  acknowledged: readonly Acknowledgement[],
): readonly string[] {
  const losses: string[] = [];
  const check = z.array(z.object({ integrity_check: z.string() })).parse(database.pragma('integrity_check'));
  if (check[0]?.integrity_check !== 'ok') losses.push(`the database is damaged: ${JSON.stringify(check)}`);
  const find = (statement: string) =>
    database.prepare<[string | number], { readonly text: string }>(statement);
  const findRevision = find('select body as text from revisions where number = ?');
  const findQuestion = find('select text from questions where id = ?');
  const findCase = find('select question as text from cases where id = ?');
  const findEvent = find('select state as text from inbox where event = ?');
  const posts = new Set(
    find('select payload as text from outbox where seq > ?')
      .all(0)
      .map(({ text }) => text),
  );
  for (const what of acknowledged) {
    if (what.kind === 'edit') {
      const body = findRevision.get(what.revision)?.text;
      if (body === undefined || bodyOf.parse(JSON.parse(body)).shortAnswer.en !== `step ${what.step}`)
        losses.push(`edit ${what.step}: revision ${what.revision}`);
    }
    if (what.kind === 'question' && findQuestion.get(what.id)?.text !== what.text) losses.push(what.text);
    if (what.kind === 'escalation') {
      if (findCase.get(what.id)?.text !== what.text) losses.push(what.text);
      if (findEvent.get(what.event)?.text !== 'done') losses.push(`event ${what.event}`);
      if (!posts.has(what.text)) losses.push(`post of ${what.text}`);
    }
  }
  return losses;
}

/** A file may be ahead of the last acknowledgement, never behind it, and always whole. */
async function findLostFiles(
  folder: string,
  acknowledged: readonly Acknowledgement[],
): Promise<readonly string[]> {
  const losses: string[] = [];
  const steps = new Map<string, number>();
  for (const name of (await readdir(folder)).filter((file) =>
    /^(?!\.|golden|glossary).*\.yaml$/.test(file),
  )) {
    const read = parseYaml(name, await readFile(join(folder, name)), topicFile);
    if (read.kind === 'refused') losses.push(`${name} is not whole: ${read.problems[0]?.message ?? ''}`);
    else
      for (const { id, shortAnswer } of read.yaml.value.entries)
        steps.set(id, Number(/^step (\d+)$/.exec(shortAnswer.en)?.[1] ?? -1));
  }
  for (const what of acknowledged)
    if (what.kind === 'file' && (steps.get(what.entry) ?? -1) < what.step)
      losses.push(`step ${what.step} of ${what.entry} in the files`);
  return losses;
}
