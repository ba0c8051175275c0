import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ConfigError, PROJECT_DIR, VARIABLES, civilDateIn, readConfig } from '../../src/config.ts';

const faultsOf = (variables: Readonly<Record<string, string>>): readonly string[] => {
  try {
    readConfig(variables);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
};

describe('the environment', () => {
  it('needs nothing: every setting has a default', () => {
    expect(readConfig({})).toEqual({
      host: '127.0.0.1',
      port: 8787,
      publicUrl: undefined,
      timeZone: 'Asia/Shanghai',
      dataDir: join(PROJECT_DIR, 'data'),
      databaseUrl: undefined,
      knowledgeDir: join(PROJECT_DIR, 'data', 'knowledge'),
      fileEdits: 'draft',
      review: 'second-person',
      sealSecret: undefined,
      language: undefined,
      slack: undefined,
      slackApp: { command: '/ask', threadFollowups: false },
    });
  });

  it('is read into the types that the program uses', () => {
    const config = readConfig({
      HOST: '::1',
      PORT: '0',
      PUBLIC_URL: 'https://ask.example.org/shuwen/',
      TIME_ZONE: 'Europe/Berlin',
      DATA_DIR: 'store',
      DATABASE_URL: 'postgres://me:pw@db/shuwen',
      KNOWLEDGE_DIR: 'elsewhere',
      FILE_EDITS: 'live',
      REVIEW: 'single',
      SEAL_SECRET: 'x'.repeat(32),
      ASKER_LANGUAGE: 'en',
    });
    expect(config).toEqual({
      host: '::1',
      port: 0,
      publicUrl: 'https://ask.example.org/shuwen',
      timeZone: 'Europe/Berlin',
      dataDir: resolve('store'),
      databaseUrl: 'postgres://me:pw@db/shuwen',
      knowledgeDir: resolve('elsewhere'),
      fileEdits: 'live',
      review: 'single',
      sealSecret: 'x'.repeat(32),
      language: 'en',
      slack: undefined,
      slackApp: { command: '/ask', threadFollowups: false },
    });
  });

  it('wants Slack where its bot token is set, and then everything that Slack needs', () => {
    const slack = { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_COMMAND: '/wen' };
    expect(faultsOf(slack)).toEqual([expect.stringContaining('SLACK_APP_TOKEN')]);
    expect(faultsOf({ ...slack, SLACK_MODE: 'http' })).toEqual([
      expect.stringContaining('SLACK_SIGNING_SECRET'),
    ]);
    expect(faultsOf({ SLACK_BOT_TOKEN: 'a secret' }).join()).not.toContain('a secret');
    const { slack: read } = readConfig({ ...slack, SLACK_APP_TOKEN: 'xapp-1' });
    expect(read).toMatchObject({ command: '/wen', apiUrl: 'https://slack.com/api/' });
  });

  it('wants Discord where its token is set, and names the token where only the rest is', () => {
    expect(readConfig({}).discord).toBeUndefined();
    expect(faultsOf({ DISCORD_GUILD: '1001' })).toEqual([expect.stringContaining('DISCORD_TOKEN')]);
    expect(faultsOf({ DISCORD_TOKEN: 'x', DISCORD_GUILD: 'home' }).join()).toContain('Copy ID');
    const { discord } = readConfig({
      DISCORD_TOKEN: 'Bot x',
      DISCORD_API_URL: 'http://127.0.0.1:1/api/v10/',
    });
    expect(discord).toMatchObject({ token: 'x', apiUrl: 'http://127.0.0.1:1/api', commands: 'global' });
  });

  it('takes an empty variable as left out', () => {
    expect(readConfig({ PORT: '', PUBLIC_URL: ' ' })).toEqual(readConfig({}));
  });

  it('is refused with one line for each thing that is wrong: variable, value, reason and remedy', () => {
    const faults = faultsOf({
      HOST: 'a b',
      PORT: '70000',
      PUBLIC_URL: 'ftp://x',
      TIME_ZONE: 'Mars/Olympus',
      ASKER_LANGUAGE: 'fr',
      DATABASE_URL: 'mysql://me:secret@db',
      FILE_EDITS: 'yes',
    });
    expect(faults).toEqual([
      expect.stringMatching(/^HOST "a b" is not a host name.*: give/),
      expect.stringMatching(/^PORT "70000" is not a port: give/),
      expect.stringMatching(/^PUBLIC_URL "ftp:\/\/x" is not the address of a site: give/),
      expect.stringMatching(/^TIME_ZONE "Mars\/Olympus" is no time zone: give/),
      expect.stringMatching(/^DATABASE_URL is not the address of a PostgreSQL database: give/),
      expect.stringMatching(/^FILE_EDITS "yes" is not known: give/),
      expect.stringMatching(/^ASKER_LANGUAGE "fr" is not a language.*: give/),
    ]);
  });

  it.each(['1e3', '-1', '80.5', '0x50', '８０'])('refuses the port %s', (PORT) => {
    expect(faultsOf({ PORT })).toHaveLength(1);
  });

  it.each(['not an address', 'https://a.example/?q=1', 'https://a.example/#x', 'https://me:pw@a.example'])(
    'refuses the public address %s',
    (PUBLIC_URL) => {
      expect(faultsOf({ PUBLIC_URL })).toHaveLength(1);
    },
  );
});

describe('.env.example', () => {
  const lines = async () => (await readFile(join(PROJECT_DIR, '.env.example'), 'utf8')).split('\n');
  const assignments = async () =>
    (await lines()).flatMap((line, index) => {
      const [name, value] = line.split('=');
      return /^[A-Z_]+=/.test(line) && name !== undefined ? [{ name, value, index }] : [];
    });

  it('lists exactly the variables that are read', async () => {
    expect((await assignments()).map(({ name }) => name).sort()).toEqual([...VARIABLES].sort());
  });

  it('explains every variable in a comment above it', async () => {
    const all = await lines();
    for (const { index, name } of await assignments()) expect(all[index - 1], name).toMatch(/^# ./);
  });

  it('shows the defaults', async () => {
    const values = Object.fromEntries((await assignments()).map(({ name, value }) => [name, value]));
    expect(readConfig(values)).toEqual(readConfig({}));
  });
});

describe('today', () => {
  it('is the date in the time zone, not where the machine stands', () => {
    const moment = new Date('2026-11-20T18:30:00Z');
    expect(civilDateIn('Asia/Shanghai', moment)).toBe('2026-11-21');
    expect(civilDateIn('America/New_York', moment)).toBe('2026-11-20');
  });
});
