import { randomUUID } from 'node:crypto';
import { type Assistant, BadRequest } from '../../src/assistant/assistant.ts';
import { toProtocol } from '../../src/assistant/protocol.ts';
import type { Language } from '../../src/knowledge/fields.ts';
import { Batch } from './batch.ts';
import { elapsedMsSince } from './elapsed.ts';
import { renderExplanation } from './explain.ts';
import { paint } from './paint.ts';
import { renderReply } from './render.ts';
import { type ExitCode, type Terminal, UsageError, screenOf } from './terminal.ts';
import { parseLanguage, parseOptions } from './usage.ts';
import { write } from './write.ts';

const FORMS = ['json', 'jsonl', 'explain'] as const;
/** Far above the longest question: what is longer is no question. */
const MAX_INPUT_BYTES = 1_000_000;

/** The assistant, and one that keeps no record: for questions that are asked to measure. */
export interface Answering {
  readonly assistant: Assistant;
  readonly unrecorded: Assistant;
}

interface AskOptions {
  readonly form: (typeof FORMS)[number] | 'text';
  /** From the command line; undefined reads standard input. */
  readonly text: string | undefined;
  readonly language: Language | undefined;
}

function readOptions(args: readonly string[], isTyped: boolean): AskOptions {
  const { values, positionals } = parseOptions({
    args: [...args],
    allowPositionals: true,
    options: {
      json: { type: 'boolean' },
      jsonl: { type: 'boolean' },
      explain: { type: 'boolean' },
      lang: { type: 'string' },
    },
  });
  const [form = 'text', another] = FORMS.filter((name) => values[name] === true);
  if (another !== undefined) throw new UsageError(`--${form} and --${another} exclude each other: give one`);
  if (form === 'jsonl' && positionals.length > 0)
    throw new UsageError('--jsonl reads its questions from standard input: give none on the command line');
  if (form !== 'jsonl' && positionals.length === 0 && isTyped)
    throw new UsageError(
      'there is no question: give one, for instance npm run -s ask -- "电子签名有法律效力吗"',
    );
  const text = positionals.length === 0 ? undefined : positionals.join(' ');
  return { form, text, language: parseLanguage(values.lang) };
}

async function readText(input: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of input) {
    length += chunk.length;
    if (length > MAX_INPUT_BYTES)
      throw new UsageError(`standard input is longer than ${MAX_INPUT_BYTES} bytes: give one question`);
    chunks.push(chunk);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks)).trim();
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new UsageError('standard input is not valid UTF-8 (perhaps GBK): send UTF-8', { cause: error });
  }
}

/** Answers one question as text, JSON or an explanation; or a batch of them. */
export async function ask(
  args: readonly string[],
  terminal: Terminal,
  open: () => Promise<Answering>,
  own: Language | undefined,
): Promise<ExitCode> {
  const { form, text, language } = readOptions(args, terminal.input.isTTY === true);
  if (form === 'jsonl') {
    const { unrecorded } = await open();
    await new Batch(unrecorded, { wanted: language, own }).run(terminal);
    return 0;
  }
  const question = text ?? (await readText(terminal.input));
  const opened = await open();
  const assistant = form === 'explain' ? opened.unrecorded : opened.assistant;
  try {
    await write(terminal.output, await answer(assistant, question, form, terminal, language ?? own));
  } catch (error) {
    if (error instanceof BadRequest) throw new UsageError(error.message, { cause: error });
    throw error;
  }
  return 0;
}

async function answer(
  assistant: Assistant,
  text: string,
  form: 'text' | 'json' | 'explain',
  terminal: Terminal,
  language: Language | undefined,
): Promise<string> {
  const asking = { conversation: `terminal:${randomUUID()}`, language };
  if (form === 'explain') {
    const explanation = await assistant.explain(text, asking);
    return paint(renderExplanation(explanation, text, assistant.engine), screenOf(terminal));
  }
  const start = performance.now();
  const { reply } = await assistant.ask(text, asking);
  if (form === 'json') return `${JSON.stringify(toProtocol(reply, elapsedMsSince(start)))}\n`;
  return paint(renderReply(reply), screenOf(terminal));
}
