export const TOKEN = 'test-token';
export const BOT = '900000000000000001';
export const APPLICATION = '900000000000000002';
export const GUILD = '100000000000000001';
/** An ordinary channel, the moderation channel, a thread, a forum. */
export const CHANNEL = '200000000000000001';
export const DESK = '200000000000000002';
export const THREAD = '200000000000000003';
export const FORUM = '200000000000000004';

export const ASKER = '400000000000000001';
export const MODERATOR = '400000000000000002';

/** The channel of direct messages with someone. */
export const directChannelOf = (user: string): string => `5${user.slice(1)}`;

export const LONG_AGO = '2026-01-01T00:00:00.000Z';
export const userNamed = (id: string) => ({
  id,
  username: `user-${id.slice(-2)}`,
  discriminator: '0',
  avatar: null,
});

export const channelKinds: Readonly<Record<string, { readonly type: number; readonly parent_id?: string }>> =
  {
    [CHANNEL]: { type: 0 },
    [DESK]: { type: 0 },
    [THREAD]: { type: 11, parent_id: CHANNEL },
  };

export const HOME = {
  ...{ id: GUILD, name: 'Association', owner_id: MODERATOR, preferred_locale: 'en-US', member_count: 3 },
  ...{
    roles: [{ id: GUILD, name: '@everyone', permissions: '0', position: 0, color: 0 }],
    emojis: [],
    stickers: [],
  },
  channels: [
    { id: CHANNEL, type: 0, name: 'questions', position: 0 },
    { id: DESK, type: 0, name: 'moderation', position: 1 },
    { id: FORUM, type: 15, name: 'forum', position: 2, available_tags: [] },
  ],
  threads: [
    {
      ...{ id: THREAD, type: 11, name: 'thread', parent_id: CHANNEL, owner_id: ASKER, guild_id: GUILD },
      thread_metadata: {
        archived: false,
        auto_archive_duration: 60,
        archive_timestamp: LONG_AGO,
        locked: false,
      },
    },
  ],
  ...{ members: [], presences: [], voice_states: [], stage_instances: [], features: [] },
};
