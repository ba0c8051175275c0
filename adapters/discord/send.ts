import { type REST, RequestMethod, type RouteLike } from 'discord.js';

interface Sending {
  readonly method: RequestMethod;
  readonly route: RouteLike;
  readonly body?: unknown;
  readonly query?: URLSearchParams;
}

/** Calls where the address is the authorisation. What comes back does not matter, however it is worded. */
export async function sendByToken(rest: REST, { method, route, body, query }: Sending): Promise<void> {
  const response = await rest.queueRequest({
    method,
    fullRoute: route,
    body,
    query: query ?? new URLSearchParams(),
    auth: false,
  });
  await response.arrayBuffer();
}
