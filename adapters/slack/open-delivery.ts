import type { webApi } from '@slack/bolt';
import type { Assistant } from '../../src/assistant/assistant.ts';
import type { ChatRecords, Ledger, Seal } from '../../src/assistant/ports.ts';
import type { Language } from '../../src/knowledge/fields.ts';
import { isModerator } from './case-thread.ts';
import { Delivery } from './deliver.ts';
import { renderHome } from './home.ts';
import { personOf } from './job.ts';
import { renderLetter } from './letters.ts';
import type { Locales } from './locales.ts';
import { destinationTo } from './outgoing.ts';
import type { Identity } from './reading.ts';
import type { SlackSettings } from './settings.ts';

interface OpenDeliveryParts {
  readonly client: webApi.WebClient;
  readonly seal: Seal;
  readonly identity: Identity;
  readonly settings: SlackSettings;
  readonly ledger: Ledger<ChatRecords>;
  readonly assistant: Assistant<ChatRecords>;
  readonly locales: Locales;
  readonly changedLately?: (most: number) => Promise<readonly string[]>;
}

const QUESTIONS_SHOWN = 5;
const CHANGES_SHOWN = 5;
/** The pane takes four prompts. */
const PROMPTS_SHOWN = 4;

/** Delivery over the store and the knowledge as they are at the moment of each post. */
export function openDelivery(parts: OpenDeliveryParts): Delivery {
  const { client, seal, identity, assistant, ledger } = parts;
  return new Delivery({
    client,
    seal,
    self: identity.user,
    showHome: ({ user, topic }) => showHome(user, topic, parts),
    showPrompts: ({ language }) => promptsOf(assistant, language),
    showLetter: (letter) => renderLetter(letter, (entry, language) => assistant.show(entry, language)),
    onPosted: async (letter, { channel }, ts) => {
      if (letter.kind !== 'case') return;
      await ledger.write(({ cases }) =>
        cases.recordPost(destinationTo(identity.team, channel, ts), letter.case),
      );
    },
  });
}

async function showHome(user: string, topic: string | undefined, parts: OpenDeliveryParts) {
  const { ledger, identity, locales, assistant, settings, changedLately } = parts;
  const asker = { team: identity.team, user };
  const person = await personOf(asker, parts);
  const mayAnswer = await isModerator(asker, person, identity.team, ledger.read.people);
  const language = (await ledger.read.people.languageOf(person)) ?? (await locales.languageOf(user)) ?? 'zh';
  return renderHome(topic, {
    snapshot: assistant.engine.snapshot,
    language,
    command: settings.command,
    questions: await ledger.read.questions.listOf(person, QUESTIONS_SHOWN),
    changed: (await changedLately?.(CHANGES_SHOWN)) ?? [],
    cases: mayAnswer ? await ledger.read.cases.listOpen() : [],
  });
}

type Prompts = webApi.AssistantThreadsSetSuggestedPromptsArguments['prompts'];

/** A question of each of the first topics, in the words of its first entry: one that has an answer. */
function promptsOf(assistant: Assistant<ChatRecords>, language: Language): Prompts {
  const { topics, entries } = assistant.engine.snapshot;
  const all = [...entries.values()];
  const [first = { title: '?', message: '?' }, ...rest] = [...topics.values()].flatMap(({ id, title }) => {
    const entry = all.find(({ topic }) => topic === id);
    return entry ? [{ title: title[language], message: entry.question[language] }] : [];
  });
  return [first, ...rest.slice(0, PROMPTS_SHOWN - 1)];
}
