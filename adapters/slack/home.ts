import type { types } from '@slack/bolt';
import { CHAT_WORDING } from '../../src/assistant/chat-wording.ts';
import type { KeptQuestion } from '../../src/assistant/ports.ts';
import { WORDING } from '../../src/assistant/wording.ts';
import type { Language } from '../../src/knowledge/fields.ts';
import type { Snapshot } from '../../src/knowledge/snapshot.ts';
import { type Button, type Part, blocksOf, buttons, faint, text } from './message.ts';
import { bold, escape } from './mrkdwn.ts';
import { SLACK_WORDING } from './slack-wording.ts';

/** App Home takes 100 blocks. */
const ENTRIES_ON_PAGE = 80;
const BUTTONS_IN_ROW = 5;
const TOPICS = 200;
const CASES_SHOWN = 10;

export interface HomeContents {
  readonly snapshot: Snapshot;
  readonly language: Language;
  readonly command: string;
  /** The person's own, newest first. */
  readonly questions: readonly KeptQuestion[];
  /** Entries that changed lately, newest first. */
  readonly changed: readonly string[];
  /** What waits for a person of the association; empty for who is none. */
  readonly cases: readonly { readonly id: number; readonly question: string }[];
}

const page = (topic: string, from: number): string => (from === 0 ? topic : `${topic}:${from}`);

const rows = (all: readonly Button[]): Part[] =>
  Array.from({ length: Math.ceil(all.length / BUTTONS_IN_ROW) }, (_, row) =>
    buttons(...all.slice(row * BUTTONS_IN_ROW, (row + 1) * BUTTONS_IN_ROW)),
  ).flat();

const headed = (heading: string, parts: readonly Part[]): Part[] =>
  parts.length === 0 ? [] : [{ kind: 'divider' }, text(bold(escape(heading))), ...parts];

const entryPart = (id: string, { snapshot, language }: HomeContents): Part[] =>
  [...snapshot.entries.values()]
    .filter((entry) => entry.id === id)
    .map(({ question }) =>
      text(escape(question[language]), {
        verb: 'choose',
        value: `${id} ${language}`,
        label: SLACK_WORDING[language].choose,
      }),
    );

function questionPart({ text: asked, entry, at }: KeptQuestion, { language }: HomeContents): Part {
  const day = WORDING[language].date(new Date(at).toISOString().slice(0, 10));
  const line = escape(`${asked} · ${day}`);
  if (entry === undefined) return text(`${line} · ${escape(SLACK_WORDING[language].notAnswered)}`);
  return text(line, { verb: 'choose', value: `${entry} ${language}`, label: SLACK_WORDING[language].choose });
}

const personal = (language: Language): Part[] => [
  { kind: 'divider' },
  text(bold(escape(SLACK_WORDING[language].homeLanguage))),
  ...buttons(
    { verb: 'language', value: 'set zh', label: '中文' },
    { verb: 'language', value: 'set en', label: 'English' },
    {
      verb: 'forget',
      value: `me ${language}`,
      label: CHAT_WORDING[language].forgetMe,
      style: 'danger',
      confirm: CHAT_WORDING[language].forgetConfirm,
    },
  ),
];

function frontPage(contents: HomeContents): Part[] {
  const { snapshot, language, command, questions, changed, cases } = contents;
  const words = CHAT_WORDING[language];
  const topics = [...snapshot.topics.values()]
    .slice(0, TOPICS)
    .map(({ id, title }) => ({ verb: 'home', value: `${id} ${language}`, label: title[language] }));
  const asked = questions.filter((question) => question.text !== '');
  return [
    text(bold(escape(SLACK_WORDING[language].homeTitle))),
    text(escape(SLACK_WORDING[language].homeHowTo(command))),
    ...headed(
      SLACK_WORDING[language].waitingCases(cases.length),
      cases
        .slice(0, CASES_SHOWN)
        .map(({ id, question }) => text(`${bold(escape(words.caseOpened(id)))}\n${escape(question)}`)),
    ),
    ...headed(words.topics, rows(topics)),
    ...headed(
      words.changedLately,
      changed.flatMap((id) => entryPart(id, contents)),
    ),
    ...headed(
      words.myQuestions,
      asked.length === 0
        ? [faint(escape(words.noQuestions))]
        : asked.map((question) => questionPart(question, contents)),
    ),
    ...personal(language),
    faint(escape(WORDING[language].legalLine)),
  ];
}

function topicPage(topic: string, from: number, contents: HomeContents): Part[] {
  const { snapshot, language } = contents;
  const all = [...snapshot.entries.values()].filter((entry) => entry.topic === topic);
  const title = [...snapshot.topics.values()].find(({ id }) => id === topic)?.title[language] ?? topic;
  const isMore = all.length > from + ENTRIES_ON_PAGE;
  return [
    text(bold(escape(title))),
    ...all.slice(from, from + ENTRIES_ON_PAGE).flatMap(({ id }) => entryPart(id, contents)),
    ...buttons(
      { verb: 'home', value: ` ${language}`, label: SLACK_WORDING[language].backHome },
      ...(isMore
        ? [
            {
              verb: 'home',
              value: `${page(topic, from + ENTRIES_ON_PAGE)} ${language}`,
              label: SLACK_WORDING[language].more,
            },
          ]
        : []),
    ),
  ];
}

/** @param topic `id`, or `id:80` for its entries from the 80th on; the front page without one */
export function renderHome(topic: string | undefined, contents: HomeContents): types.HomeView {
  const [id, from = '0'] = topic?.split(':') ?? [];
  const parts = id === undefined ? frontPage(contents) : topicPage(id, Number(from), contents);
  return { type: 'home', blocks: blocksOf(parts) };
}
