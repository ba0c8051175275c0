import { CHAT_WORDING } from '../../src/assistant/chat-wording.ts';
import { destinationTo } from './outgoing.ts';
import { renderWords } from './render.ts';
import { SLACK_WORDING } from './slack-wording.ts';
import type { Job } from './job.ts';
import type { IncomingOf } from './incoming.ts';

/** Its own lane: the page is drawn anew whatever waits for the person's messages. */
const homeOf = (team: string, user: string): string => destinationTo(team, `home-${user}`);

/** The App Home page, drawn when it is delivered. */
export async function workHome(job: Job<IncomingOf<'home'>>): Promise<void> {
  const { asker, topic } = job.incoming;
  const { user } = asker;
  await job.finish((posting) =>
    posting.post(homeOf(job.parts.homeTeam, user), {
      kind: 'home',
      user,
      ...(topic !== undefined && { topic }),
    }),
  );
}

export async function workLanguage(job: Job<IncomingOf<'language'>>): Promise<void> {
  const { asker, language } = job.incoming;
  const { user } = asker;
  await job.finish(async (posting, { people }) => {
    await people.setLanguage(job.person, language);
    await posting.post(homeOf(job.parts.homeTeam, user), { kind: 'home', user });
  });
}

/** Erases the person first: what is written of them afterwards names nobody. */
export async function workForget(job: Job<IncomingOf<'forget'>>): Promise<void> {
  const { user } = job.incoming.asker;
  const language = (await job.language('')) ?? 'zh';
  await job.parts.forget(job.person);
  await job.parts.ledger.write(async (records) => {
    const posting = await job.begin(records, 'nobody');
    await posting.reply(job.place, renderWords(CHAT_WORDING[language].forgotten, language));
    await posting.post(homeOf(job.parts.homeTeam, user), { kind: 'home', user });
  });
}

/** The assistant pane was opened: a greeting, and a question of each topic to start from. */
export async function workPane(job: Job<IncomingOf<'pane'>>): Promise<void> {
  const { place } = job;
  const language = (await job.language('')) ?? 'zh';
  await job.finish(async (posting) => {
    const destination = destinationTo(job.parts.homeTeam, place.channel, place.thread);
    await posting.post(destination, { kind: 'prompts', language });
    await posting.reply(place, renderWords(SLACK_WORDING[language].paneGreeting, language));
  });
}
