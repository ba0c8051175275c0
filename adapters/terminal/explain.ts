import type { Engine, ExplainedCandidate, Explanation } from '../../src/engine/engine.ts';
import { entryId, guideId, type Language } from '../../src/knowledge/fields.ts';
import { EXPLAIN_WORDING, describeDisagreement } from './explain-wording.ts';
import { type Line, line, paragraphs } from './line.ts';

const percent = (share: number): string => `${Math.round(share * 100)}%`;

function titleOf(id: string, { snapshot }: Engine, language: Language): string {
  const entry = entryId.safeParse(id).data;
  const guide = guideId.safeParse(id).data;
  const title =
    (entry && snapshot.entries.get(entry)?.question) ?? (guide && snapshot.guides.get(guide)?.title);
  return title?.[language] ?? id;
}

function explainCandidate(
  { id, score, nearest, disagreements }: ExplainedCandidate,
  at: number,
  engine: Engine,
  language: Language,
): Line[] {
  const words = EXPLAIN_WORDING[language];
  const indent = { text: '    ' };
  return [
    {
      lead: { text: `${String(at + 1).padStart(2)}. `, look: 'number' },
      spans: [{ text: titleOf(id, engine, language) }, { text: ` [${id}]`, look: 'faint' }],
    },
    {
      lead: indent,
      spans: [{ text: words.similarity(score.toFixed(2), nearest.toFixed(2)), look: 'faint' }],
    },
    ...(disagreements.length === 0
      ? [{ lead: indent, spans: [{ text: words.agrees, look: 'faint' as const }] }]
      : disagreements.map((disagreement) => ({
          lead: indent,
          spans: [{ text: `! ${describeDisagreement(disagreement, language)}`, look: 'warning' as const }],
        }))),
  ];
}

/** Why a question gets its outcome, as lines for an editor. */
export function renderExplanation(explanation: Explanation, asked: string, engine: Engine): Line[] {
  const { resolution, candidates, named, signals, right, within, answerFrom, offerFrom } = explanation;
  const { language, kind } = resolution.outcome;
  const words = EXPLAIN_WORDING[language];
  const { version, fitted } = engine.calibration;
  const isCompleted = resolution.question !== asked.trim();
  return paragraphs(
    [
      line(words.outcome[kind], 'strong'),
      ...(isCompleted ? [line(words.takenFor(resolution.question))] : []),
      line(words.named(named.map((name) => name[language]))),
    ],
    candidates.length === 0
      ? [line(words.noCandidates)]
      : [
          line(words.candidates, 'heading'),
          ...candidates.flatMap((candidate, at) => explainCandidate(candidate, at, engine, language)),
        ],
    [
      line(words.confidence, 'heading'),
      line(words.right(percent(right), percent(answerFrom), right >= answerFrom)),
      line(words.within(percent(within), percent(offerFrom), within >= offerFrom)),
      line(words.coverage(percent(signals.coverage), percent(signals.known))),
      line(words.calibration(version, fitted), 'faint'),
    ],
  );
}
