import { type Assistant, BadRequest } from '../../src/assistant/assistant.ts';
import { toProtocol } from '../../src/assistant/protocol.ts';
import type { Language } from '../../src/knowledge/fields.ts';
import { type BatchRequest, readRequest } from './batch-request.ts';
import { type ByteLine, readByteLines } from './byte-lines.ts';
import { elapsedMsSince } from './elapsed.ts';
import { describeFault } from './fault.ts';
import type { Terminal } from './terminal.ts';
import { write } from './write.ts';

const MAX_LINE_BYTES = 4_000_000;

export interface BatchLanguages {
  /** The language that choices are shown in; else the conversation's. */
  readonly wanted: Language | undefined;
  /** The asker's own, for text in neither or both. */
  readonly own: Language | undefined;
}

/** A batch: one JSON object out for each line in, in order, each as soon as its line has come. */
export class Batch {
  #lines = 0;

  constructor(
    private readonly assistant: Assistant,
    private readonly languages: BatchLanguages,
  ) {}

  async run({ input, output, errors }: Terminal): Promise<void> {
    for await (const line of readByteLines(input, MAX_LINE_BYTES)) {
      this.#lines += 1;
      const told = await this.#tell(line, errors);
      await write(output, `${JSON.stringify(told)}\n`);
    }
  }

  /** The batch's boundary: no line ends it, and one that the program fails on says so. */
  async #tell(line: ByteLine, errors: Terminal['errors']): Promise<object> {
    if (line.kind === 'too-long')
      return { id: null, error: `the line is longer than ${MAX_LINE_BYTES} bytes: shorten it` };
    const read = readRequest(line.bytes);
    if (read.kind === 'refused') return { id: read.id, error: read.error };
    const { id } = read.request;
    try {
      return { id, ...(await this.#serve(read.request)) };
    } catch (error) {
      if (error instanceof BadRequest) return { id, error: error.message };
      errors.write(`line ${this.#lines}, id ${JSON.stringify(id)}: ${describeFault(error)}\n`);
      return { id, error: 'the program failed on this line: its error output tells why' };
    }
  }

  async #serve(request: BatchRequest): Promise<object> {
    if ('list' in request) return { entries: this.#listEntries() };
    // Lines without a conversation know nothing of each other.
    const conversation =
      request.conversation === undefined ? `line ${this.#lines}` : `named ${request.conversation}`;
    const { wanted, own } = this.languages;
    const start = performance.now();
    const { reply } =
      'choose' in request
        ? await this.assistant.choose(request.choose, { conversation, language: wanted })
        : await this.assistant.ask(request.text, { conversation, language: wanted ?? own });
    return toProtocol(reply, elapsedMsSince(start));
  }

  #listEntries = () =>
    Array.from(this.assistant.engine.snapshot.entries.values(), ({ id, basis }) => ({ id, basis }));
}
