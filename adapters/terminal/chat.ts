import { createInterface } from 'node:readline';
import type { Assistant } from '../../src/assistant/assistant.ts';
import type { Language } from '../../src/knowledge/fields.ts';
import { ChatSession } from './chat-session.ts';
import { describeFault } from './fault.ts';
import { BLANK, type Line } from './line.ts';
import { paint } from './paint.ts';
import { type ExitCode, type Terminal, screenOf } from './terminal.ts';
import { write } from './write.ts';

const HISTORY = 500;

/** Talks with a person line by line until they leave. */
export async function chat(
  terminal: Terminal,
  assistant: Assistant,
  language: Language | undefined,
): Promise<ExitCode> {
  const { input, output, errors } = terminal;
  const session = new ChatSession(assistant, language);
  const isInteractive = input.isTTY === true && output.isTTY === true;
  // Measured anew each time: the window may have been resized.
  const show = (lines: readonly Line[]) => write(output, paint(lines, screenOf(terminal)));
  const lines = createInterface({
    input,
    ...(isInteractive ? { output, historySize: HISTORY, removeHistoryDuplicates: true } : {}),
    terminal: isInteractive,
    prompt: '› ',
    crlfDelay: Infinity,
  });
  // Taken at once: what is typed while the welcome is written would be lost.
  const typedLines = lines[Symbol.asyncIterator]();
  const prompt = (): void => {
    if (isInteractive) lines.prompt();
  };
  if (isInteractive) await show([...session.welcome(), BLANK]);
  prompt();
  for await (const typed of typedLines) {
    const shown = await session.take(typed).catch((error: unknown) => {
      errors.write(`${describeFault(error)}\n`);
      return session.fault();
    });
    if (!shown) break;
    if (shown.length > 0) await show(isInteractive ? [BLANK, ...shown, BLANK] : [...shown, BLANK]);
    prompt();
  }
  lines.close();
  if (isInteractive) await show([BLANK]);
  return 0;
}
