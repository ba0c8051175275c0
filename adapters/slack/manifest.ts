import { Document } from 'yaml';
import type { SlackSettings } from './settings.ts';

/** What the app may do in the workspace, and why it asks for it. */
const SCOPES = {
  'app_mentions:read': 'to see a question that mentions the app',
  'assistant:write': 'prompts and status in the assistant pane',
  'channels:history': 'to look whether an answer has arrived before it is sent again',
  'channels:read': 'to check that the app is in the moderation channel',
  'chat:write': 'to answer',
  'chat:write.public': 'to share an answer in a public channel that the app has not joined',
  commands: 'the slash command and the message shortcut',
  'groups:history': 'moderators’ replies in a private moderation channel; the same look in private channels',
  'groups:read': 'to check that the app is in a private moderation channel',
  'im:history': 'direct messages to the app',
  'im:write': 'to bring a personal reply to someone who asked by command',
  'users:read': 'the asker’s language, where the question does not tell it',
} as const;
type Scope = keyof typeof SCOPES;

/** The app-level token's own: it opens the socket. */
const SOCKET_SCOPE = 'connections:write';

/** Only with SLACK_THREAD_FOLLOWUPS=1. */
const FOLLOWUP_EVENT = 'message.channels';

const EVENTS = [
  'app_home_opened',
  'app_mention',
  'assistant_thread_started',
  'message.groups',
  'message.im',
] as const;

export const scopes = (): readonly Scope[] => Object.keys(SCOPES) as Scope[];

const eventsOf = ({ threadFollowups }: Pick<SlackSettings, 'threadFollowups'>): readonly string[] =>
  threadFollowups ? [...EVENTS, FOLLOWUP_EVENT] : EVENTS;

/** The settings that show in the manifest. */
type Shape = Pick<SlackSettings, 'command' | 'threadFollowups'> & {
  readonly requestUrl?: string | undefined;
};

/** The app as Slack's "create from a manifest" takes it. @param requestUrl for HTTP mode; Socket Mode without it */
function manifestOf({ command, threadFollowups, requestUrl }: Shape) {
  const url = requestUrl === undefined ? {} : { url: requestUrl };
  const request = requestUrl === undefined ? {} : { request_url: requestUrl };
  return {
    display_information: {
      name: 'Shuwen 数问',
      description: 'Vetted trade-policy answers 经审核的贸易政策问答',
      background_color: '#1f4e5f',
    },
    features: {
      app_home: { home_tab_enabled: true, messages_tab_enabled: true, messages_tab_read_only_enabled: false },
      assistant_view: {
        assistant_description:
          'Vetted trade-policy answers, each with its source 经审核的贸易政策问答，注明依据',
      },
      bot_user: { display_name: 'Shuwen 数问', always_online: true },
      shortcuts: [
        {
          name: 'Ask about this 问这条消息',
          type: 'message',
          callback_id: 'ask-about-message',
          description: 'Answers the message, seen by you alone 就这条消息提问',
        },
      ],
      slash_commands: [
        {
          command,
          ...url,
          description: 'Ask a trade-policy question 提问',
          usage_hint: '[question 问题]',
          should_escape: false,
        },
      ],
    },
    oauth_config: { scopes: { bot: [...scopes()] } },
    settings: {
      event_subscriptions: { ...request, bot_events: [...eventsOf({ threadFollowups })] },
      interactivity: { is_enabled: true, ...request },
      org_deploy_enabled: false,
      socket_mode_enabled: requestUrl === undefined,
      token_rotation_enabled: false,
    },
  };
}

/** The manifest as YAML, with the reason beside each scope. */
export function renderManifest(shape: Shape): string {
  const document = new Document(manifestOf(shape));
  document.commentBefore =
    ' Made by `npm run -s shuwen -- slack manifest`; paste it at https://api.slack.com/apps, "From a manifest".\n' +
    ` Afterwards make an app-level token with ${SOCKET_SCOPE} for Socket Mode.\n Scopes:\n` +
    Object.entries(SCOPES)
      .map(([scope, why]) => `   ${scope}: ${why}`)
      .join('\n');
  return document.toString({ lineWidth: 0, singleQuote: true });
}
