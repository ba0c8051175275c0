const NEWLINE = 0x0a;

/** A line without its end, or where it is longer than allowed, only that. */
export type ByteLine = { readonly kind: 'line'; readonly bytes: Uint8Array } | { readonly kind: 'too-long' };

/**
 * The lines of a byte stream as they come; only a line feed ends one. Not node's readline: it also breaks lines at
 * U+2028, which JSON text may hold, and keeps a line of any length.
 */
export async function* readByteLines(
  input: AsyncIterable<Uint8Array>,
  maxBytes: number,
): AsyncGenerator<ByteLine, void, undefined> {
  let pieces: Uint8Array[] = [];
  let length = 0;
  const add = (piece: Uint8Array): void => {
    length += piece.length;
    if (length > maxBytes) pieces = [];
    else pieces.push(piece);
  };
  const take = (): ByteLine => {
    const taken: ByteLine =
      length > maxBytes ? { kind: 'too-long' } : { kind: 'line', bytes: Buffer.concat(pieces) };
    pieces = [];
    length = 0;
    return taken;
  };
  for await (const chunk of input) {
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
      add(chunk.subarray(start, end));
      yield take();
      start = end + 1;
    }
    if (start < chunk.length) add(chunk.subarray(start));
  }
  if (length > 0) yield take();
}
