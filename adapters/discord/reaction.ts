import { InteractionContextType, InteractionType, MessageFlags, PermissionFlagsBits } from 'discord.js';
import type { Language } from '../../src/knowledge/fields.ts';
import { type Act, readAct } from './act.ts';
import { MESSAGE_COMMAND } from './commands.ts';
import type { IncomingInteraction } from './incoming.ts';
import type { Request } from './payloads.ts';
import { DISCORD_WORDS } from './words.ts';

/** How an interaction is acknowledged while it is worked. */
export type Acknowledgement = 'ephemeral' | 'public' | 'silent';

/** What is done with an interaction at once. */
export type Reaction =
  | { readonly kind: 'work'; readonly request: Request; readonly acknowledgement: Acknowledgement }
  | { readonly kind: 'suggest'; readonly typed: string; readonly language: Language }
  | { readonly kind: 'ask-why'; readonly act: Act }
  | { readonly kind: 'ask-answer'; readonly act: Act }
  | { readonly kind: 'say'; readonly text: string };

export const languageOfLocale = (locale: string | null | undefined): Language | undefined => {
  if (locale == null) return undefined;
  return locale.startsWith('zh') ? 'zh' : 'en';
};

export const userOf = (interaction: IncomingInteraction): string | undefined =>
  (interaction.member?.user ?? interaction.user)?.id;

const may = (interaction: IncomingInteraction, permission: bigint): boolean => {
  const held = BigInt(interaction.member?.permissions ?? '0');
  return (held & (permission | PermissionFlagsBits.Administrator)) !== 0n;
};

/** Alone with the bot: nobody else is there to whom anything could be shared or hidden. */
const isAlone = ({ guild_id, context }: IncomingInteraction): boolean =>
  guild_id == null && (context == null || context === (InteractionContextType.BotDM as number));

const work = (request: Request, acknowledgement: Acknowledgement = 'ephemeral'): Reaction => ({
  kind: 'work',
  request,
  acknowledgement,
});

type Options = NonNullable<IncomingInteraction['data']>['options'];

const stringOf = (options: Options, name: string): string | undefined => {
  const value = options?.find((option) => option.name === name)?.value;
  return typeof value === 'string' ? value : undefined;
};

function settingsRequest(options: Options): Request {
  const [change] = options ?? [];
  const value = change?.options?.find(({ name }) => name !== 'channel')?.value;
  return {
    kind: 'settings',
    change: change?.name ?? 'show',
    value: typeof value === 'string' || typeof value === 'boolean' ? value : undefined,
    channel: stringOf(change?.options, 'channel'),
  };
}

/** Undefined for a command that is none of ours (any more). */
function reactToCommand(interaction: IncomingInteraction): Reaction | undefined {
  const { data, locale } = interaction;
  const how = isAlone(interaction) ? 'public' : 'ephemeral';
  const words = DISCORD_WORDS[languageOfLocale(locale) ?? 'zh'];
  switch (data?.name) {
    case 'ask':
      return work({ kind: 'ask', text: stringOf(data.options, 'question') ?? '' }, how);
    case MESSAGE_COMMAND: {
      const target = data.resolved?.messages?.[data.target_id ?? ''];
      return work({ kind: 'ask', text: target?.content ?? '' }, how);
    }
    case 'topics':
      return work({ kind: 'topics' }, how);
    case 'guide':
      return work({ kind: 'guides' }, how);
    case 'language':
      return work({ kind: 'language', language: stringOf(data.options, 'language') === 'en' ? 'en' : 'zh' });
    case 'forget-me':
      return work({ kind: 'forget', isConfirmed: false });
    case 'settings':
      return interaction.guild_id != null && may(interaction, PermissionFlagsBits.ManageGuild)
        ? work(settingsRequest(data.options))
        : { kind: 'say', text: words.settingsNotYours };
    default:
      return undefined;
  }
}

/** Who asked for the message under which a button stands; undefined where it does not say. */
const askerOf = ({ message }: IncomingInteraction): string | undefined =>
  /"delete:(?:zh|en):(?<asker>\d+)"/.exec(JSON.stringify(message?.components ?? []))?.groups?.['asker'];

/** What someone presses under another's answer is shown to them alone. */
function followUpOf(interaction: IncomingInteraction): Acknowledgement {
  const asker = askerOf(interaction);
  const isHidden = ((interaction.message?.flags ?? 0) & MessageFlags.Ephemeral) !== 0;
  if (isHidden) return 'ephemeral';
  return isAlone(interaction) || asker === userOf(interaction) ? 'public' : 'ephemeral';
}

function reactToAct(act: Act, interaction: IncomingInteraction): Reaction {
  const { kind, language, to } = act;
  const number = Number(to);
  switch (kind) {
    case 'go': {
      const choice = interaction.data?.values?.[0] ?? to;
      return work({ kind, choice, language }, followUpOf(interaction));
    }
    case 'topic':
      return work({ kind, topic: interaction.data?.values?.[0] ?? to, language }, followUpOf(interaction));
    case 'person':
      return work({ kind, question: number, language });
    case 'helpful':
    case 'unhelpful':
      return work({ kind: 'rate', delivery: number, verdict: kind, language });
    case 'why':
      return { kind: 'ask-why', act };
    case 'share':
      return work({ kind, delivery: number, language }, 'public');
    case 'delete':
      return userOf(interaction) === to || may(interaction, PermissionFlagsBits.ManageMessages)
        ? work({ kind }, 'silent')
        : { kind: 'say', text: DISCORD_WORDS[language].notYours };
    case 'forget':
      return work({ kind, isConfirmed: true });
    case 'answer':
      return { kind: 'ask-answer', act };
    case 'send':
      return work({ kind, proposal: number }, 'public');
  }
}

/** The first text that was typed into a form. */
function typedInto(components: unknown): string | undefined {
  if (typeof components !== 'object' || components === null) return undefined;
  if ('value' in components && typeof components.value === 'string') return components.value;
  for (const inner of Object.values(components)) {
    const typed = typedInto(inner);
    if (typed !== undefined) return typed;
  }
  return undefined;
}

function reactToForm({ kind, language, to }: Act, typed: string): Reaction | undefined {
  if (kind === 'why') return work({ kind: 'comment', delivery: Number(to), comment: typed, language });
  return kind === 'answer' ? work({ kind, case: Number(to), text: typed }, 'public') : undefined;
}

/** What is done with an interaction at once; undefined for one that this version does not know. */
export function reactTo(interaction: IncomingInteraction): Reaction | undefined {
  const { data, locale, type } = interaction;
  if (type === InteractionType.ApplicationCommand) return reactToCommand(interaction);
  if (type === InteractionType.ApplicationCommandAutocomplete) {
    const typed = data?.options?.find(({ focused }) => focused)?.value ?? data?.options?.[0]?.value;
    return {
      kind: 'suggest',
      typed: typeof typed === 'string' ? typed : '',
      language: languageOfLocale(locale) ?? 'zh',
    };
  }
  const act = readAct(data?.custom_id ?? '');
  if (!act) return undefined;
  if (type === InteractionType.MessageComponent) return reactToAct(act, interaction);
  if (type === InteractionType.ModalSubmit) return reactToForm(act, typedInto(data?.components) ?? '');
  return undefined;
}
