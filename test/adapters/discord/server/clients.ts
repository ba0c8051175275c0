import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { z } from 'zod';

const incoming = z.object({ op: z.number(), d: z.unknown().optional() });
const identify = z.object({ token: z.string(), intents: z.number(), shard: z.array(z.number()).optional() });
const resume = z.object({ token: z.string(), session_id: z.string(), seq: z.number().nullable() });

/** Message Content, members, presences: to be switched on in the portal. */
const PRIVILEGED = (1 << 15) | (1 << 1) | (1 << 8);

interface Session {
  readonly id: string;
  /** Everything that was dispatched, for who resumes. */
  readonly sent: { readonly t: string; readonly s: number; readonly d: unknown }[];
  socket: WebSocket | undefined;
}

interface ClientsParts {
  readonly token: string;
  readonly self: { readonly user: string; readonly application: string };
  readonly guilds: () => readonly unknown[];
  readonly url: () => string;
  readonly onChange: () => void;
}

/** The gateway: identify, heartbeat, resume, dispatch. */
export class Clients {
  readonly #server = new WebSocketServer({ noServer: true });
  readonly #sessions = new Map<string, Session>();
  heartbeatIntervalMs = 41_250;
  /** Heartbeats stay without an answer: the connection is a zombie. */
  isMuted = false;
  /** Closes whoever identifies with this code. */
  refuseWith: number | undefined;
  /** What a server of another make sends in place of an event. */
  translate: (t: string, d: unknown) => unknown = (_t, d) => d;
  identified = 0;
  resumed = 0;

  constructor(private readonly parts: ClientsParts) {}

  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    this.#server.handleUpgrade(request, socket, head, (client) => {
      this.#serve(client);
    });
  }

  get connected(): number {
    return [...this.#sessions.values()].filter(({ socket }) => socket?.readyState === 1).length;
  }

  dispatch(t: string, d: unknown): void {
    for (const session of this.#sessions.values()) this.#send(session, t, d);
  }

  /** Sends an op without an event: 7 asks to reconnect, 9 says the session is not valid. */
  send(op: number, d: unknown = null): void {
    for (const { socket } of this.#sessions.values())
      socket?.send(JSON.stringify({ op, d, s: null, t: null }));
    // Discord forgets a session that it calls invalid for good.
    if (op === 9 && d === false) this.#sessions.clear();
  }

  /** Closes with a code as Discord does, or without a word. */
  close(code?: number): void {
    for (const { socket } of this.#sessions.values())
      if (code === undefined) socket?.terminate();
      else socket?.close(code);
  }

  stop(): void {
    this.close();
    for (const client of this.#server.clients) client.terminate();
    this.#server.close();
  }

  #serve(socket: WebSocket): void {
    const send = (op: number, d: unknown): void => {
      socket.send(JSON.stringify({ op, d, s: null, t: null }));
    };
    send(10, { heartbeat_interval: this.heartbeatIntervalMs });
    socket.on('message', (data: Buffer) => {
      const { op, d } = incoming.parse(JSON.parse(data.toString('utf8')));
      if (op === 1 && !this.isMuted) send(11, null);
      else if (op === 2) this.#identify(socket, identify.parse(d));
      else if (op === 6) this.#resume(socket, resume.parse(d));
    });
    socket.on('close', this.parts.onChange);
  }

  #identify(socket: WebSocket, { token, intents }: z.infer<typeof identify>): void {
    if (token !== this.parts.token) socket.close(4004);
    else if (this.refuseWith !== undefined) socket.close(this.refuseWith);
    else if ((intents & PRIVILEGED) !== 0) socket.close(4014);
    else {
      const { self, guilds, url, onChange } = this.parts;
      this.identified += 1;
      const session: Session = { id: `session-${this.identified}`, sent: [], socket };
      this.#sessions.set(session.id, session);
      this.#send(session, 'READY', {
        v: 10,
        user: { id: self.user, username: 'Shuwen', discriminator: '0', bot: true },
        guilds: guilds().map((guild) => ({
          id: z.object({ id: z.string() }).parse(guild).id,
          unavailable: true,
        })),
        session_id: session.id,
        resume_gateway_url: url(),
        application: { id: self.application, flags: 0 },
      });
      for (const guild of guilds()) this.#send(session, 'GUILD_CREATE', guild);
      onChange();
    }
  }

  #resume(socket: WebSocket, { session_id: id, seq }: z.infer<typeof resume>): void {
    const session = this.#sessions.get(id);
    if (!session) {
      socket.send(JSON.stringify({ op: 9, d: false, s: null, t: null }));
      return;
    }
    session.socket = socket;
    this.resumed += 1;
    for (const missed of session.sent.filter(({ s }) => s > (seq ?? 0)))
      socket.send(JSON.stringify({ op: 0, ...missed }));
    this.#send(session, 'RESUMED', {});
    this.parts.onChange();
  }

  #send(session: Session, t: string, d: unknown): void {
    const event = { t, s: session.sent.length + 1, d: this.translate(t, d) };
    session.sent.push(event);
    if (session.socket?.readyState === 1) session.socket.send(JSON.stringify({ op: 0, ...event }));
  }
}
