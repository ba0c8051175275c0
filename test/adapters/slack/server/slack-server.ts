import { createHmac } from 'node:crypto';
import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text as readText } from 'node:stream/consumers';
import { type WebSocket, WebSocketServer } from 'ws';
import { z } from 'zod';
import { messageContent } from './limits.ts';
import { METHODS } from './methods.ts';
import { BOT, type Trouble, Workspace } from './state.ts';

export const BOT_TOKEN = 'xoxb-test';
export const APP_TOKEN = 'xapp-test';
export const SIGNING_SECRET = 'a-signing-secret';
const ACK_MS = 3_000;

interface Envelope {
  readonly type: 'events_api' | 'interactive' | 'slash_commands';
  readonly body: Readonly<Record<string, unknown>>;
  /** From the second time on. */
  readonly retry?: number;
}

/** Slack as far as the bot uses it: HTTP and sockets on this machine. */
export class SlackServer {
  readonly workspace = new Workspace();
  /** Events that were not acknowledged within three seconds. */
  readonly missedAcks: string[] = [];
  /** How long each acknowledgement took, in milliseconds. */
  readonly ackTimes: number[] = [];
  /** Why `apps.connections.open` is refused. */
  refusesSocket: string | undefined;
  authError: string | undefined;
  readonly #http: Server;
  readonly #sockets: WebSocketServer;
  readonly #acks = new Map<string, (payload: unknown) => void>();
  #eventsPort: number | undefined;
  #count = 0;

  private constructor() {
    this.#http = createServer((request, response) => void this.#serve(request, response));
    this.#sockets = new WebSocketServer({ server: this.#http });
    this.#sockets.on('connection', (socket) => {
      this.#greet(socket);
    });
  }

  static async start(): Promise<SlackServer> {
    const server = new SlackServer();
    await new Promise<void>((resolve) => server.#http.listen(0, '127.0.0.1', resolve));
    return server;
  }

  get #port(): number {
    return (this.#http.address() as AddressInfo).port;
  }

  get apiUrl(): string {
    return `http://127.0.0.1:${this.#port}/api/`;
  }

  /** HTTP mode: where the bot listens. */
  sendTo(port: number | undefined): void {
    this.#eventsPort = port;
  }

  get openSockets(): number {
    return [...this.#sockets.clients].filter(({ readyState, OPEN }) => readyState === OPEN).length;
  }

  /** Breaks every socket, as a network does. */
  cutSockets(): void {
    for (const socket of this.#sockets.clients) socket.terminate();
  }

  /** Asks for a new connection, as Slack does now and then. */
  refreshSockets(): void {
    for (const socket of this.#sockets.clients)
      socket.send(JSON.stringify({ type: 'disconnect', reason: 'refresh_requested' }));
  }

  trouble(trouble: Omit<Trouble, 'times'> & { readonly times?: number }): void {
    this.workspace.troubles.push({ times: 1, ...trouble });
  }

  responseUrl(): string {
    this.#count += 1;
    return `http://127.0.0.1:${this.#port}/respond/${this.#count}`;
  }

  /** Sends it, and waits for the acknowledgement. */
  async send(envelope: Envelope): Promise<void> {
    const started = performance.now();
    const acked = this.#eventsPort === undefined ? this.#sendBySocket(envelope) : this.#sendByHttp(envelope);
    const isAcked = await Promise.race([acked, late()]);
    if (!isAcked) this.missedAcks.push(JSON.stringify(envelope.body));
    this.ackTimes.push(performance.now() - started);
  }

  async stop(): Promise<void> {
    this.cutSockets();
    this.#sockets.close();
    this.#http.closeAllConnections();
    await new Promise((resolve) => this.#http.close(resolve));
  }

  #greet(socket: WebSocket): void {
    socket.on('message', (received: Buffer) => {
      const { envelope_id: id } = z
        .object({ envelope_id: z.string() })
        .parse(JSON.parse(received.toString()));
      this.#acks.get(id)?.(true);
    });
    socket.on('close', () => {
      this.workspace.changed();
    });
    socket.send(JSON.stringify({ type: 'hello', num_connections: 1 }));
    this.workspace.changed();
  }

  /** To one of the open sockets, in turn, as Slack does. */
  async #sendBySocket({ type, body, retry }: Envelope): Promise<boolean> {
    await this.workspace.until(() => this.openSockets > 0);
    this.#count += 1;
    const id = `E${this.#count}`;
    const open = [...this.#sockets.clients].filter(({ readyState, OPEN }) => readyState === OPEN);
    const acked = new Promise<boolean>((resolve) => {
      this.#acks.set(id, () => {
        this.#acks.delete(id);
        resolve(true);
      });
    });
    open[this.#count % open.length]?.send(
      JSON.stringify({
        type,
        envelope_id: id,
        payload: body,
        accepts_response_payload: type !== 'events_api',
        ...(retry !== undefined && { retry_attempt: retry, retry_reason: 'timeout' }),
      }),
    );
    return acked;
  }

  async #sendByHttp({ type, body, retry }: Envelope): Promise<boolean> {
    const [contentType, text] = wireOf(type, body);
    const { status } = await this.post(text, {
      'Content-Type': contentType,
      ...(retry !== undefined && {
        'X-Slack-Retry-Num': String(retry),
        'X-Slack-Retry-Reason': 'http_timeout',
      }),
    });
    return status === 200;
  }

  /** A signed request to the bot; `forge` breaks the signature, `ageS` makes it old. */
  post(
    body: string,
    headers: Readonly<Record<string, string>> = {},
    { forge = false, ageS = 0 } = {},
  ): Promise<Response> {
    const timestamp = String(Math.floor(Date.now() / 1_000) - ageS);
    const secret = forge ? 'another-secret' : SIGNING_SECRET;
    const hash = createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex');
    return fetch(`http://127.0.0.1:${this.#eventsPort ?? 0}/slack/events`, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        'X-Slack-Request-Timestamp': timestamp,
        'X-Slack-Signature': `v0=${hash}`,
        ...headers,
      },
      body,
    });
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readText(request);
    const path = new URL(request.url ?? '/', 'http://slack').pathname;
    if (path.startsWith('/respond/')) {
      this.#respond(path, body, response);
      return;
    }
    const method = path.replace(/^\/api\//, '');
    const fields = Object.fromEntries(new URLSearchParams(body));
    this.workspace.calls.push({ method, body: fields });
    const met = this.workspace.meet(method, fields['channel']);
    if (met?.kind === 'drop-before') return void request.socket.destroy();
    if (met?.kind === 'busy')
      return void response.writeHead(429, { 'Retry-After': String(met.retryAfter ?? 1) }).end();
    if (met?.kind === 'broken') return void response.writeHead(503).end('unavailable');
    const answer =
      met?.kind === 'refused' ? { ok: false, error: met.code } : this.#call(method, fields, request);
    if (met?.kind === 'drop-after') return void request.socket.destroy();
    const { scopes } = this.workspace;
    response
      .writeHead(200, {
        'Content-Type': 'application/json',
        ...(scopes !== undefined && { 'X-OAuth-Scopes': scopes }),
      })
      .end(JSON.stringify(answer));
    this.workspace.changed();
  }

  #call(method: string, fields: Readonly<Record<string, string>>, request: IncomingMessage) {
    const token = request.headers.authorization?.replace('Bearer ', '') ?? fields['token'];
    if (method === 'apps.connections.open') {
      const isApp = token === APP_TOKEN || fields['token'] === APP_TOKEN;
      const error = this.refusesSocket ?? (isApp ? undefined : 'invalid_auth');
      return error === undefined
        ? { ok: true, url: `ws://127.0.0.1:${this.#port}/link` }
        : { ok: false, error };
    }
    const error = this.authError ?? (token === BOT_TOKEN ? undefined : 'invalid_auth');
    if (error !== undefined) return { ok: false, error };
    return METHODS[method]?.(fields, this.workspace) ?? { ok: false, error: 'unknown_method' };
  }

  #respond(url: string, body: string, response: ServerResponse): void {
    const met = this.workspace.meet('respond', undefined);
    if (met?.kind === 'broken') return void response.writeHead(503).end();
    const asked = messageContent
      .extend({ response_type: z.enum(['ephemeral', 'in_channel']), replace_original: z.boolean() })
      .safeParse(JSON.parse(body));
    if (!asked.success) {
      this.workspace.complaints.push(`respond: ${z.prettifyError(asked.error)}`);
      return void response.writeHead(400).end('invalid_blocks');
    }
    this.#hold(url, asked.data);
    if (met?.kind === 'drop-after') return void response.socket?.destroy();
    response.writeHead(200).end('ok');
  }

  #hold(
    by: string,
    asked: z.infer<typeof messageContent> & { response_type: string; replace_original: boolean },
  ): void {
    const { text, blocks, response_type: type, replace_original: replaces } = asked;
    const held = replaces ? this.workspace.messages.find((message) => message.by === by) : undefined;
    if (held) {
      Object.assign(held, { text, blocks, edits: held.edits + 1 });
      this.workspace.changed();
      return;
    }
    const onlyFor = type === 'ephemeral' ? 'asker' : undefined;
    this.workspace.add({
      channel: by,
      thread: undefined,
      user: BOT,
      text,
      blocks,
      metadata: undefined,
      onlyFor,
      by,
    });
  }
}

const late = (): Promise<false> =>
  new Promise((resolve) => {
    setTimeout(() => {
      resolve(false);
    }, ACK_MS).unref();
  });

function wireOf(type: Envelope['type'], body: Envelope['body']): readonly [string, string] {
  if (type === 'events_api') return ['application/json', JSON.stringify(body)];
  const fields =
    type === 'interactive'
      ? { payload: JSON.stringify(body) }
      : Object.fromEntries(Object.entries(body).map(([name, value]) => [name, String(value)]));
  return ['application/x-www-form-urlencoded', new URLSearchParams(fields).toString()];
}
