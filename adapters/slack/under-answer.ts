import { CHAT_WORDING } from '../../src/assistant/chat-wording.ts';
import { messagesOf, text } from './message.ts';
import { escape } from './mrkdwn.ts';
import { destinationTo } from './outgoing.ts';
import { partsOf, renderOthers, renderWords } from './render.ts';
import { SLACK_WORDING } from './slack-wording.ts';
import type { Job } from './job.ts';
import type { IncomingOf } from './incoming.ts';

/** Helpful, or not, and why. */
export async function workRating(job: Job<IncomingOf<'helpful' | 'unhelpful'>>): Promise<void> {
  const { incoming: clicked, person, place, parts } = job;
  const { delivery, language, kind: verdict } = clicked;
  const comment = clicked.kind === 'unhelpful' ? clicked.comment : undefined;
  const words = CHAT_WORDING[language];
  const isKnown = (await parts.ledger.read.deliveries.find(delivery)) !== undefined;
  await parts.assistant.rate(delivery, { person, verdict, comment: comment ?? '' }, async (records) => {
    const posting = await job.begin(records);
    // A form asks why: its sending is thanked for, its opening is not.
    if (isKnown && verdict === 'unhelpful' && comment === undefined) return;
    await posting.whisper(place, renderWords(isKnown ? words.thanksForRating : words.gone, language));
  });
}

/** Opens a case; moderators see the question and not who asked. */
export async function workPerson(job: Job<IncomingOf<'person'>>): Promise<void> {
  const { incoming: clicked, person, place, parts } = job;
  const { question, language } = clicked;
  const escalating = { question, language, person, destination: job.reach };
  await parts.assistant.escalate(escalating, async (records, opened) => {
    const posting = await job.begin(records);
    const { gone, passedOn } = CHAT_WORDING[language];
    const told = place.kind === 'aside' ? SLACK_WORDING[language].passedOnToDirect : passedOn;
    await posting.reply(place, renderWords(opened === 'gone' ? gone : told(opened), language));
  });
}

/** Other entries, to choose from. */
export async function workMore(job: Job<IncomingOf<'more'>>): Promise<void> {
  const { entry, language } = job.incoming;
  const shown = job.parts.assistant.show(entry, language);
  if (shown?.kind !== 'answered' && shown?.kind !== 'withheld')
    return job.whisper(CHAT_WORDING[language].gone, language);
  return job.reply(renderOthers(shown.entry, language));
}

/** Shows an answer that only the asker saw to the whole channel. */
export async function workShare(job: Job<IncomingOf<'share'>>): Promise<void> {
  const { delivery, language, asker } = job.incoming;
  const { place, parts } = job;
  const reply = await parts.assistant.share(delivery);
  if (!reply) return job.whisper(CHAT_WORDING[language].gone, language);
  const withoutButtons = { question: undefined, delivery: undefined, canShare: false };
  const by = `${escape(SLACK_WORDING[language].sharedBy)} <@${asker.user}>`;
  const messages = messagesOf(
    [text(by), ...partsOf(reply, withoutButtons)],
    by,
    escape(CHAT_WORDING[language].continued),
  );
  const sealed = place.kind === 'aside' ? place.respond?.sealed : undefined;
  await job.finish(async (posting) => {
    for (const message of messages)
      await posting.post(destinationTo(parts.homeTeam, place.channel, place.thread), {
        kind: 'share',
        ...(sealed !== undefined && { sealed }),
        ...message,
      });
  });
}
