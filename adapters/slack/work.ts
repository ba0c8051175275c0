import { BadRequest } from '../../src/assistant/assistant.ts';
import { CHAT_WORDING } from '../../src/assistant/chat-wording.ts';
import type { Work } from '../../src/assistant/inbox-worker.ts';
import type { ChatRecords, ClaimedEvent } from '../../src/assistant/ports.ts';
import { WORDING } from '../../src/assistant/wording.ts';
import { detectLanguage } from '../../src/engine/text/language.ts';
import { MAX_UTTERANCE } from '../../src/engine/text/normalise.ts';
import type { Language } from '../../src/knowledge/fields.ts';
import { workCaseReply, workSend } from './case-thread.ts';
import { type Incoming, type IncomingOf, incoming } from './incoming.ts';
import { Job, type WorkParts, personOf } from './job.ts';
import { Posting } from './outgoing.ts';
import { workForget, workHome, workLanguage, workPane } from './personal.ts';
import { renderWords } from './render.ts';
import { workMore, workPerson, workRating, workShare } from './under-answer.ts';

/** An empty mention is a look around. */
const LOOK_AROUND: Readonly<Record<Language, string>> = { zh: '帮助', en: 'help' };

async function workQuestion(
  job: Job<IncomingOf<'question' | 'follow-up' | 'case-reply'>>,
  isOffered = false,
): Promise<void> {
  const { text } = job.incoming;
  const language = await job.language(text);
  if (text.length > MAX_UTTERANCE)
    return job.reply(
      renderWords(WORDING[language ?? 'zh'].tooLong(MAX_UTTERANCE, text.length), language ?? 'zh'),
    );
  const said = text === '' ? LOOK_AROUND[language ?? 'zh'] : text;
  const asked = job.parts.assistant.ask(said, job.asking(language), async (records, turn) => {
    const posting = await job.begin(records);
    // Nobody asked us by name: what we do not know is not for us to say.
    if (isOffered && (turn.reply.kind === 'abstained' || turn.reply.kind === 'social')) return;
    await posting.reply(job.place, job.render(turn));
  });
  await tellGone(asked, job, language ?? 'zh');
}

/** "The second one" may speak of what was withdrawn meanwhile. */
async function tellGone(turn: Promise<unknown>, job: Job, language: Language): Promise<void> {
  try {
    await turn;
  } catch (error) {
    if (!(error instanceof BadRequest)) throw error;
    await job.whisper(WORDING[language].choiceGone, language);
  }
}

async function workFollowUp(job: Job<IncomingOf<'follow-up'>>): Promise<void> {
  const isOurs = await job.parts.ledger.read.conversations.load(job.incoming.conversation);
  return isOurs ? workQuestion(job, true) : job.finish(() => Promise.resolve());
}

async function workChoice(job: Job<IncomingOf<'choose' | 'step'>>): Promise<void> {
  const { incoming: clicked, place } = job;
  const { choice, language } = clicked;
  const chosen = job.parts.assistant.choose(choice, job.asking(language), async (records, turn) => {
    const posting = await job.begin(records);
    const messages = job.render(turn);
    await (clicked.kind === 'step'
      ? posting.replace(place, clicked.at, messages)
      : posting.reply(place, messages));
  });
  await tellGone(chosen, job, language);
}

type Works = { readonly [K in Incoming['kind']]: (job: Job<IncomingOf<K>>) => Promise<void> };

const WORKS: Works = {
  question: (job) => workQuestion(job),
  'follow-up': workFollowUp,
  choose: workChoice,
  step: workChoice,
  more: workMore,
  helpful: workRating,
  unhelpful: workRating,
  person: workPerson,
  share: workShare,
  'case-reply': (job) => workCaseReply(job, () => workQuestion(job)),
  send: workSend,
  pane: workPane,
  home: workHome,
  language: workLanguage,
  forget: workForget,
};

const begin = <K extends Incoming['kind']>(job: Job<IncomingOf<K>>, kind: K): Promise<void> =>
  WORKS[kind](job);

/** Works one event: its effects are one transaction. */
export async function workEvent(work: Work, parts: WorkParts): Promise<void> {
  const received = incoming.parse(JSON.parse(work.payload));
  const person = await personOf(received.asker, parts);
  await begin(new Job(received, work, parts, person), received.kind);
}

/** What is told of an event that could not be worked. */
export async function tellFault(
  { payload }: ClaimedEvent,
  records: ChatRecords,
  homeTeam: string,
): Promise<void> {
  const { data } = incoming.safeParse(JSON.parse(payload));
  if (!data) return;
  const typed = 'text' in data ? detectLanguage(data.text) : undefined;
  const language = 'language' in data ? data.language : (typed ?? 'zh');
  await new Posting(records, homeTeam, data.asker.user, undefined).whisper(
    data.place,
    renderWords(CHAT_WORDING[language].failed, language),
  );
}
