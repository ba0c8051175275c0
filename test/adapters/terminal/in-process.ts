import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { readCalibration } from '../../../adapters/terminal/calibration-file.ts';
import type { Terminal } from '../../../adapters/terminal/terminal.ts';
import { Assistant } from '../../../src/assistant/assistant.ts';
import { unrecorded } from '../../../src/assistant/unrecorded.ts';
import { PROJECT_DIR } from '../../../src/config.ts';
import { Engine } from '../../../src/engine/engine.ts';
import { createSnapshot } from '../../../src/knowledge/snapshot.ts';
import { aGuide, aStep, anEntry, documentsOf } from '../../fakes/builders.ts';

const ENTRIES = [
  anEntry({
    id: 'legal-effect',
    question: { zh: '电子签名有效吗？', en: 'Is an electronic signature valid?' },
    related: ['paper'],
  }),
  anEntry({ id: 'paper', question: { zh: '纸质合同呢？', en: 'What about contracts on paper?' } }),
];
const GUIDES = [
  aGuide({
    id: 'route',
    steps: [
      aStep('first', { goto: 'second' }, { entry: 'paper' }),
      aStep('second', { entry: 'legal-effect' }, { entry: 'paper' }),
    ],
    title: { zh: '走哪条路', en: 'Which route do I take' },
  }),
];

/** `answers` gives the first candidate whatever it is worth; `offers` lets choose; else nothing is known. */
export type Manner = 'answers' | 'offers' | 'abstains';

/** An assistant over two entries and a guide, with the shipped calibration but for its cut-offs. */
export async function anAssistant(manner: Manner = 'answers'): Promise<Assistant> {
  const shipped = await readCalibration(join(PROJECT_DIR, 'knowledge'));
  const engine = new Engine(createSnapshot(documentsOf({ entries: ENTRIES, guides: GUIDES }), 1), {
    ...shipped,
    answerFrom: manner === 'answers' ? 0 : 2,
    offerFrom: manner === 'offers' ? 0 : 2,
  });
  return new Assistant({
    engine: () => engine,
    ledger: unrecorded(),
    today: () => '2026-11-21',
    publicUrl: undefined,
  });
}

interface Setting {
  readonly isTTY?: boolean;
  readonly env?: Readonly<Record<string, string>>;
}

/** A terminal on which all has been typed, and what was written on it when all is done. */
export function aTerminal(typed: string | Uint8Array = '', { isTTY = false, env = {} }: Setting = {}) {
  const input = Object.assign(new PassThrough(), { isTTY });
  const output = Object.assign(new PassThrough(), { isTTY, columns: 60 });
  const errors = Object.assign(new PassThrough(), { isTTY });
  input.end(typed);
  const terminal: Terminal = { input, output, errors, env, cwd: '/' };
  // Read while it is written, as a terminal does.
  const [told, toldErrors] = [text(output), text(errors)];
  const written = async () => {
    output.end();
    errors.end();
    return { output: await told, errors: await toldErrors };
  };
  return { terminal, written };
}
