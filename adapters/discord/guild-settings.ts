import type { Errand } from './errand.ts';
import { textUnits } from './markup.ts';
import { type Message, toMessages } from './message.ts';
import type { Request } from './payloads.ts';
import { type GuildSettings, readGuild, writeGuild } from './places.ts';
import { COLOR } from './render.ts';
import { DISCORD_WORDS } from './words.ts';

type Change = Extract<Request, { readonly kind: 'settings' }>;

const withOrWithout = (ids: readonly string[], id: string | undefined, isWith: boolean): string[] => {
  const others = ids.filter((each) => each !== id);
  return isWith && id !== undefined ? [...others, id] : others;
};

/** An unknown change changes nothing: the settings are shown. */
function apply(settings: GuildSettings, { change, value, channel }: Change): GuildSettings {
  const isOn = value === true;
  switch (change) {
    case 'language':
      return { ...settings, language: value === 'zh' || value === 'en' ? value : undefined };
    case 'mute':
      return { ...settings, isMuted: isOn };
    case 'channel':
      return { ...settings, channels: withOrWithout(settings.channels, channel, isOn) };
    case 'forum':
      return { ...settings, forums: withOrWithout(settings.forums, channel, isOn) };
    default:
      return settings;
  }
}

const mention = (id: string): string => `<#${id}>`;

function show(settings: GuildSettings, errand: Errand): readonly Message[] {
  const words = DISCORD_WORDS[errand.spoken];
  const lines = [
    words.languageIs(words.language[settings.language ?? 'asker']),
    words.mutedIs[settings.isMuted ? 'on' : 'off'],
    words.channelsAre(settings.channels.map(mention)),
    words.forumsAre(settings.forums.map(mention)),
  ];
  // Names of channels stand as Discord's own mentions of them, which ping nobody.
  const body = lines.flatMap((each) => textUnits(each, '\n', (text) => text));
  return toMessages({ lead: textUnits(words.settingsAre), body, color: COLOR.choice, rows: [] });
}

/** Sets how a server is served, and tells how it is. Who may do so was checked when it was received. */
export async function changeSettings(change: Change, errand: Errand): Promise<void> {
  const { guild } = errand.event.place;
  if (guild === undefined) throw new Error('settings were changed outside a server');
  await errand.parts.ledger.write(async (records) => {
    const settings = apply(await readGuild(records, guild), change);
    await writeGuild(records, guild, settings);
    await errand.finish(records, show(settings, errand));
  });
}
