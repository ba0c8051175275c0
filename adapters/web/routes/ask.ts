import { type Asking, type Assistant, BadRequest, type Turn } from '../../../src/assistant/assistant.ts';
import { WORDING } from '../../../src/assistant/wording.ts';
import { Refused } from '../faults.tsx';

/** What was asked: words, or a choice that was offered. */
export type Request = { readonly text: string } | { readonly choose: string };

/** @throws Refused when the choice is not there any more */
export async function replyTo(assistant: Assistant, request: Request, asking: Asking): Promise<Turn> {
  if (!('choose' in request)) return assistant.ask(request.text, asking);
  try {
    return await assistant.choose(request.choose, asking);
  } catch (cause) {
    if (!(cause instanceof BadRequest)) throw cause;
    throw new Refused(400, (language) => WORDING[language].choiceGone, { cause });
  }
}
