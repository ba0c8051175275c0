import { ButtonStyle } from 'discord.js';
import { CHAT_WORDING } from '../../src/assistant/chat-wording.ts';
import type { Choice, Notice, Reply, ShownEntry, ShownSource, TrailStep } from '../../src/assistant/reply.ts';
import { type ReplyTable, showReply } from '../../src/assistant/reply-table.ts';
import { WORDING, describeAbstention, describeNotice, describeReview } from '../../src/assistant/wording.ts';
import type { Language } from '../../src/knowledge/fields.ts';
import { LIMITS } from './limits.ts';
import { type Unit, blockUnits, bold, escapeText, link, textUnits } from './markup.ts';
import {
  type Message,
  type Row,
  type Telling,
  button,
  buttonRows,
  choiceButtons,
  choiceMenus,
  choiceUnits,
  sameOnce,
  toMessages,
} from './message.ts';
import { DISCORD_WORDS } from './words.ts';

/** Where a reply is shown, and what its buttons speak of. */
export interface Shown {
  /** Of the turn; undefined where there is none. */
  readonly delivery?: number | undefined;
  readonly question?: number | undefined;
  /** Seen only by the asker, but among others: it can be shared. */
  readonly isEphemeral?: boolean;
  /** The Discord user who may delete it; undefined where nobody needs to. */
  readonly asker?: string | undefined;
}

export const COLOR = Object.freeze({ answer: 0x1f6feb, notice: 0xd29922, choice: 0x6e7781 });

/** The last row: what can be done with the reply. */
const actRow = (reply: Reply, shown: Shown): readonly Row[] => {
  const { language } = reply;
  const { delivery, question, asker, isEphemeral = false } = shown;
  const words = CHAT_WORDING[language];
  const to = String(delivery);
  return buttonRows([
    ...(delivery === undefined
      ? []
      : [
          button({ kind: 'helpful', language, to }, words.helpful),
          button({ kind: 'unhelpful', language, to }, words.unhelpful),
        ]),
    question === undefined
      ? undefined
      : button({ kind: 'person', language, to: String(question) }, words.askPerson),
    delivery !== undefined && isEphemeral
      ? button({ kind: 'share', language, to }, words.share, ButtonStyle.Primary)
      : undefined,
    asker === undefined
      ? undefined
      : button({ kind: 'delete', language, to: asker }, DISCORD_WORDS[language].delete),
  ]);
};

const heading = (text: string): Unit => ({ markup: bold(text), gap: '\n\n' });

const noticeUnits = (notices: readonly Notice[], language: Language): readonly Unit[] =>
  notices.flatMap((notice) =>
    textUnits(describeNotice(notice, language), '\n', (text) => `⚠️ ${escapeText(text)}`),
  );

function sourceUnits(source: ShownSource, language: Language): readonly Unit[] {
  const words = WORDING[language];
  const place = [source.instrument, source.article].filter((part) => part !== undefined).join(' · ');
  const title = source.url === undefined ? escapeText(source.title) : link(source.title, source.url);
  const about = [
    ...(source.title === source.instrument && source.url === undefined ? [] : [title]),
    ...(source.published === undefined ? [] : [escapeText(words.published(source.published))]),
    escapeText(words.confirmed[source.confirmed]),
  ].join(' · ');
  return [
    { markup: `- ${bold(place)}`, gap: '\n' },
    { markup: `  ${about}`, gap: '\n' },
  ];
}

const permalinkUnits = ({ permalink }: ShownEntry, language: Language): readonly Unit[] =>
  permalink === undefined ? [] : [{ markup: link(WORDING[language].permalink, permalink), gap: '\n\n' }];

/** As-of date, reviewer, the entry's id and the legal line: what every answer ends with. */
const footerOf = (entry: ShownEntry, language: Language): string => {
  const { asOf, legalLine } = WORDING[language];
  return [asOf(entry.asOf), describeReview(entry, language), entry.id, legalLine].join(' · ');
};

const trailUnits = (trail: readonly TrailStep[], language: Language): readonly Unit[] =>
  trail.length === 0
    ? []
    : [
        heading(WORDING[language].yourAnswers),
        ...trail.map(({ question, answer }): Unit => ({
          markup: `- ${escapeText(question)} ${bold(answer)}`,
          gap: '\n',
        })),
      ];

const othersOf = ({ confusable, related }: ShownEntry): readonly Choice[] =>
  sameOnce([...confusable, ...related]);

/** Other entries to go to: listed where they differ from this one, all in a menu. */
function othersUnits(entry: ShownEntry, language: Language): readonly Unit[] {
  const others = othersOf(entry);
  const isListed =
    entry.confusable.length > 0 || others.some(({ label }) => label.length > LIMITS.optionLabel - 4);
  const { confusable, related } = WORDING[language];
  return isListed ? choiceUnits(others, entry.confusable.length > 0 ? confusable : related) : [];
}

/** One row is for what can be done with the reply. */
const MOST_MENUS = LIMITS.rows - 1;

const othersMenus = (entry: ShownEntry, language: Language): readonly Row[] =>
  choiceMenus('go', othersOf(entry), WORDING[language].related, language).slice(0, MOST_MENUS);

const entryTelling = (entry: ShownEntry, language: Language, body: readonly Unit[]) => ({
  body: [
    { markup: bold(entry.question), gap: '\n\n' as const },
    ...body,
    heading(WORDING[language].sources),
    ...entry.sources.flatMap((source) => sourceUnits(source, language)),
    ...othersUnits(entry, language),
    ...permalinkUnits(entry, language),
  ],
  footer: footerOf(entry, language),
  rows: othersMenus(entry, language),
});

const TELLINGS: ReplyTable<Shown, Telling> = {
  answered: ({ entry, notices, trail, language }) => ({
    ...entryTelling(entry, language, [...blockUnits(entry.body), ...trailUnits(trail, language)]),
    lead: [...noticeUnits(notices, language), ...textUnits(entry.shortAnswer)],
    color: notices.length > 0 ? COLOR.notice : COLOR.answer,
  }),
  withheld: ({ entry, notices, language }) => ({
    ...entryTelling(entry, language, []),
    lead: [...noticeUnits(notices, language), ...textUnits(WORDING[language].withheld)],
    color: COLOR.notice,
  }),
  ambiguous: ({ choices, language }) => ({
    lead: textUnits(WORDING[language].chooseOne),
    body: choiceUnits(choices, DISCORD_WORDS[language].typeNumber),
    color: COLOR.choice,
    rows: choiceButtons(choices, language),
  }),
  guided: ({ title, question, help, options, trail, language }) => ({
    lead: textUnits(question),
    body: [
      heading(title),
      ...(help === undefined ? [] : textUnits(help)),
      ...trailUnits(trail, language),
      ...choiceUnits(options, DISCORD_WORDS[language].typeNumber),
    ],
    color: COLOR.choice,
    rows: [...choiceButtons(options, language), ...stepBackRow(trail, language)],
  }),
  abstained: (reply) => {
    const { coveredTopics, nearestTopics } = WORDING[reply.language];
    return {
      lead: textUnits(describeAbstention(reply)),
      body: [
        ...choiceUnits(reply.nearest, nearestTopics),
        heading(coveredTopics),
        ...reply.topics.map(({ title }): Unit => ({ markup: `- ${escapeText(title)}`, gap: '\n' })),
      ],
      color: COLOR.choice,
      rows: choiceButtons(reply.nearest, reply.language),
    };
  },
  social: ({ act, language }, { question }) => {
    const { offerPerson, questionFirst } = DISCORD_WORDS[language];
    const person = question === undefined ? questionFirst : offerPerson;
    const text = act === 'person' ? person : WORDING[language].social[act];
    return { lead: textUnits(text), body: [], color: COLOR.choice, rows: [] };
  },
};

/** Back to the last question of a guide, to answer it anew. */
function stepBackRow(trail: readonly TrailStep[], language: Language): readonly Row[] {
  const last = trail.at(-1);
  return last === undefined
    ? []
    : buttonRows([button({ kind: 'go', language, to: last.id }, `↩ ${WORDING[language].stepBack}`)]);
}

/** A reply as messages, in order; each within Discord's limits, and nothing of it cut. */
export function renderReply(reply: Reply, shown: Shown): readonly Message[] {
  const telling = showReply(TELLINGS, reply, shown);
  const rows = [...telling.rows.slice(0, MOST_MENUS), ...actRow(reply, shown)];
  return toMessages({ ...telling, rows });
}
