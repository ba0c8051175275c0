import { ButtonStyle } from 'discord.js';
import { BadRequest } from '../../src/assistant/assistant.ts';
import { CHAT_WORDING } from '../../src/assistant/chat-wording.ts';
import type { Work } from '../../src/assistant/inbox-worker.ts';
import type { ChatRecords, ClaimedEvent, Rating } from '../../src/assistant/ports.ts';
import { WORDING } from '../../src/assistant/wording.ts';
import { MAX_UTTERANCE } from '../../src/engine/text/normalise.ts';
import { answerCase, proposeAnswer, sendProposal } from './cases.ts';
import { Errand, type ErrandParts, tell } from './errand.ts';
import { changeSettings } from './guild-settings.ts';
import { type Message, button, buttonRows, plainMessage } from './message.ts';
import { type Request, received } from './payloads.ts';
import { isServed } from './places.ts';
import { languageOfLocale } from './reaction.ts';
import { renderReply } from './render.ts';
import { DISCORD_WORDS } from './words.ts';
import { tellGuides, tellTopic, tellTopics } from './work-lists.ts';

type RequestOf = { readonly [K in Request['kind']]: Extract<Request, { readonly kind: K }> };
type Works = { readonly [K in Request['kind']]: (request: RequestOf[K], errand: Errand) => Promise<unknown> };

/** What a forum is told unasked: an answer or a choice, never that there is none. */
const HELPFUL_UNASKED: readonly string[] = ['answered', 'withheld', 'ambiguous', 'guided'];

const WORKS: Works = {
  ask: async ({ text, repliedTo }, errand) => {
    const { guild, event, assistant } = errand;
    if (repliedTo !== undefined && (await proposeAnswer(repliedTo, text, errand))) return;
    const isElsewhere = event.way.kind === 'message' && event.place.guild !== undefined;
    if (isElsewhere && !isServed(guild, event.place)) await errand.done();
    else await assistant.ask(errand.wholeQuestion(text), errand.asking(), errand.reply);
  },
  title: async ({ text }, errand) => {
    const { guild, event, assistant } = errand;
    if (guild.isMuted || !guild.forums.includes(event.place.parent ?? '')) await errand.done();
    else
      await assistant.ask(text, errand.asking(), (records, turn) =>
        errand.finish(records, HELPFUL_UNASKED.includes(turn.reply.kind) ? errand.show(turn) : []),
      );
  },
  go: ({ choice, language }, errand) =>
    errand.assistant.choose(choice, errand.asking(language), errand.reply),
  topics: (_request, errand) => tellTopics(errand),
  topic: tellTopic,
  guides: (_request, errand) => tellGuides(errand),
  rate: async ({ delivery, verdict, language }, errand) => {
    const why = button({ kind: 'why', language, to: String(delivery) }, DISCORD_WORDS[language].why);
    const thanks = CHAT_WORDING[language].thanksForRating;
    const message = plainMessage(thanks, verdict === 'unhelpful' ? buttonRows([why]) : []);
    await rate({ delivery, verdict, comment: '' }, message, errand);
  },
  comment: ({ delivery, comment, language }, errand) =>
    rate({ delivery, verdict: 'unhelpful', comment }, plainMessage(DISCORD_WORDS[language].noted), errand),
  person: ({ question, language }, errand) => {
    const { isAlone, person, event, assistant } = errand;
    const destination = isAlone ? errand.asking().destination : `discord:user/${event.user}`;
    const { passedOn } = isAlone ? CHAT_WORDING[language] : DISCORD_WORDS[language];
    return assistant.escalate({ question, language, person, destination }, (records, opened) =>
      errand.finish(records, [
        plainMessage(opened === 'gone' ? CHAT_WORDING[language].gone : passedOn(opened)),
      ]),
    );
  },
  share: async ({ delivery, language }, errand) => {
    const reply = await errand.assistant.share(delivery);
    const shown = reply && renderReply(reply, { delivery, asker: errand.event.user });
    await errand.done(...(shown ?? [plainMessage(CHAT_WORDING[language].gone)]));
  },
  delete: (_request, errand) => errand.deleteMessage(),
  language: ({ language }, errand) =>
    errand.parts.ledger.write(async (records) => {
      await errand.finish(records, [plainMessage(CHAT_WORDING[language].languageSet)]);
      if (errand.person) await records.people.setLanguage(errand.person, language);
    }),
  forget: ({ isConfirmed }, errand) => (isConfirmed ? forget(errand) : askWhetherToForget(errand)),
  settings: changeSettings,
  answer: answerCase,
  send: sendProposal,
};

async function rate(
  {
    delivery,
    verdict,
    comment,
  }: Omit<Rating, 'entry' | 'revision' | 'person'> & { readonly delivery: number },
  thanks: Message,
  errand: Errand,
): Promise<void> {
  const { person, parts, assistant, spoken } = errand;
  const isKept = person && (await parts.ledger.read.deliveries.find(delivery));
  if (!isKept) await errand.done(plainMessage(CHAT_WORDING[spoken].gone));
  else
    await assistant.rate(delivery, { person, verdict, comment }, (records) =>
      errand.finish(records, [thanks]),
    );
}

async function askWhetherToForget(errand: Errand): Promise<void> {
  const { spoken: language } = errand;
  const { forgetConfirm, forgetMe } = CHAT_WORDING[language];
  const yes = button({ kind: 'forget', language, to: 'me' }, forgetMe, ButtonStyle.Danger);
  await errand.done(plainMessage(forgetConfirm, buttonRows([yes])));
}

/** The reply comes after the erasure and names nobody: it would be erased along. */
async function forget(errand: Errand): Promise<void> {
  const { person, parts, spoken } = errand;
  if (person) await parts.forget(person);
  await parts.ledger.write((records) =>
    errand.finish(records, [plainMessage(CHAT_WORDING[spoken].forgotten)], undefined),
  );
}

const workOne = <K extends Request['kind']>(
  request: RequestOf[K] & { readonly kind: K },
  errand: Errand,
): Promise<unknown> => WORKS[request.kind](request, errand);

/** Why a request could not be served, for who made it. */
function describeRefusal(request: Request, errand: Errand): string {
  const words = WORDING[errand.spoken];
  return 'text' in request ? words.tooLong(MAX_UTTERANCE, request.text.length) : words.choiceGone;
}

/** Works one event that was received from Discord. */
export async function workEvent(parts: ErrandParts, work: Work): Promise<void> {
  const event = received.parse(JSON.parse(work.payload));
  const errand = await Errand.begin(parts, event, work);
  try {
    await workOne(event.request, errand);
  } catch (error) {
    if (!(error instanceof BadRequest)) throw error;
    await errand.done(plainMessage(describeRefusal(event.request, errand)));
  }
}

/** Tells who asked that an event could not be worked. */
export async function tellFailure({ payload }: ClaimedEvent, records: ChatRecords): Promise<void> {
  const event = received.parse(JSON.parse(payload));
  const { failed } = CHAT_WORDING[languageOfLocale(event.locale) ?? 'zh'];
  if (event.request.kind !== 'title') await tell(records, event, [plainMessage(failed)], undefined);
}
