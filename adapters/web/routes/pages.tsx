import { Hono } from 'hono';
import type { Assistant } from '../../../src/assistant/assistant.ts';
import type { Choice } from '../../../src/assistant/reply.ts';
import type { Entry } from '../../../src/knowledge/entry.ts';
import type { Language } from '../../../src/knowledge/fields.ts';
import type { Archive } from '../archive.ts';
import { conversationOf, knownConversation, webDestination } from '../conversation-cookie.ts';
import type { WebContext, WebEnv } from '../env.ts';
import { refuse, tell } from '../faults.tsx';
import { readFormRequest } from '../requests.ts';
import { sendPage, wantsFragment } from '../send.tsx';
import { AnswerPage, EntryPage, HomePage, type Sample, TroublePage } from '../views/pages.tsx';
import { Letters } from '../views/letters.tsx';
import { PastPage, WithdrawnPage } from '../views/past.tsx';
import { Turn } from '../views/turn.tsx';
import { PAGE_WORDS } from '../words.ts';
import { replyTo } from './ask.ts';

/** The first entry of every topic: what a visitor may begin with. */
function samplesOf({ engine: { snapshot } }: Assistant, language: Language): Sample[] {
  return [...snapshot.topics.values()].flatMap(({ id: topic, title }) => {
    const entry = Array.from(snapshot.entries.values()).find((each) => each.topic === topic);
    if (!entry) return [];
    const choice = { id: entry.id, label: entry.question[language], difference: undefined };
    return [{ topic: title[language], choice }];
  });
}

/** Entries whose English titles read like an id that does not exist: ids are English words. */
function nearId({ engine }: Assistant, id: string, language: Language): Choice[] {
  const entries = new Map<string, Entry>(engine.snapshot.entries);
  return engine.suggest(id.replaceAll('-', ' '), 'en', 5).flatMap((suggestion) => {
    const entry = entries.get(suggestion.id ?? '');
    return entry ? [{ id: entry.id, label: entry.question[language], difference: undefined }] : [];
  });
}

/** What changed since it was shown here: its title now, or its id where it is withdrawn. */
async function correctionsFor(
  assistant: Assistant,
  archive: Archive,
  destination: string,
  language: Language,
): Promise<readonly Choice[]> {
  const { entries } = assistant.engine.snapshot;
  return (await archive.takeCorrections(destination)).map((id) => ({
    id,
    label: entries.get(id)?.question[language] ?? id,
    difference: undefined,
  }));
}

/** The pages that people see. */
export function pageRoutes(assistant: Assistant, archive: Archive): Hono<WebEnv> {
  const routes = new Hono<WebEnv>();
  routes.get('/', async (c) => {
    const language = c.get('language');
    const known = knownConversation(c);
    const samples = samplesOf(assistant, language);
    if (known === undefined) return sendPage(c, <HomePage language={language} samples={samples} />);
    c.header('Cache-Control', 'no-store');
    const replies = await assistant.lettersFor(webDestination(known));
    const corrected = await correctionsFor(assistant, archive, webDestination(known), language);
    const letters = <Letters replies={replies} corrected={corrected} language={language} />;
    return sendPage(c, <HomePage language={language} samples={samples} letters={letters} />);
  });
  // What the address bar asks for after a question without the script.
  routes.get('/ask', (c) => c.redirect('/', 303));
  routes.post('/ask', async (c) => {
    const request = await readFormRequest(c);
    const language = request.language ?? c.get('language');
    const conversation = conversationOf(c);
    const destination = webDestination(conversation);
    const turn = await replyTo(assistant, request, { conversation, language, destination });
    c.header('Cache-Control', 'no-store');
    if (wantsFragment(c)) return c.html(<Turn asked={request.text} turn={turn} />);
    return sendPage(c, <AnswerPage language={c.get('language')} asked={request.text} turn={turn} />);
  });
  routes.get('/e/:id', async (c) => {
    const language = c.get('language');
    const id = c.req.param('id');
    const reply = assistant.show(id, language);
    if (reply?.kind === 'answered' || reply?.kind === 'withheld')
      return sendPage(c, <EntryPage language={language} reply={reply} />);
    const withdrawn = await archive.withdrawn(id);
    if (withdrawn)
      return sendPage(c, <WithdrawnPage language={language} id={id} withdrawn={withdrawn} />, 410);
    return sendNotFound(c, assistant, nearId(assistant, id, language));
  });
  routes.get('/e/:id/r/:revision{[0-9]{1,9}}', async (c) => {
    const language = c.get('language');
    const id = c.req.param('id');
    const past = await archive.textAt(id, Number(c.req.param('revision')));
    if (!past) return sendNotFound(c, assistant, nearId(assistant, id, language));
    const shown = assistant.showPast(past.entry, past.revision, language);
    return sendPage(c, <PastPage language={language} shown={shown} past={past} />);
  });
  return routes;
}

/** Says that nothing is here, and where to go on. */
export function tellNotFound(c: WebContext, assistant: Assistant): Response | Promise<Response> {
  return c.req.path.startsWith('/api/') ? tell(c, refuse(404, 'no-page')) : sendNotFound(c, assistant);
}

function sendNotFound(
  c: WebContext,
  assistant: Assistant,
  nearest?: readonly Choice[],
): Response | Promise<Response> {
  const language = c.get('language');
  const words = PAGE_WORDS[language];
  const page = (
    <TroublePage
      language={language}
      path="/"
      heading={words.nothingHere}
      sentence={words.refused[nearest ? 'no-entry' : 'no-page']}
      nearest={nearest ?? []}
      samples={samplesOf(assistant, language)}
    />
  );
  return sendPage(c, page, 404);
}
