import { chmod, rm } from 'node:fs/promises';
import { type Server, type Socket, createServer } from 'node:net';
import { join } from 'node:path';
import { PassThrough, Writable } from 'node:stream';
import { type Request, type Response, readFrames, request, send } from './control-frames.ts';
import type { ExitCode, Terminal } from './terminal.ts';

/** Unix gives the address of a socket 108 bytes with its end. */
const MOST_ADDRESS_BYTES = 107;

/** Thrown where the command socket cannot be. */
export class SocketError extends Error {
  override readonly name = 'SocketError';
}

/** @throws SocketError when the folder's name is too long for a socket in it */
export function controlAddress(dataDir: string): string {
  const address = join(dataDir, 'shuwen.sock');
  if (Buffer.byteLength(address) <= MOST_ADDRESS_BYTES) return address;
  throw new SocketError(
    `the name of the data folder ${dataDir} is too long for a socket in it: set DATA_DIR to a shorter one`,
  );
}

type Running = Extract<Request, { readonly kind: 'run' }>;

/** A stream whose writes go to the other process as frames; waits while that one is behind. */
const framing = (socket: Socket, kind: 'output' | 'errors'): Writable =>
  new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      if (send(socket, { kind, bytes: chunk.toString('base64') } satisfies Response)) done();
      else if (socket.writable) socket.once('drain', done);
      else done();
    },
  });

function terminalOver(socket: Socket, { isTyped, isShown, errorsShown, columns, env, cwd }: Running) {
  const input = Object.assign(new PassThrough(), {
    isTTY: isTyped,
    setRawMode: (isRaw: boolean) => send(socket, { kind: 'raw', isRaw } satisfies Response),
  });
  const output = Object.assign(framing(socket, 'output'), { isTTY: isShown, columns: columns ?? 80 });
  const errors = Object.assign(framing(socket, 'errors'), { isTTY: errorsShown });
  const terminal: Terminal = { input, output, errors, env, cwd };
  return { terminal, input, output };
}

type Run = (args: readonly string[], terminal: Terminal) => Promise<ExitCode>;

async function serveOne(socket: Socket, run: Run): Promise<void> {
  const frames = readFrames(socket, request);
  const { value: first } = await frames.next();
  if (first?.kind !== 'run') return;
  const { terminal, input, output } = terminalOver(socket, first);
  const done = run(first.args, terminal).then((code) => {
    send(socket, { kind: 'exit', code } satisfies Response);
    socket.end();
  });
  for await (const frame of frames) {
    if (frame.kind === 'input') input.write(Buffer.from(frame.bytes, 'base64'));
    else if (frame.kind === 'input-end') input.end();
    else if (frame.kind === 'resize') {
      output.columns = frame.columns;
      output.emit('resize');
    }
  }
  // Whoever typed has gone: nothing more will be typed.
  input.end();
  await done;
}

/**
 * Runs the commands of other processes in this one, which has the store. Only this user may connect.
 * @returns how to stop
 */
export async function listenForCommands(
  address: string,
  run: Run,
  onFault: (error: unknown) => void,
): Promise<() => Promise<void>> {
  // The store's lock is ours: a socket that is there was left by a process that died.
  await rm(address, { force: true });
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    serveOne(socket, run).catch((error: unknown) => {
      onFault(error);
      socket.destroy();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(address, resolve);
  });
  await chmod(address, 0o600);
  return () =>
    new Promise((resolve) => {
      server.close(() => {
        resolve();
      });
      for (const socket of sockets) socket.destroy();
    });
}
