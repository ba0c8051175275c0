import type { Language } from '../../../src/knowledge/fields.ts';
import { ROLES, type Role } from '../../../src/moderation/ports.ts';
import type { Moderator } from '../../../src/moderation/moderators.ts';
import { type Line, line } from '../line.ts';
import { type ExitCode, UsageError } from '../terminal.ts';
import { parseOptions } from '../usage.ts';
import { COMMON, type Desk, type ModerationVerb, openDesk, tell } from './command.ts';
import { LABELS } from './labels.ts';
import { table } from './table.ts';
import { readAccount, readNumber, readWord } from './words.ts';

const DEFAULT_DAYS = '90';

/** @throws UsageError */
const readRole = (given: string): Role => {
  const role = ROLES.find((known) => known === given);
  if (!role) throw new UsageError(`there is no role "${given}": give ${ROLES.join(', ')}`);
  return role;
};

const nameAccounts = ({ accounts }: Moderator): string =>
  accounts.map(({ platform, tenant, user }) => `${platform}/${tenant}/${user}`).join(', ');

function moderatorLines(moderators: readonly Moderator[], language: Language): Line[] {
  const { heads, nothing } = LABELS[language];
  if (moderators.length === 0) return [line(nothing)];
  const tokens = moderators.flatMap(({ name, tokens: held }) =>
    held
      .filter(({ isRevoked }) => !isRevoked)
      .map(({ label, expiresAt }) => [name, label, new Date(expiresAt).toISOString().slice(0, 10), '']),
  );
  return [
    ...table(
      heads.moderators,
      moderators.map((one) => [one.name, one.roles.join(', '), nameAccounts(one)]),
    ),
    ...(tokens.length === 0
      ? []
      : [
          line(''),
          ...table(
            heads.tokens.slice(0, 3),
            tokens.map((row) => row.slice(0, 3)),
          ),
        ]),
  ];
}

interface Given {
  readonly name: string;
  readonly roles: readonly Role[];
  readonly accounts: readonly string[];
  readonly label: string | undefined;
  readonly days: string;
}

type Action = (desk: Desk, given: Given) => Promise<ExitCode>;

const show =
  (desk: Desk) =>
  ({ moderator }: { readonly moderator: Moderator }): Line[] =>
    moderatorLines([moderator], desk.language);

const ACTIONS: Readonly<Record<string, Action>> = {
  add: async (desk, { name, roles, accounts }) => {
    if (roles.length === 0)
      throw new UsageError('no role is given: --role moderator, --role publisher, or both');
    const { moderation, operator } = desk;
    const added = await moderation.moderators.add({
      name,
      roles,
      accounts: accounts.map(readAccount),
      operator,
    });
    return tell(desk, added, show(desk));
  },
  link: async (desk, { name, accounts }) => {
    const { moderation, operator } = desk;
    const linked = await moderation.moderators.link({ name, account: readAccount(accounts[0]), operator });
    return tell(desk, linked, show(desk));
  },
  revoke: async (desk, { name, roles }) => {
    const { moderation, operator } = desk;
    const named = roles.length === 0 ? {} : { roles };
    return tell(desk, await moderation.moderators.revoke({ name, ...named, operator }), show(desk));
  },
  token: async (desk, { name, label, days }) => {
    const { moderation, operator, language } = desk;
    const minting = {
      name,
      label: readWord(label, 'what it is for (--label)'),
      days: readNumber(days, 'for how many days'),
      operator,
    };
    return tell(desk, await moderation.moderators.mintToken(minting), ({ token }) => [
      line(LABELS[language].token, 'faint'),
      line(token, 'strong'),
    ]);
  },
  'revoke-token': async (desk, { name, label }) => {
    const { moderation, operator, language } = desk;
    const revoking = { name, label: readWord(label, 'which one (--label)'), operator };
    return tell(desk, await moderation.moderators.revokeToken(revoking), ({ count }) => [
      line(LABELS[language].revokedTokens(count)),
    ]);
  },
};

/** `moderators list|add|link|revoke|token|revoke-token`: by whoever runs the program, whose command line this is */
export const moderators: ModerationVerb = async (args, terminal, setting) => {
  const { values, positionals } = parseOptions({
    args: [...args],
    allowPositionals: true,
    options: {
      ...COMMON,
      role: { type: 'string', multiple: true },
      account: { type: 'string', multiple: true },
      label: { type: 'string' },
      days: { type: 'string', default: DEFAULT_DAYS },
    },
  });
  const [action = 'list', name, ...rest] = positionals;
  if (action === 'list') {
    const desk = await openDesk(values, terminal, setting);
    const listed = { kind: 'moderators', moderators: await desk.moderation.moderators.list() } as const;
    return tell(desk, listed, (done) => moderatorLines(done.moderators, desk.language));
  }
  const act = ACTIONS[action];
  if (!act)
    throw new UsageError(`there is no "moderators ${action}": give list, ${Object.keys(ACTIONS).join(', ')}`);
  const given: Given = {
    name: readWord(name, 'the name'),
    roles: (values.role ?? []).map(readRole),
    accounts: [...(values.account ?? []), ...rest],
    label: values.label,
    days: values.days,
  };
  return act(await openDesk(values, terminal, setting), given);
};
