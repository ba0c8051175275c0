import { CHAT_WORDING } from '../../src/assistant/chat-wording.ts';
import type { Choice, Notice, Reply, ShownEntry, ShownSource, TrailStep } from '../../src/assistant/reply.ts';
import { type ReplyTable, showReply } from '../../src/assistant/reply-table.ts';
import { WORDING, describeAbstention, describeNotice, describeReview } from '../../src/assistant/wording.ts';
import type { Language } from '../../src/knowledge/fields.ts';
import { type Button, type Message, type Part, buttons, faint, messagesOf, text } from './message.ts';
import { bold, escape, link, mrkdwn } from './mrkdwn.ts';
import { SLACK_WORDING } from './slack-wording.ts';

/** What the buttons under a reply speak of. */
export interface ReplyContext {
  readonly question: number | undefined;
  readonly delivery: number | undefined;
  /** Only the asker sees the reply, in a channel where it could be shared. */
  readonly canShare: boolean;
}

export const verbValue = (id: number, language: Language): string => `${id} ${language}`;

const askPersonButton = (question: number, language: Language): Button => ({
  verb: 'person',
  value: verbValue(question, language),
  label: CHAT_WORDING[language].askPerson,
});

/** @param verb `choose` answers in a message of its own, `step` in place of the one that is clicked */
const choicePart = (verb: 'choose' | 'step', { id, label, difference }: Choice, language: Language): Part =>
  text(
    difference === undefined
      ? escape(label)
      : `${escape(label)}\n${escape(`${WORDING[language].difference}: ${difference}`)}`,
    { verb, value: `${id} ${language}`, label: SLACK_WORDING[language].choose },
  );

const choiceParts = (choices: readonly Choice[], language: Language): Part[] =>
  choices.map((choice) => choicePart('choose', choice, language));

const noticeParts = (notices: readonly Notice[], language: Language): Part[] =>
  notices.map((notice) => text(`:warning: ${escape(describeNotice(notice, language))}`));

function sourceLine(source: ShownSource, language: Language): string {
  const words = WORDING[language];
  const place = [source.instrument, source.article].filter((part) => part !== undefined).join(' · ');
  const about = [
    ...(source.title === source.instrument ? [] : [source.title]),
    ...(source.published === undefined ? [] : [words.published(source.published)]),
    words.confirmed[source.confirmed],
  ].join(' · ');
  return `• ${source.url === undefined ? escape(place) : link(source.url, place)} · ${escape(about)}`;
}

const sourcesPart = ({ sources }: ShownEntry, language: Language): Part =>
  text(
    [bold(escape(WORDING[language].sources)), ...sources.map((source) => sourceLine(source, language))].join(
      '\n',
    ),
  );

/** What every answer ends with. */
function provenancePart(entry: ShownEntry, language: Language): Part {
  const words = WORDING[language];
  const { permalink } = entry;
  return faint(
    [
      escape([words.asOf(entry.asOf), describeReview(entry, language), entry.id].join(' · ')),
      ...(permalink === undefined ? [] : [link(permalink, words.permalink)]),
      escape(words.legalLine),
    ].join(' · '),
  );
}

const trailParts = (trail: readonly TrailStep[], language: Language): Part[] =>
  trail.map(({ question, answer, id }) =>
    text(`${escape(question)} ${bold(escape(answer))}`, {
      verb: 'step',
      value: `${id} ${language}`,
      label: WORDING[language].stepBack,
    }),
  );

/** The other entries that an answer leads to, each once. */
const othersOf = ({ confusable, related }: ShownEntry): Choice[] => [
  ...confusable,
  ...related.filter(({ id }) => confusable.every((other) => other.id !== id)),
];

function answerButtons(entry: ShownEntry, language: Language, context: ReplyContext): Part[] {
  const words = CHAT_WORDING[language];
  const { question, delivery, canShare } = context;
  if (delivery === undefined) return [];
  const value = verbValue(delivery, language);
  return buttons(
    { verb: 'helpful', value, label: words.helpful },
    { verb: 'unhelpful', value, label: words.unhelpful },
    ...(question === undefined ? [] : [askPersonButton(question, language)]),
    ...(othersOf(entry).length === 0
      ? []
      : [{ verb: 'more', value: `${entry.id} ${language}`, label: SLACK_WORDING[language].more }]),
    ...(canShare ? [{ verb: 'share', value, label: words.share }] : []),
  );
}

const PARTS: ReplyTable<ReplyContext, Part[]> = {
  answered: ({ entry, notices, trail, language }, context) => [
    ...trailParts(trail, language),
    text(bold(escape(entry.question))),
    ...noticeParts(notices, language),
    text(bold(escape(entry.shortAnswer))),
    text(mrkdwn(entry.body)),
    sourcesPart(entry, language),
    provenancePart(entry, language),
    ...answerButtons(entry, language, context),
  ],
  withheld: ({ entry, notices, language }, { question }) => [
    text(bold(escape(entry.question))),
    ...noticeParts(notices, language),
    text(escape(WORDING[language].withheld)),
    sourcesPart(entry, language),
    provenancePart(entry, language),
    ...choiceParts(othersOf(entry), language),
    ...(question === undefined ? [] : buttons(askPersonButton(question, language))),
  ],
  ambiguous: ({ choices, language }, { question }) => [
    text(bold(escape(WORDING[language].chooseOne))),
    ...choiceParts(choices, language),
    ...(question === undefined ? [] : buttons(askPersonButton(question, language))),
  ],
  guided: ({ title, trail, question, help, options, language }) => [
    text(bold(escape(title))),
    ...trailParts(trail, language),
    text(bold(escape(question))),
    ...(help === undefined ? [] : [faint(escape(help))]),
    ...buttons(...options.map(({ id, label }) => ({ verb: 'step', value: `${id} ${language}`, label }))),
  ],
  abstained: (reply, { question }) => {
    const { language, nearest, topics } = reply;
    const words = WORDING[language];
    return [
      text(escape(describeAbstention(reply))),
      ...(nearest.length === 0
        ? []
        : [text(bold(escape(words.nearestTopics))), ...choiceParts(nearest, language)]),
      ...(topics.length === 0
        ? []
        : [faint(escape([words.coveredTopics, topics.map(({ title }) => title).join(' · ')].join('\n')))]),
      ...(question === undefined ? [] : buttons(askPersonButton(question, language))),
    ];
  },
  social: ({ act, language }, { question }) => {
    if (act !== 'person') return [text(escape(WORDING[language].social[act]))];
    const { personReady, personNeedsQuestion } = SLACK_WORDING[language];
    return question === undefined
      ? [text(escape(personNeedsQuestion))]
      : [text(escape(personReady)), ...buttons(askPersonButton(question, language))];
  },
};

/** What a notification says. */
function summaryOf(reply: Reply): string {
  switch (reply.kind) {
    case 'answered':
      return reply.entry.shortAnswer;
    case 'withheld':
      return WORDING[reply.language].withheld;
    case 'ambiguous':
      return WORDING[reply.language].chooseOne;
    case 'guided':
      return reply.question;
    case 'abstained':
      return describeAbstention(reply);
    case 'social':
      return reply.act === 'person'
        ? CHAT_WORDING[reply.language].askPerson
        : WORDING[reply.language].social[reply.act];
  }
}

/** A reply as parts, for what shows it among others. */
export const partsOf = (reply: Reply, context: ReplyContext): Part[] => showReply(PARTS, reply, context);

/** A reply as one message, or as several where one would pass a limit. */
export const renderReply = (reply: Reply, context: ReplyContext): Message[] =>
  messagesOf(
    partsOf(reply, context),
    escape(summaryOf(reply)),
    escape(CHAT_WORDING[reply.language].continued),
  );

/** What is said around answers. */
export const renderWords = (words: string, language: Language, ...more: readonly Part[]): Message[] =>
  messagesOf([text(escape(words)), ...more], escape(words), escape(CHAT_WORDING[language].continued));

/** The entries that an answer leads to, to choose from. */
export const renderOthers = (entry: ShownEntry, language: Language): Message[] =>
  renderWords(CHAT_WORDING[language].relatedMore, language, ...choiceParts(othersOf(entry), language));
