import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type CalibrationReport, calibrate as fit } from '../../src/engine/calibration/calibrate.ts';
import type { GoldenQuestion } from '../../src/knowledge/golden.ts';
import { KnowledgeError } from '../../src/knowledge/problem.ts';
import { readKnowledge } from '../../src/knowledge/read-folder.ts';
import { createSnapshot } from '../../src/knowledge/snapshot.ts';
import { CALIBRATION_FILE, readCalibration } from './calibration-file.ts';
import type { ExitCode, Terminal } from './terminal.ts';
import { parseOptions } from './usage.ts';
import { write } from './write.ts';

/** More digits than this say nothing, and make every fit a different file. */
const DIGITS = 4;

const percent = (share: number): string => `${(share * 100).toFixed(1)}%`;

function describeReport({
  kinds,
  expectedCalibrationError,
  curve,
  chosen,
  leftAlone,
}: CalibrationReport): string {
  const rows = Object.entries(kinds).map(
    ([kind, { asked, first, within }]) =>
      `  ${kind.padEnd(18)}${String(asked).padStart(6)} asked, ${percent(first).padStart(6)} first, ${percent(within).padStart(6)} within three`,
  );
  const points = [...curve, chosen].map(
    ({ answerFrom, answered, wrong }) =>
      `  from ${answerFrom.toFixed(2)}  answered ${percent(answered).padStart(6)}, wrongly ${percent(wrong).padStart(5)} of all`,
  );
  return [
    'Questions',
    ...rows,
    'Wrong answers by coverage, on entries that the models had not seen (the last line is the cut-off chosen)',
    ...points,
    `Expected calibration error ${expectedCalibrationError.toFixed(3)}`,
    `Left alone of what must not be answered: ${percent(leftAlone)}`,
    '',
  ].join('\n');
}

/** A count stays what it is. */
const rounded = (_key: string, value: unknown): unknown =>
  typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(DIGITS)) : value;

/** A line for each tree and each list of words: what a new fit leaves as it is stays as it is in the file. */
function serialise(value: object, indent = ''): string {
  const below = `${indent}  `;
  if (Array.isArray(value)) {
    const items = value.map((item: unknown) => below + JSON.stringify(item, rounded));
    return `[\n${items.join(',\n')}\n${indent}]`;
  }
  const fields = Object.entries(value).map(([name, field]: [string, unknown]) => {
    const isDeep = typeof field === 'object' && field !== null;
    return `${below}${JSON.stringify(name)}: ${isDeep ? serialise(field, below) : JSON.stringify(field, rounded)}`;
  });
  return `{\n${fields.join(',\n')}\n${indent}}`;
}

/** @throws KnowledgeError without a question of either kind: from none, nothing can be learnt of it */
function checkProbes(probes: readonly GoldenQuestion[]): void {
  const strangers = probes.filter(({ expect }) => expect === 'nothing').length;
  const missing = [
    ...(strangers === probes.length ? ['that an entry answers'] : []),
    ...(strangers === 0 ? ['that nothing answers ("expect: nothing")'] : []),
  ];
  if (missing.length === 0) return;
  const message = `there is no question ${missing.join(', and none ')}: confidence is learnt from both; write some, as people ask, and calibrate again`;
  throw new KnowledgeError([{ severity: 'error', file: 'probes.yaml', line: 1, column: 1, message }]);
}

/** The version after those in the folders; the first where there is none that can be read. */
async function nextVersion(folders: readonly string[]): Promise<number> {
  const versions = await Promise.all(
    folders.map((folder) =>
      readCalibration(folder).then(
        ({ version }) => version,
        () => 0,
      ),
    ),
  );
  return Math.max(...versions) + 1;
}

/**
 * Fits a calibration on the knowledge's own probes and phrasings, and reports it; writes it only when told to.
 * @param shipped the folder that came with the program: an own calibration is later than its
 */
export async function calibrate(
  args: readonly string[],
  { output, errors }: Terminal,
  folderOf: (given: string | undefined) => string,
  { today, shipped }: { readonly today: string; readonly shipped: string },
): Promise<ExitCode> {
  const { values, positionals } = parseOptions({
    args: [...args],
    allowPositionals: true,
    options: { write: { type: 'boolean', default: false }, json: { type: 'boolean', default: false } },
  });
  const folder = folderOf(positionals[0]);
  const { documents } = await readKnowledge(folder);
  checkProbes(documents.probes);
  const version = await nextVersion([folder, shipped]);
  const { calibration, report } = fit(createSnapshot(documents, 1), {
    version,
    today,
    onProgress: (step) => errors.write(`${step} …\n`),
  });
  await write(output, values.json ? `${JSON.stringify({ calibration, report })}\n` : describeReport(report));
  if (!values.write) {
    errors.write('nothing was written; --write makes this the calibration\n');
    return 0;
  }
  await writeFile(join(folder, CALIBRATION_FILE), `${serialise(calibration)}\n`);
  errors.write(`${CALIBRATION_FILE} is now version ${version}\n`);
  return 0;
}
