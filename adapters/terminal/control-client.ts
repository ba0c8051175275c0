import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { readFrames, response, send } from './control-frames.ts';
import type { ExitCode, Terminal } from './terminal.ts';

/** The connection to the process that has the store; undefined when none listens. */
export async function connectToOwner(address: string): Promise<Socket | undefined> {
  const socket = connect(address);
  try {
    await once(socket, 'connect');
    return socket;
  } catch (error) {
    if (error instanceof Error && 'code' in error && /^(?:ENOENT|ECONNREFUSED)$/.test(String(error.code)))
      return undefined;
    throw error;
  }
}

function forwardInput({ input, output }: Terminal, socket: Socket): () => void {
  const take = (chunk: Buffer | string): void => {
    if (!send(socket, { kind: 'input', bytes: Buffer.from(chunk).toString('base64') })) {
      input.pause();
      socket.once('drain', () => input.resume());
    }
  };
  const end = (): void => {
    send(socket, { kind: 'input-end' });
  };
  const resize = (): void => {
    if (output.columns !== undefined) send(socket, { kind: 'resize', columns: output.columns });
  };
  input.on('data', take).on('end', end);
  output.on('resize', resize);
  return () => {
    input.off('data', take).off('end', end);
    input.pause();
    output.off('resize', resize);
  };
}

/** Runs a command in the process that has the store, on this terminal. */
export async function runInOwner(
  socket: Socket,
  args: readonly string[],
  terminal: Terminal,
): Promise<ExitCode> {
  const { input, output, errors, env, cwd } = terminal;
  const known = Object.entries(env).flatMap(([name, value]) =>
    /^(?:NO_COLOR|TERM|ASKER_LANGUAGE|USER|LOGNAME|LANG|LC_ALL)$/.test(name) && value !== undefined
      ? [[name, value] as const]
      : [],
  );
  send(socket, {
    kind: 'run',
    args: [...args],
    cwd,
    env: Object.fromEntries(known),
    isTyped: input.isTTY === true,
    isShown: output.isTTY === true,
    errorsShown: errors.isTTY === true,
    columns: output.columns,
  });
  const stop = forwardInput(terminal, socket);
  try {
    for await (const frame of readFrames(socket, response)) {
      if (frame.kind === 'exit') return frame.code;
      if (frame.kind === 'raw') input.setRawMode?.(frame.isRaw);
      else (frame.kind === 'output' ? output : errors).write(Buffer.from(frame.bytes, 'base64'));
    }
  } finally {
    stop();
    if (input.isTTY === true) input.setRawMode?.(false);
    socket.destroy();
  }
  errors.write(
    'shuwen: the process that has the store has stopped: look at what was done, and run the rest again\n',
  );
  return 1;
}
