import { Hono } from 'hono';
import { z } from 'zod';
import type { Assistant } from '../../../src/assistant/assistant.ts';
import { CHAT_WORDING } from '../../../src/assistant/chat-wording.ts';
import { conversationOf, webDestination } from '../conversation-cookie.ts';
import type { WebEnv } from '../env.ts';
import { refuse } from '../faults.tsx';
import { languageField } from '../language.ts';
import { sendPage, wantsFragment } from '../send.tsx';
import { TroublePage } from '../views/pages.tsx';
import { PAGE_WORDS } from '../words.ts';

const number = z.coerce.number().int().positive();
const actForm = z.object({
  act: z.enum(['helpful', 'unhelpful', 'person']),
  question: number.optional(),
  delivery: number.optional(),
  language: languageField,
});
const letterForm = z.object({ letter: number });
type Act = z.infer<typeof actForm>;

/** What is said after the act. */
async function perform(assistant: Assistant, act: Act, conversation: string): Promise<string> {
  const { question, delivery, language } = act;
  const words = CHAT_WORDING[language];
  // The numbers are easily guessed: only what was asked and shown in this very conversation counts.
  const destination = webDestination(conversation);
  if (!(await assistant.isOf({ conversation, destination }, { question, delivery }))) return words.gone;
  if (act.act !== 'person') {
    if (delivery === undefined) return words.gone;
    const rating = { person: undefined, verdict: act.act, comment: '' };
    return (await assistant.rate(delivery, rating)) === 'gone' ? words.gone : words.thanksForRating;
  }
  if (question === undefined) return words.gone;
  const opened = await assistant.escalate({ question, language, person: undefined, destination });
  return opened === 'gone' ? words.gone : PAGE_WORDS[language].passedOn(opened);
}

/** What is done about a reply, and about letters. */
export function actRoutes(assistant: Assistant): Hono<WebEnv> {
  const routes = new Hono<WebEnv>();
  routes.post('/act', async (c) => {
    const act = actForm.safeParse(await c.req.parseBody());
    if (!act.success) throw refuse(400, 'not-a-question');
    const said = await perform(assistant, act.data, conversationOf(c));
    c.header('Cache-Control', 'no-store');
    if (wantsFragment(c)) return c.html(<p class="acted">{said}</p>);
    const language = c.get('language');
    return sendPage(
      c,
      <TroublePage language={language} path="/" heading={PAGE_WORDS[language].done} sentence={said} />,
    );
  });
  routes.post('/letters', async (c) => {
    const form = letterForm.safeParse(await c.req.parseBody());
    if (!form.success) throw refuse(400, 'not-a-question');
    await assistant.putAway(form.data.letter, webDestination(conversationOf(c)));
    return c.redirect('/', 303);
  });
  return routes;
}
