import type { types } from '@slack/bolt';
import { CHAT_WORDING } from '../../src/assistant/chat-wording.ts';
import type { IncomingOf } from './incoming.ts';
import { SLACK_WORDING } from './slack-wording.ts';

const plain = (text: string): types.PlainTextElement => ({ type: 'plain_text', text, emoji: false });

/** A plain-text input takes 3,000 characters at most. */
const MOST_WRITTEN = 3_000;

export const WHY_FORM = 'why';

/** Asks what was not helpful; the click it was opened by rides along. */
export const whyForm = (clicked: IncomingOf<'unhelpful'>): types.ModalView => ({
  type: 'modal',
  callback_id: WHY_FORM,
  private_metadata: JSON.stringify(clicked),
  title: plain(SLACK_WORDING[clicked.language].whyTitle),
  submit: plain(SLACK_WORDING[clicked.language].send),
  close: plain(SLACK_WORDING[clicked.language].cancel),
  blocks: [
    {
      type: 'input',
      block_id: 'why',
      label: plain(CHAT_WORDING[clicked.language].whyUnhelpful),
      element: { type: 'plain_text_input', action_id: 'why', multiline: true, max_length: MOST_WRITTEN },
    },
  ],
});
