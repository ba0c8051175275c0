import type { z } from 'zod';
import { command } from './limits.ts';
import { type Answer, type Call, refuse } from './wire.ts';

type Registered = z.infer<typeof command> & { readonly id: string; readonly guild: string | undefined };

/** The commands of an application, global and by server. */
export class Registry {
  readonly all: Registered[] = [];

  constructor(private readonly nextId: () => string) {}

  list(guild: string | undefined): Answer {
    return { status: 200, body: this.all.filter((each) => each.guild === guild) };
  }

  add({ body }: Call, guild: string | undefined): Answer {
    const parsed = command.safeParse(body);
    if (!parsed.success || JSON.stringify(body).length > 8_000)
      return refuse(400, 50_035, 'Invalid Form Body');
    const added = { ...parsed.data, id: this.nextId(), guild };
    this.all.push(added);
    return { status: 201, body: added };
  }

  change({ body }: Call, method = '', id = ''): Answer {
    const at = this.all.findIndex((each) => each.id === id);
    const before = this.all[at];
    if (!before) return refuse(404, 10_063, 'Unknown application command');
    if (method === 'DELETE') {
      this.all.splice(at, 1);
      return { status: 204 };
    }
    this.all[at] = { ...command.parse(body), id, guild: before.guild };
    return { status: 200, body: this.all[at] };
  }
}
