import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';

/** An answer of the HTTP API. */
export interface Answer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Call {
  readonly method: string;
  /** Without `/api/v10` and the query. */
  readonly path: string;
  readonly body: unknown;
  readonly token: string | undefined;
}

/** What goes wrong with a call. `lost` is carried out, and its answer never arrives. */
export type Trouble = Answer | 'dropped' | 'lost';

/** Errors as Discord words them. */
export const refuse = (status: number, code: number, message: string): Answer => ({
  status,
  body: { code, message },
});

interface WireParts {
  readonly handle: (call: Call) => Answer;
  readonly upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
}

/** HTTP as Discord speaks it, with troubles on demand. */
export class Wire {
  readonly #server: Server;
  readonly #troubles: { readonly matches: RegExp; readonly trouble: Trouble }[] = [];

  constructor(private readonly parts: WireParts) {
    this.#server = createServer((request, response) => void this.#serve(request, response));
    this.#server.on('upgrade', parts.upgrade);
  }

  /** The next call like `POST /channels` meets with it. */
  trouble(matches: RegExp, trouble: Trouble, times = 1): void {
    for (let time = 0; time < times; time += 1) this.#troubles.push({ matches, trouble });
  }

  async start(port = 0): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(port, '127.0.0.1', resolve));
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString('utf8');
    const method = request.method ?? 'GET';
    const path = (request.url ?? '').replace(/^\/api\/v10/, '').replace(/\?.*$/, '');
    const at = this.#troubles.findIndex(({ matches }) => matches.test(`${method} ${path}`));
    const [met] = at < 0 ? [] : this.#troubles.splice(at, 1);
    if (met?.trouble === 'dropped') {
      request.socket.destroy();
      return;
    }
    const body: unknown = text === '' ? undefined : JSON.parse(text);
    const token = request.headers.authorization?.replace(/^Bot /, '');
    const answer =
      met && met.trouble !== 'lost' ? met.trouble : this.parts.handle({ method, path, body, token });
    if (met?.trouble === 'lost') request.socket.destroy();
    else respond(response, answer);
  }
}

function respond(response: ServerResponse, { status, body, headers = {} }: Answer): void {
  response.writeHead(status, {
    ...(body !== undefined && { 'content-type': 'application/json' }),
    ...headers,
  });
  response.end(body === undefined ? undefined : JSON.stringify(body));
}
