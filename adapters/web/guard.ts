import type { HttpBindings } from '@hono/node-server';
import type { MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { secureHeaders } from 'hono/secure-headers';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { WebContext, WebEnv } from './env.ts';
import { refuse } from './faults.tsx';

const MOST_BYTES = 64 * 1024;

/** Nothing but our own files, and nothing inline. */
export const securityHeaders = secureHeaders({
  contentSecurityPolicy: {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'"],
    imgSrc: ["'self'"],
    connectSrc: ["'self'"],
    formAction: ["'self'"],
    frameAncestors: ["'none'"],
    baseUri: ["'none'"],
  },
  xFrameOptions: 'DENY',
  // Said by whoever ends TLS, who knows the other hosts of the domain.
  strictTransportSecurity: false,
});

export const limitBody = bodyLimit({
  maxSize: MOST_BYTES,
  onError: (c) => {
    // The rest of the body is not read: no other request may follow on this connection.
    c.header('Connection', 'close');
    throw refuse(413, 'too-large');
  },
});

const SAME_SITE = new Set(['same-origin', 'none']);

/**
 * Refuses POSTs that a browser makes for another site. Browsers name the site; programs name none and hold no cookies.
 * Not hono/csrf: that also refuses programs and text browsers, and origins behind a proxy that ends TLS.
 */
export const refuseOtherSites: MiddlewareHandler<WebEnv> = async (c, next) => {
  if (c.req.method === 'POST' && comesFromElsewhere(c)) throw refuse(403, 'cross-site');
  await next();
};

function comesFromElsewhere(c: WebContext): boolean {
  const site = c.req.header('sec-fetch-site');
  if (site !== undefined) return !SAME_SITE.has(site);
  const origin = c.req.header('origin');
  if (origin === undefined) return false;
  return !URL.canParse(origin) || new URL(origin).host !== c.req.header('host');
}

const LOOPBACK = /^(?:::ffff:)?127\.|^::1$/;

/** Undefined for `app.request()`, whatever the type of a context says. */
const socketOf = (bindings: Partial<HttpBindings> | undefined) => bindings?.incoming?.socket;

/** The asker's address: that of the socket, or the one that a proxy on this machine vouches for. */
function addressOf(c: WebContext): string {
  const peer = socketOf(c.env)?.remoteAddress ?? 'no socket';
  const forwarded = LOOPBACK.test(peer)
    ? c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim()
    : undefined;
  return forwarded?.slice(0, 64) ?? peer;
}

/** At most so many requests a minute from one address; the others are told how long to wait. */
export function limitRate(perMinute: number): MiddlewareHandler<WebEnv> {
  const limiter = new RateLimiterMemory({ points: perMinute, duration: 60 });
  return async (c, next) => {
    try {
      await limiter.consume(addressOf(c));
    } catch (reason) {
      if (!(reason instanceof RateLimiterRes)) throw reason;
      c.header('Retry-After', String(Math.ceil(reason.msBeforeNext / 1000)));
      throw refuse(429, 'too-many');
    }
    await next();
  };
}
