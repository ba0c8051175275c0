/** Thrown for knowledge that a format cannot hold. */
export class FormatError extends Error {
  override readonly name = 'FormatError';
}
