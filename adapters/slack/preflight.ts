import type { webApi } from '@slack/bolt';
import { scopes } from './manifest.ts';
import type { Identity } from './reading.ts';
import type { SlackSettings } from './settings.ts';
import { readFailure } from './slack-errors.ts';

/** What stands in the way, in plain words of both languages. */
export interface Obstacle {
  readonly text: string;
  /** Nothing works until it is mended; otherwise one thing does not. */
  readonly isFatal: boolean;
  /** It may pass by itself: Slack could not be reached. */
  readonly isPassing?: boolean;
}

export interface Preflight {
  readonly identity: Identity | undefined;
  readonly obstacles: readonly Obstacle[];
}

const BOT_TOKEN: Readonly<Record<string, string>> = {
  invalid_auth:
    'SLACK_BOT_TOKEN is not known to Slack: copy the Bot User OAuth Token anew (OAuth & Permissions) 机器人令牌无效，请重新复制',
  not_authed:
    'SLACK_BOT_TOKEN did not reach Slack: copy the Bot User OAuth Token anew (OAuth & Permissions) 机器人令牌没有送达，请重新复制',
  account_inactive:
    'SLACK_BOT_TOKEN belongs to an app that was removed from the workspace: install it again 应用已从工作区移除，请重新安装',
  token_revoked:
    'SLACK_BOT_TOKEN was revoked: install the app again and copy the new token 令牌已撤销，请重新安装应用',
  token_expired:
    'SLACK_BOT_TOKEN has expired: switch token rotation off and install the app again 令牌已过期，请关闭令牌轮换后重新安装',
};

const APP_TOKEN: Readonly<Record<string, string>> = {
  invalid_auth:
    'SLACK_APP_TOKEN is not known to Slack: make a new app-level token (Basic Information) 应用级令牌无效，请重新生成',
  not_authed:
    'SLACK_APP_TOKEN did not reach Slack: copy it anew (Basic Information) 应用级令牌没有送达，请重新复制',
  not_allowed_token_type:
    'SLACK_APP_TOKEN is no app-level token: it begins with xapp- (Basic Information, App-Level Tokens) 应填应用级令牌（xapp-）',
  missing_scope:
    'SLACK_APP_TOKEN lacks the scope connections:write: make a new app-level token with it 应用级令牌缺少 connections:write 权限',
  no_permission:
    'SLACK_APP_TOKEN lacks the scope connections:write: make a new app-level token with it 应用级令牌缺少 connections:write 权限',
  account_inactive: 'SLACK_APP_TOKEN belongs to an app that was removed: make the app anew 应用已被移除',
  user_removed_from_team: 'SLACK_APP_TOKEN: the app was removed from the workspace 应用已从工作区移除',
  team_disabled: 'SLACK_APP_TOKEN: the workspace is disabled 工作区已停用',
  forbidden_team: 'SLACK_APP_TOKEN: the workspace may not use Socket Mode 工作区不能使用 Socket Mode',
  socket_mode_not_enabled: 'Socket Mode is off: switch it on (Socket Mode) 请打开 Socket Mode',
};

/** Why the socket cannot be opened, in words; undefined where it may be later. */
export const socketObstacle = (code: string | undefined): string | undefined =>
  code === undefined ? undefined : APP_TOKEN[code];

const fatal = (text: string): Obstacle => ({ text, isFatal: true });
const partial = (text: string): Obstacle => ({ text, isFatal: false });

function obstacleOf(error: unknown, words: Readonly<Record<string, string>>, call: string): Obstacle {
  const { attempt, code = attempt.reason } = readFailure(error);
  const known = words[code];
  if (known !== undefined) return fatal(known);
  const text = `Slack refuses ${call}: ${code} Slack 拒绝了请求`;
  return attempt.kind === 'refused'
    ? fatal(text)
    : {
        text: `Slack cannot be reached (${call}: ${code}); trying again 暂时连不上 Slack，稍后重试`,
        isFatal: true,
        isPassing: true,
      };
}

/** Names everything that is missing before the first question comes. */
export async function preflight(client: webApi.WebClient, settings: SlackSettings): Promise<Preflight> {
  let identity: Identity;
  const obstacles: Obstacle[] = [];
  try {
    const { team_id: team, user_id: user, response_metadata: about } = await client.auth.test();
    if (team === undefined || user === undefined)
      return {
        identity: undefined,
        obstacles: [fatal('Slack does not say which app the SLACK_BOT_TOKEN is for 无法识别令牌')],
      };
    identity = { team, user };
    obstacles.push(...missingScopes(about?.scopes));
  } catch (error) {
    return { identity: undefined, obstacles: [obstacleOf(error, BOT_TOKEN, 'auth.test')] };
  }
  if (settings.connection.mode === 'socket')
    obstacles.push(...(await checkSocket(client, settings.connection.appToken)));
  if (settings.moderationChannel === undefined)
    obstacles.push(
      partial(
        'SLACK_MODERATION_CHANNEL is not set: questions for a person wait unseen in Slack 未设置管理频道，转人工的问题在 Slack 里没有人看到',
      ),
    );
  else obstacles.push(...(await checkChannel(client, settings.moderationChannel)));
  return { identity, obstacles };
}

/** A server that does not name the scopes is taken at its word later, call by call. */
function missingScopes(granted: readonly string[] | undefined): Obstacle[] {
  if (!granted || granted.join('') === '') return [];
  const missing = scopes().filter((scope) => !granted.includes(scope));
  if (missing.length === 0) return [];
  const names = missing.join(', ');
  const text = `the app lacks ${names}: add it under OAuth & Permissions, or paste the manifest anew, and reinstall the app 应用缺少权限：${names}，请补上后重新安装`;
  return [missing.includes('chat:write') ? fatal(text) : partial(text)];
}

async function checkSocket(client: webApi.WebClient, token: string): Promise<Obstacle[]> {
  try {
    await client.apps.connections.open({ token });
    return [];
  } catch (error) {
    return [obstacleOf(error, APP_TOKEN, 'apps.connections.open')];
  }
}

async function checkChannel(client: webApi.WebClient, channel: string): Promise<Obstacle[]> {
  try {
    const { channel: found } = await client.conversations.info({ channel });
    if (found?.is_archived === true)
      return [
        partial(`SLACK_MODERATION_CHANNEL ${channel} is archived: choose another 管理频道已归档，请另选`),
      ];
    return found?.is_member === false
      ? [
          partial(
            `the app is not in SLACK_MODERATION_CHANNEL ${channel}: type /invite @Shuwen there 应用不在管理频道，请在那里邀请它`,
          ),
        ]
      : [];
  } catch (error) {
    const { code = '' } = readFailure(error);
    return code === 'channel_not_found'
      ? [
          partial(
            `SLACK_MODERATION_CHANNEL ${channel} is not there, or private without the app: check the id, and type /invite @Shuwen there 找不到管理频道，请核对编号并邀请应用`,
          ),
        ]
      : [];
  }
}
