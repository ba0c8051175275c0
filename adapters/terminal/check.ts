import { Engine } from '../../src/engine/engine.ts';
import { checkKnowledge } from '../../src/knowledge/checks/index.ts';
import type { EntryId } from '../../src/knowledge/fields.ts';
import { KnowledgeError, type Problem, describeProblem } from '../../src/knowledge/problem.ts';
import { readKnowledge } from '../../src/knowledge/read-folder.ts';
import { createSnapshot } from '../../src/knowledge/snapshot.ts';
import { readCalibration } from './calibration-file.ts';
import { counted } from './counted.ts';
import type { ExitCode, Terminal } from './terminal.ts';
import { parseOptions } from './usage.ts';
import { write } from './write.ts';

type Progress = (told: string) => void;

/** Problems that keep something from being read are the result here, not a fault. */
async function orProblems<T>(reading: Promise<T>): Promise<T | readonly Problem[]> {
  return reading.catch((error: unknown) => {
    if (error instanceof KnowledgeError) return error.problems;
    throw error;
  });
}

const isProblems = (read: object): read is readonly Problem[] => Array.isArray(read);

/** Answers golden questions, telling how far it has come. */
function answering(engine: Engine, total: number, today: string, tell: Progress) {
  let asked = 0;
  return (text: string): EntryId | undefined => {
    asked += 1;
    tell(`golden question ${asked} of ${total}`);
    const { outcome } = engine.resolve({ text, today });
    return outcome.kind === 'answered' || outcome.kind === 'withheld' ? outcome.entry.id : undefined;
  };
}

async function findProblems(folder: string, today: string, tell: Progress): Promise<readonly Problem[]> {
  tell('reading');
  const knowledge = await orProblems(readKnowledge(folder));
  if (isProblems(knowledge)) return knowledge;
  const calibration = await orProblems(readCalibration(folder));
  tell('checking');
  if (isProblems(calibration)) return [...checkKnowledge(knowledge, { today }), ...calibration];
  const { documents } = knowledge;
  const engine = new Engine(createSnapshot(documents, 1), calibration);
  return checkKnowledge(knowledge, {
    today,
    answer: answering(engine, documents.golden.length, today, tell),
  });
}

/** Tells everything that is wrong with a knowledge folder; an error fails, a warning does not. */
export async function check(
  args: readonly string[],
  terminal: Terminal,
  folderOf: (given: string | undefined) => string,
  today: string,
): Promise<ExitCode> {
  const { values, positionals } = parseOptions({
    args: [...args],
    allowPositionals: true,
    options: { json: { type: 'boolean' } },
  });
  const folder = folderOf(positionals[0]);
  const { output, errors } = terminal;
  const erase = '\r\u001B[K';
  const tell: Progress = (told) => {
    if (errors.isTTY === true) errors.write(`${erase}${told}`);
  };
  const problems = await findProblems(folder, today, tell);
  if (errors.isTTY === true) errors.write(erase);
  const errorCount = problems.filter(({ severity }) => severity === 'error').length;
  const warningCount = problems.length - errorCount;
  if (values.json) {
    await write(output, `${JSON.stringify({ errors: errorCount, warnings: warningCount, problems })}\n`);
  } else {
    for (const problem of problems)
      await write(output, `${problem.severity.padEnd(8)}${describeProblem(problem)}\n`);
    await write(
      output,
      `${counted(errorCount, 'error')}, ${counted(warningCount, 'warning')} in ${folder}\n`,
    );
  }
  return errorCount > 0 ? 1 : 0;
}
