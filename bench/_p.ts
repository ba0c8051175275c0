import { Engine } from '../src/engine/engine.ts';
import { createSnapshot } from '../src/knowledge/snapshot.ts';
import { readKnowledge } from '../src/knowledge/read-folder.ts';
import { readCalibration } from '../adapters/terminal/calibration-file.ts';
import { packProfiles, unpackProfiles } from '../src/engine/packed-profiles.ts';
import { keepingReader } from '../src/engine/question-text.ts';
import { readKept } from '../src/knowledge/files/kept-file.ts';
import { Session } from 'node:inspector';
import { writeFileSync } from 'node:fs';
const { documents } = await readKnowledge('knowledge');
const cal = await readCalibration('knowledge');
const step = documents.entries.length / 180;
const entries = Array.from({ length: 180 }, (_, at) => documents.entries[Math.floor(at * step)]!);
const snap = createSnapshot({ ...documents, entries, golden: [] }, 1);
console.log(unpackProfiles(readKept({ file: '/tmp/s6/kept.bin', stamp: 'bench' })!, snap));
const read = keepingReader();
const e = new Engine(snap, cal, read);
const s = new Session(); s.connect();
const post = (m: string, p = {}) => new Promise<any>((r, j) => s.post(m, p, (e, v) => e ? j(e) : r(v)));
const texts = [...new Set([...documents.golden, ...documents.probes].map(({ text }) => text))].slice(0, 2000);
if (process.env['PROF']) { await post('Profiler.enable'); await post('Profiler.setSamplingInterval', { interval: 250 }); await post('Profiler.start'); }
for (let r = 0; r < 3; r++) { const t = performance.now(); for (const text of texts) e.resolve({ text, language: 'zh', today: '2026-11-21' }); console.log('pass', r, (performance.now() - t).toFixed(0));
if (r === 0 && process.env['PROF']) { writeFileSync('/tmp/s6/r0.cpuprofile', JSON.stringify((await post('Profiler.stop')).profile)); await post('Profiler.start'); } }
if (process.env['PROF']) writeFileSync('/tmp/s6/r1.cpuprofile', JSON.stringify((await post('Profiler.stop')).profile));
