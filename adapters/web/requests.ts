import { z } from 'zod';
import { MAX_UTTERANCE } from '../../src/engine/text/normalise.ts';
import { WORDING } from '../../src/assistant/wording.ts';
import type { WebContext } from './env.ts';
import { Refused, refuse } from './faults.tsx';
import { languageField } from './language.ts';

const choice = z.string().min(1).max(200);
const conversation = z.string().min(1).max(200).optional();
const language = languageField.optional();

const apiRequest = z.union([
  z.strictObject({ text: z.string(), conversation, language }),
  z.strictObject({ choose: choice, conversation, language }),
]);
export type ApiRequest = z.infer<typeof apiRequest>;

// Forms send line breaks as CR LF.
const text = z.string().transform((typed) => typed.replaceAll('\r\n', '\n'));

/** Beside a choice, text is only the heading that it was made under. */
const formRequest = z.union([
  z.object({ choose: choice, text: text.optional(), language }),
  z.object({ text, language }),
]);
export type FormRequest = z.infer<typeof formRequest>;

async function readText(c: WebContext): Promise<string> {
  const bytes = await c.req.arrayBuffer();
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw refuse(400, 'not-utf8', { cause });
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw refuse(400, 'not-json', { cause });
  }
}

/** @throws Refused when the body is no question in JSON */
export async function readApiRequest(c: WebContext): Promise<ApiRequest> {
  const read = apiRequest.safeParse(parseJson(await readText(c)));
  if (!read.success) throw refuse(400, 'not-a-question');
  if ('text' in read.data) checkLength(read.data.text);
  return read.data;
}

/** @throws Refused when the body is no question in a form */
export async function readFormRequest(c: WebContext): Promise<FormRequest> {
  const fields = new URLSearchParams(await readText(c));
  const read = formRequest.safeParse(Object.fromEntries(fields));
  if (!read.success) throw refuse(400, 'not-a-question');
  if (read.data.text !== undefined) checkLength(read.data.text);
  return read.data;
}

/** The assistant refuses long text too; here it is said in the asker's language. */
function checkLength(text: string): void {
  if (text.length > MAX_UTTERANCE)
    throw new Refused(400, (told) => WORDING[told].tooLong(MAX_UTTERANCE, text.length));
}
