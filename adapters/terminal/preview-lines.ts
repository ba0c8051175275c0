import type { Language } from '../../src/knowledge/fields.ts';
import type { FailedGolden, OutcomeChange, PreviewReport } from '../../src/moderation/preview/report.ts';
import { PREVIEW_WORDING, describeResult, describeWarning } from '../../src/moderation/preview/wording.ts';
import { documentDiffLines } from './diff-lines.ts';
import { type Line, line, paragraphs } from './line.ts';

const INDENT = { text: '   ' };

interface Reading {
  readonly titles: PreviewReport['titles'];
  readonly language: Language;
}

/** What was got before and what would be got, one under the other. */
const fromTo = (
  { before, after }: Pick<OutcomeChange, 'before' | 'after'>,
  { titles, language }: Reading,
): Line[] => [
  { lead: INDENT, spans: [{ text: `- ${describeResult(before, titles, language)}`, look: 'faint' }] },
  { lead: INDENT, spans: [{ text: `+ ${describeResult(after, titles, language)}` }] },
];

function changeLines(change: OutcomeChange, reading: Reading): Line[] {
  const { question, effect } = change;
  const words = PREVIEW_WORDING[reading.language];
  const times = question.timesAsked > 0 ? [words.timesAsked(question.timesAsked)] : [];
  const about = [words.effect[effect], ...times].join(' · ');
  return [
    {
      spans: [
        { text: question.text, look: 'strong' },
        { text: `  ${about}`, look: 'faint' },
      ],
    },
    ...fromTo(change, reading),
  ];
}

const goldenLines = (failed: FailedGolden, reading: Reading): Line[] => [
  line(failed.question.text, 'strong'),
  ...fromTo(failed, reading),
];

const under = (heading: string, lines: readonly Line[]): Line[] =>
  lines.length === 0 ? [] : [line(heading, 'heading'), ...lines];

const isBroken = (failed: FailedGolden): boolean => failed.isBroken;

/** How many questions a draft changes something for, in a few lines; `preview` tells which. */
export function effectLines(report: PreviewReport, draft: number, language: Language): Line[] {
  const words = PREVIEW_WORDING[language];
  const { changes, reworded, warnings, replayed } = report;
  const broken = report.golden.filter(isBroken).length;
  return [
    line(words.replayed(replayed.golden, replayed.past), 'faint'),
    ...(broken > 0 ? [line(words.broken(broken), 'warning')] : []),
    changes.length > 0 ? line(words.changes(changes.length), 'heading') : line(words.noChanges),
    ...(reworded.length > 0 ? [line(words.reworded(reworded.length))] : []),
    ...(warnings.length > 0 ? [line(words.warnings(warnings.length), 'warning')] : []),
    line(`shuwen preview ${draft}`, 'faint'),
  ];
}

/** A preview as lines: broken golden questions first, then what changes for askers, what to look at, and the texts. */
export function previewLines(report: PreviewReport, language: Language): Line[] {
  const words = PREVIEW_WORDING[language];
  const reading = { titles: report.titles, language };
  const broken = report.golden.filter(isBroken);
  const stillWrong = report.golden.length - broken.length;
  const { changes, reworded, warnings, replayed } = report;
  return paragraphs(
    [line(words.replayed(replayed.golden, replayed.past), 'faint')],
    under(
      words.broken(broken.length),
      broken.flatMap((failed) => goldenLines(failed, reading)),
    ),
    stillWrong > 0 ? [line(words.stillWrong(stillWrong), 'warning')] : [],
    changes.length === 0 ? [line(words.noChanges)] : [],
    under(
      words.changes(changes.length),
      changes.flatMap((change) => changeLines(change, reading)),
    ),
    under(
      words.reworded(reworded.length),
      reworded.map(({ question }) => ({ lead: { text: ' - ' }, spans: [{ text: question.text }] })),
    ),
    under(
      words.warnings(warnings.length),
      warnings.map((warning) => ({
        lead: { text: '! ', look: 'warning' as const },
        spans: [{ text: describeWarning(warning, language) }],
      })),
    ),
    documentDiffLines(report.documents, language),
  );
}
