import { createInterface } from 'node:readline';
import type { Socket } from 'node:net';
import { z } from 'zod';

const bytes = z.base64();

/** What the one who typed the command sends: the command, then what is typed on. */
export const request = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('run'),
    args: z.array(z.string()),
    cwd: z.string(),
    env: z.record(z.string(), z.string()),
    isTyped: z.boolean(),
    isShown: z.boolean(),
    errorsShown: z.boolean(),
    columns: z.number().optional(),
  }),
  z.object({ kind: z.literal('input'), bytes }),
  z.object({ kind: z.literal('input-end') }),
  z.object({ kind: z.literal('resize'), columns: z.number() }),
]);
export type Request = z.infer<typeof request>;

/** What the process that has the store sends back. */
export const response = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('output'), bytes }),
  z.object({ kind: z.literal('errors'), bytes }),
  /** Keys are to come one by one (`setRawMode`), or in lines. */
  z.object({ kind: z.literal('raw'), isRaw: z.boolean() }),
  z.object({ kind: z.literal('exit'), code: z.union([z.literal(0), z.literal(1), z.literal(2)]) }),
]);
export type Response = z.infer<typeof response>;

export const send = (socket: Socket, frame: Request | Response): boolean =>
  socket.writable && socket.write(`${JSON.stringify(frame)}\n`);

/** One JSON object a line. The socket is this user's own: what does not parse is a fault of ours. */
export async function* readFrames<T>(socket: Socket, schema: z.ZodType<T>): AsyncGenerator<T, undefined> {
  for await (const line of createInterface({ input: socket, crlfDelay: Infinity }))
    yield schema.parse(JSON.parse(line));
}
