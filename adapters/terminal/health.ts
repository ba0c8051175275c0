import { type Line, line } from './line.ts';
import { paint } from './paint.ts';
import { type ExitCode, type Terminal, screenOf } from './terminal.ts';
import { parseOptions } from './usage.ts';
import { write } from './write.ts';

/** How the program is doing, as it is told to who looks after it. */
export interface HealthShown {
  readonly ok: boolean;
  readonly revision: number;
  readonly entries: number;
  readonly inboxWaiting: number;
  readonly inboxFailed: number;
  readonly outboxWaiting: number;
  readonly undelivered: readonly {
    readonly destination: string;
    readonly reason: string;
    readonly attempts: number;
    readonly at: number;
  }[];
  readonly parts: readonly { readonly name: string; readonly fault: string | undefined }[];
}

const row = (name: string, told: string): Line => ({
  lead: { text: name.padEnd(14), look: 'faint' },
  spans: [{ text: told }],
});

function renderHealth(health: HealthShown): Line[] {
  const { ok, parts, undelivered } = health;
  return [
    line(ok ? 'In order 正常' : 'Something is wrong 有问题', ok ? 'strong' : 'warning'),
    row('revision', String(health.revision)),
    row('entries', String(health.entries)),
    row('inbox', `${health.inboxWaiting} waiting 待处理, ${health.inboxFailed} given up 已放弃`),
    row('outbox', `${health.outboxWaiting} waiting 待发送, ${undelivered.length} undelivered 未送达`),
    ...undelivered.map(({ destination, reason, attempts, at }) =>
      row('', `${new Date(at).toISOString()} ${destination}: ${reason} (${attempts})`),
    ),
    ...parts.map(({ name, fault }) => row(name, fault ?? 'in order 正常')),
  ];
}

/** Tells how the program is doing; exits with 1 when something is wrong. */
export async function health(
  args: readonly string[],
  terminal: Terminal,
  look: () => Promise<HealthShown>,
): Promise<ExitCode> {
  const { values } = parseOptions({ args: [...args], options: { json: { type: 'boolean' } } });
  const looked = await look();
  const told = values.json ? `${JSON.stringify(looked)}\n` : paint(renderHealth(looked), screenOf(terminal));
  await write(terminal.output, told);
  return looked.ok ? 0 : 1;
}
