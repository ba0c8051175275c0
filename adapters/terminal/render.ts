import type { Choice, Notice, Reply, ShownEntry, ShownSource, TrailStep } from '../../src/assistant/reply.ts';
import { type ReplyTable, showReply } from '../../src/assistant/reply-table.ts';
import { WORDING, describeAbstention, describeNotice, describeReview } from '../../src/assistant/wording.ts';
import type { Language } from '../../src/knowledge/fields.ts';
import type { Block, Inline } from '../../src/knowledge/markdown.ts';
import { choicesOf, relatedOf } from './choices.ts';
import { type Line, type Look, type Span, line, paragraphs } from './line.ts';
import { TERMINAL_WORDING } from './terminal-wording.ts';

const INDENT: Span = { text: '   ' };

/** One row of spans for each line that the text itself breaks. */
function toRows(content: readonly Inline[], look?: Look, url?: string): Span[][] {
  const rows: Span[][] = [[]];
  const append = (more: readonly (readonly Span[])[]): void => {
    const [first = [], ...rest] = more;
    rows.at(-1)?.push(...first);
    rows.push(...rest.map((row) => [...row]));
  };
  for (const node of content) {
    if (node.kind === 'text') append([[{ text: node.text, look, url }]]);
    else if (node.kind === 'break') append([[], []]);
    else if (node.kind === 'bold') append(toRows(node.content, 'strong', url));
    else append(toRows(node.content, look, node.url));
  }
  return rows;
}

const leading = (lead: Span, rows: readonly (readonly Span[])[]): Line[] =>
  rows.map((spans, at) => ({ lead: at === 0 ? lead : { text: ' '.repeat(lead.text.length) }, spans }));

const renderBlock = (block: Block): Line[] =>
  block.kind === 'paragraph'
    ? toRows(block.content).map((spans) => ({ spans }))
    : block.items.flatMap((item, at) =>
        leading({ text: block.ordered ? `${at + 1}. ` : '- ', look: 'faint' }, toRows(item)),
      );

function renderSource(source: ShownSource, language: Language): Line[] {
  const words = WORDING[language];
  const place = [source.instrument, source.article].filter((part) => part !== undefined).join(' ');
  const title = source.title === source.instrument ? [] : [source.title];
  const about = [
    ...title,
    ...(source.published === undefined ? [] : [words.published(source.published)]),
    words.confirmed[source.confirmed],
  ].join(' · ');
  return [
    { lead: { text: ' - ', look: 'faint' }, spans: [{ text: place, look: 'strong' }] },
    { lead: INDENT, spans: [{ text: about, look: 'faint' }] },
    ...(source.url === undefined ? [] : [{ lead: INDENT, spans: [{ text: source.url, url: source.url }] }]),
  ];
}

const renderSources = ({ sources }: ShownEntry, language: Language): Line[] => [
  line(WORDING[language].sources, 'heading'),
  ...sources.flatMap((source) => renderSource(source, language)),
];

/** As-of date, reviewer, where it stands, and the legal line: what every answer ends with. */
function renderProvenance(entry: ShownEntry, language: Language): Line[] {
  const words = WORDING[language];
  const { permalink } = entry;
  const reviewed = [words.asOf(entry.asOf), describeReview(entry, language), entry.id].join(' · ');
  return [
    line(reviewed, 'faint'),
    ...(permalink === undefined
      ? []
      : [
          {
            lead: { text: `${words.permalink} `, look: 'faint' as const },
            spans: [{ text: permalink, url: permalink }],
          },
        ]),
    line(words.legalLine, 'faint'),
  ];
}

/** @param from the number before the first */
const renderChoices = (choices: readonly Choice[], language: Language, from = 0): Line[] =>
  choices.flatMap(({ label, difference }, at) => {
    const lead: Span = { text: `${String(from + at + 1).padStart(2)}. `, look: 'number' };
    const told = TERMINAL_WORDING[language].labelled(WORDING[language].difference, difference ?? '');
    const about: Span[][] = difference === undefined ? [] : [[{ text: told, look: 'faint' }]];
    return leading(lead, [[{ text: label }], ...about]);
  });

const renderNotices = (notices: readonly Notice[], language: Language): Line[] =>
  notices.map((notice) => ({
    lead: { text: '! ', look: 'warning' },
    spans: [{ text: describeNotice(notice, language), look: 'warning' }],
  }));

const renderTrail = (trail: readonly TrailStep[], language: Language): Line[] =>
  trail.length === 0
    ? []
    : [
        line(WORDING[language].yourAnswers, 'heading'),
        ...trail.map(({ question, answer }) => ({
          lead: { text: ' - ', look: 'faint' as const },
          spans: [{ text: `${question} ` }, { text: answer, look: 'strong' as const }],
        })),
      ];

const under = (heading: string, lines: readonly Line[]): Line[] =>
  lines.length === 0 ? [] : [line(heading, 'heading'), ...lines];

/** Other entries to go to, numbered as `choicesOf` offers them. */
function renderOthers(entry: ShownEntry, language: Language): Line[][] {
  const { confusable, related } = WORDING[language];
  return [
    under(confusable, renderChoices(entry.confusable, language)),
    under(related, renderChoices(relatedOf(entry), language, entry.confusable.length)),
  ];
}

const LINES: ReplyTable<undefined, Line[]> = {
  answered: ({ entry, notices, trail, language }) =>
    paragraphs(
      renderTrail(trail, language),
      [line(entry.question, 'heading')],
      renderNotices(notices, language),
      [line(entry.shortAnswer, 'strong')],
      ...entry.body.map(renderBlock),
      renderSources(entry, language),
      renderProvenance(entry, language),
      ...renderOthers(entry, language),
    ),
  withheld: ({ entry, notices, language }) =>
    paragraphs(
      [line(entry.question, 'heading')],
      renderNotices(notices, language),
      [line(WORDING[language].withheld)],
      renderSources(entry, language),
      renderProvenance(entry, language),
      ...renderOthers(entry, language),
    ),
  ambiguous: (reply) =>
    paragraphs([
      line(WORDING[reply.language].chooseOne, 'heading'),
      ...renderChoices(choicesOf(reply), reply.language),
    ]),
  guided: (reply) =>
    paragraphs(
      [line(reply.title, 'heading')],
      renderTrail(reply.trail, reply.language),
      [line(reply.question, 'strong'), ...(reply.help === undefined ? [] : [line(reply.help, 'faint')])],
      [
        ...renderChoices(choicesOf(reply), reply.language),
        ...(reply.trail.length === 0
          ? []
          : leading({ text: ' b. ', look: 'number' }, [
              [{ text: TERMINAL_WORDING[reply.language].oneStepBack, look: 'faint' }],
            ])),
      ],
    ),
  abstained: (reply) => {
    const { coveredTopics, howToAskPerson, nearestTopics } = WORDING[reply.language];
    const topics = reply.topics.map(({ title }): Line => ({
      lead: { text: ' - ' },
      spans: [{ text: title }],
    }));
    return paragraphs(
      [line(describeAbstention(reply))],
      under(nearestTopics, renderChoices(choicesOf(reply), reply.language)),
      under(coveredTopics, topics),
      [line(howToAskPerson, 'faint')],
    );
  },
  social: ({ act, language }) => [
    line(WORDING[language].social[act]),
    ...(act === 'person' ? [line(WORDING[language].howToAskPerson, 'faint')] : []),
  ],
};

/** A reply as lines, before they are wrapped and coloured. */
export const renderReply = (reply: Reply): Line[] => showReply(LINES, reply, undefined);
