import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type CalibrationReport, calibrate as fit } from '../../src/engine/calibration/calibrate.ts';
import type { Calibration } from '../../src/engine/confidence.ts';
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

/** Readable but for the trees, which stand on a line each. */
function serialise(calibration: Calibration): string {
  const rounded = (_key: string, value: unknown): unknown =>
    typeof value === 'number' ? Number(value.toPrecision(DIGITS)) : value;
  const lines = Object.entries<Calibration[keyof Calibration]>({ ...calibration }).map(([name, value]) => {
    if (typeof value !== 'object' || !('trees' in value))
      return `  "${name}": ${JSON.stringify(value, rounded)}`;
    const trees = value.trees.map((tree) => `    ${JSON.stringify(tree, rounded)}`);
    return `  "${name}": { "start": ${value.start}, "trees": [\n${trees.join(',\n')}\n  ] }`;
  });
  return `{\n${lines.join(',\n')}\n}\n`;
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
  await writeFile(join(folder, CALIBRATION_FILE), serialise(calibration));
  errors.write(`${CALIBRATION_FILE} is now version ${version}\n`);
  return 0;
}
