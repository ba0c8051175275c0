import { z } from 'zod';

const id = z.union([z.string(), z.number()], { error: 'must be a string or a number' });

const text = z.string('must be a string');
const common = { id, conversation: text.optional() };
const REQUESTS = {
  text: z.strictObject({ ...common, text }),
  choose: z.strictObject({ ...common, choose: text }),
  list: z.strictObject({ ...common, list: z.literal('entries', 'must be "entries"') }),
} as const;
const WANTED = Object.keys(REQUESTS);

export type BatchRequest =
  | z.infer<(typeof REQUESTS)['text']>
  | z.infer<(typeof REQUESTS)['choose']>
  | z.infer<(typeof REQUESTS)['list']>;

export type ReadRequest =
  | { readonly kind: 'request'; readonly request: BatchRequest }
  | { readonly kind: 'refused'; readonly id: z.infer<typeof id> | null; readonly error: string };

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return error;
    throw error;
  }
}

/** Reads one line of a batch; a line that is no request is refused with its id, where it has one. */
export function readRequest(bytes: Uint8Array): ReadRequest {
  const json = new TextDecoder().decode(bytes);
  const value = parseJson(json);
  const refuse = (error: string, of: unknown = null): ReadRequest => ({
    kind: 'refused',
    id: id.safeParse(of).data ?? null,
    error,
  });
  if (json.trim() === '') return refuse('not valid JSON: the line is empty');
  if (value instanceof SyntaxError) return refuse(`not valid JSON: ${value.message}`);
  if (!isRecord(value)) return refuse('not a request: send a JSON object');
  if (json.includes('\uFFFD') && Buffer.compare(Buffer.from(json), bytes) !== 0)
    return refuse('not valid UTF-8 (perhaps GBK): send UTF-8', value['id']);
  const [request, ...more] = Object.entries(REQUESTS).filter(([name]) => Object.hasOwn(value, name));
  if (!request || more.length > 0)
    return refuse(`not a request: give one of ${WANTED.join(', ')}`, value['id']);
  const parsed = request[1].safeParse(value);
  if (parsed.success) return { kind: 'request', request: parsed.data };
  const faults = parsed.error.issues.map(({ path, message }) => [...path.map(String), message].join(': '));
  return refuse(`not a request: ${faults.join('; ')}`, value['id']);
}
