import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Hono } from 'hono';
import type { WebEnv } from '../env.ts';

const TYPES = {
  'page.css': 'text/css; charset=utf-8',
  'reply.css': 'text/css; charset=utf-8',
  'print.css': 'text/css; charset=utf-8',
  'page.js': 'text/javascript; charset=utf-8',
  'type-ahead.js': 'text/javascript; charset=utf-8',
  'icon.svg': 'image/svg+xml',
} as const;

/** The few files of the page, read once. Asked about at every visit, so that an upgrade never mixes old and new. */
export function assetRoutes(): Hono<WebEnv> {
  const routes = new Hono<WebEnv>();
  for (const [name, type] of Object.entries(TYPES)) {
    const body = readFileSync(new URL(`../static/${name}`, import.meta.url), 'utf8');
    const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 16)}"`;
    const headers = { 'Content-Type': type, 'Cache-Control': 'no-cache', ETag: etag };
    routes.get(`/${name}`, (c) =>
      c.req.header('if-none-match') === etag ? c.body(null, 304, headers) : c.body(body, 200, headers),
    );
  }
  return routes;
}
