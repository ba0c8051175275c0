import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { calibration } from '../../src/engine/calibration/stored.ts';
import type { Calibration } from '../../src/engine/confidence.ts';
import { KnowledgeError, type Problem } from '../../src/knowledge/problem.ts';
import { parseYaml } from '../../src/knowledge/yaml-file.ts';

export const CALIBRATION_FILE = 'calibration.json';
const REMEDY = 'write it anew with npm run calibrate -- --write';

const whole = (message: string): Problem => ({
  severity: 'error',
  file: CALIBRATION_FILE,
  line: 1,
  column: 1,
  message,
});

function parseJson(source: Buffer): unknown {
  try {
    return JSON.parse(source.toString('utf8'));
  } catch (error) {
    // Where it is broken is told by who reads it as YAML.
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/**
 * Reads the stored calibration of a knowledge folder.
 * @throws KnowledgeError naming file, line and field
 */
export async function readCalibration(folder: string): Promise<Calibration> {
  const source = await readFile(join(folder, CALIBRATION_FILE)).catch((error: unknown) => {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    const reason = code === 'ENOENT' ? 'the file is missing' : `the file cannot be read (${code})`;
    throw new KnowledgeError([whole(`${reason}: ${REMEDY}`)]);
  });
  const sound = calibration.safeParse(parseJson(source));
  if (sound.success) return sound.data;
  // JSON is YAML too, read this way for the line and column of a fault.
  const read = parseYaml(CALIBRATION_FILE, source, calibration);
  if (read.kind === 'read') return read.yaml.value;
  throw new KnowledgeError(
    read.problems.map((problem) => ({ ...problem, message: `${problem.message}; or ${REMEDY}` })),
  );
}
