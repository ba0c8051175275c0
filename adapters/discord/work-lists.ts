import { BadRequest } from '../../src/assistant/assistant.ts';
import { CHAT_WORDING } from '../../src/assistant/chat-wording.ts';
import type { Choice } from '../../src/assistant/reply.ts';
import type { Errand } from './errand.ts';
import { LIMITS } from './limits.ts';
import { type Row, choiceButtons, choiceMenus, choiceUnits, toMessages } from './message.ts';
import { COLOR } from './render.ts';
import { DISCORD_WORDS } from './words.ts';

const list = (choices: readonly Choice[], heading: string, rows: readonly Row[]) =>
  toMessages({
    lead: [],
    body: choiceUnits(choices, heading),
    color: COLOR.choice,
    rows: rows.slice(0, LIMITS.rows),
  });

export async function tellTopics(errand: Errand): Promise<void> {
  const { spoken: language } = errand;
  const topics = Array.from(errand.snapshot.topics.values(), ({ id, title, description }) => ({
    id,
    label: title[language],
    difference: description[language],
  }));
  const menus = choiceMenus('topic', topics, DISCORD_WORDS[language].chooseTopic, language);
  await errand.done(...list(topics, CHAT_WORDING[language].topics, menus));
}

/** The questions of one topic. */
export async function tellTopic({ topic, language }: TopicAsked, errand: Errand): Promise<void> {
  const { topics, entries } = errand.snapshot;
  const title = [...topics.values()].find(({ id }) => id === topic)?.title[language];
  if (title === undefined) throw new BadRequest(`There is no topic "${topic}" (any more).`);
  const questions = [...entries.values()]
    .filter((entry) => entry.topic === topic)
    .map(({ id, question }) => ({ id, label: question[language], difference: undefined }));
  const menus = choiceMenus('go', questions, DISCORD_WORDS[language].chooseQuestion, language);
  await errand.done(...list(questions, title, menus));
}

type TopicAsked = Pick<Extract<Errand['event']['request'], { readonly kind: 'topic' }>, 'topic' | 'language'>;

export async function tellGuides(errand: Errand): Promise<void> {
  const { spoken: language } = errand;
  const guides = Array.from(errand.snapshot.guides.values(), ({ id, title }) => ({
    id,
    label: title[language],
    difference: undefined,
  }));
  await errand.done(...list(guides, DISCORD_WORDS[language].chooseGuide, choiceButtons(guides, language)));
}
