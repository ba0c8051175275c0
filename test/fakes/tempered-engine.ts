import { calibration } from '../../src/engine/calibration/stored.ts';
import type { Calibration } from '../../src/engine/confidence.ts';
import { Engine } from '../../src/engine/engine.ts';
import { START_WEIGHTS } from '../../src/engine/evidence.ts';
import { type KnowledgeDocuments, createSnapshot } from '../../src/knowledge/snapshot.ts';
import { documentsOf } from './builders.ts';

/** What the engine makes of any question that has words: its best candidate, some candidates, or nothing. */
export type Temper = 'answers' | 'offers' | 'abstains';

/** The same probability whatever the signals. */
const always = (certain: boolean) => ({ start: certain ? 20 : -20, trees: [] });

const calibrationThat = (temper: Temper): Calibration =>
  calibration.parse({
    version: 1,
    fitted: '2026-11-21',
    evidence: START_WEIGHTS,
    right: always(temper === 'answers'),
    within: always(temper !== 'abstains'),
    answerFrom: 0.5,
    offerFrom: 0.5,
  });

export const temperedEngine = (temper: Temper, documents: Partial<KnowledgeDocuments>): Engine =>
  new Engine(createSnapshot(documentsOf(documents), 7), calibrationThat(temper));
