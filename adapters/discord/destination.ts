/** Where a post goes. */
export type Destination =
  | {
      readonly kind: 'channel';
      readonly guild: string | undefined;
      readonly channel: string;
      readonly replyTo: string | undefined;
    }
  | { readonly kind: 'user'; readonly user: string };

/** Reads `discord:<guild or @me>/<channel>[/<message>]` and `discord:user/<user>`. */
export function readDestination(destination: string): Destination {
  const [first = '', second, third] = destination.replace(/^discord:/, '').split('/');
  if (second === undefined) throw new Error(`"${destination}" names no channel of Discord`);
  if (first === 'user') return { kind: 'user', user: second };
  return { kind: 'channel', guild: first === '@me' ? undefined : first, channel: second, replyTo: third };
}
