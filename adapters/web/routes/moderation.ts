import { OpenAPIHono } from '@hono/zod-openapi';
import { HTTPException } from 'hono/http-exception';
import { z } from 'zod';
import type { Account } from '../../../src/assistant/ports.ts';
import type { Moderation } from '../../../src/moderation/moderation.ts';
import type { By } from '../../../src/moderation/permission.ts';
import type { WebContext, WebEnv } from '../env.ts';
import { refuse, tell, tellFault } from '../faults.tsx';
import { answer } from '../moderation/answers.ts';
import { CONTRACT } from '../moderation/contract.ts';

const BEARER = /^Bearer +(\S+)$/i;

/** The bearer of the request's token; one without a token is nobody, and refused by every use case. */
const bearerOf = (c: WebContext): By => ({
  token: BEARER.exec(c.req.header('authorization') ?? '')?.[1] ?? '',
});

/** For programs of the association's moderators, each with a token of their own. */
export function moderationRoutes(moderation: Moderation, today: () => string): OpenAPIHono<WebEnv> {
  const routes = new OpenAPIHono<WebEnv>({
    defaultHook: (read, c) =>
      read.success
        ? undefined
        : c.json(
            { kind: 'bad-request', error: z.prettifyError(read.error), requestId: c.get('requestId') },
            400,
          ),
  });
  routes.onError((error, c) =>
    error instanceof HTTPException && error.status === 400
      ? tell(c, refuse(400, 'not-json'))
      : tellFault(error, c),
  );
  describeApi(routes);
  addDrafts(routes, moderation);
  addDocuments(routes, moderation);
  addDesk(routes, moderation, today);
  return routes;
}

function describeApi(routes: OpenAPIHono<WebEnv>): void {
  routes.openAPIRegistry.registerComponent('securitySchemes', 'token', {
    type: 'http',
    scheme: 'bearer',
    description: 'Minted at the command line: shuwen moderators token <name> --label <what for>',
  });
  routes.doc31('/openapi.json', {
    openapi: '3.1.0',
    info: { title: 'Shuwen moderation', version: '1' },
    servers: [{ url: '/api/moderation' }],
  });
}

function addDrafts(routes: OpenAPIHono<WebEnv>, moderation: Moderation): void {
  routes.openapi(CONTRACT.drafts, async (c) => answer(c, await moderation.drafts(bearerOf(c))));
  routes.openapi(CONTRACT.draft, async (c) =>
    answer(c, await moderation.draft({ ...c.req.valid('json'), by: bearerOf(c) })),
  );
  routes.openapi(CONTRACT.findDraft, async (c) =>
    answer(c, await moderation.findDraft({ draft: c.req.valid('param').id, by: bearerOf(c) })),
  );
  routes.openapi(CONTRACT.revise, async (c) => {
    const { version, ...edited } = c.req.valid('json');
    const on = version === undefined ? {} : { version };
    return answer(
      c,
      await moderation.revise({ draft: c.req.valid('param').id, ...edited, ...on, by: bearerOf(c) }),
    );
  });
  routes.openapi(CONTRACT.discard, async (c) =>
    answer(c, await moderation.discard({ draft: c.req.valid('param').id, by: bearerOf(c) })),
  );
  routes.openapi(CONTRACT.diffDraft, async (c) =>
    answer(c, await moderation.diffDraft({ draft: c.req.valid('param').id, by: bearerOf(c) })),
  );
  routes.openapi(CONTRACT.preview, async (c) => {
    const { signal } = c.req.raw;
    return answer(c, await moderation.preview({ draft: c.req.valid('param').id, by: bearerOf(c), signal }));
  });
  routes.openapi(CONTRACT.review, async (c) =>
    answer(
      c,
      await moderation.review({ draft: c.req.valid('param').id, ...c.req.valid('json'), by: bearerOf(c) }),
    ),
  );
  routes.openapi(CONTRACT.publish, async (c) =>
    answer(
      c,
      await moderation.publish({ draft: c.req.valid('param').id, ...c.req.valid('json'), by: bearerOf(c) }),
    ),
  );
}

function addDocuments(routes: OpenAPIHono<WebEnv>, moderation: Moderation): void {
  routes.openapi(CONTRACT.history, async (c) =>
    answer(c, await moderation.history({ document: c.req.valid('param'), by: bearerOf(c) })),
  );
  routes.openapi(CONTRACT.diff, async (c) =>
    answer(
      c,
      await moderation.diff({ document: c.req.valid('param'), ...c.req.valid('query'), by: bearerOf(c) }),
    ),
  );
  routes.openapi(CONTRACT.rollback, async (c) =>
    answer(
      c,
      await moderation.rollback({ document: c.req.valid('param'), ...c.req.valid('json'), by: bearerOf(c) }),
    ),
  );
  routes.openapi(CONTRACT.withdraw, async (c) =>
    answer(
      c,
      await moderation.withdraw({ document: c.req.valid('param'), ...c.req.valid('json'), by: bearerOf(c) }),
    ),
  );
}

const readAccount = (given: string): Account => {
  const [platform = '', tenant = '', user = ''] = given.split('/');
  return { platform, tenant, user };
};

function addDesk(routes: OpenAPIHono<WebEnv>, moderation: Moderation, today: () => string): void {
  routes.openapi(CONTRACT.evidence, async (c) => {
    const { account, destination = '', day } = c.req.valid('query');
    const whom = account === undefined ? { destination } : { account: readAccount(account) };
    return answer(c, await moderation.evidence({ whom, day, by: bearerOf(c) }));
  });
  routes.openapi(CONTRACT.overdue, async (c) =>
    answer(c, await moderation.overdue({ today: today(), by: bearerOf(c) })),
  );
  routes.openapi(CONTRACT.cases, async (c) => answer(c, await moderation.cases(bearerOf(c))));
  routes.openapi(CONTRACT.answerCase, async (c) =>
    answer(
      c,
      await moderation.answerCase({ case: c.req.valid('param').id, ...c.req.valid('json'), by: bearerOf(c) }),
    ),
  );
  routes.openapi(CONTRACT.closeCase, async (c) =>
    answer(c, await moderation.closeCase({ case: c.req.valid('param').id, by: bearerOf(c) })),
  );
}
