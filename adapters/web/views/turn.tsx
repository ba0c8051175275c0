import type { Reply } from '../../../src/assistant/reply.ts';
import { LANGUAGE_TAG } from '../words.ts';
import { ReplyView } from './reply.tsx';

interface TurnProps {
  /** The question as it was typed; absent for what was chosen. */
  readonly asked: string | undefined;
  readonly reply: Reply;
}

const CONTROL = /[^\P{Cc}\n]/gu;

/** What heads a reply: the question as typed, or the title of what was chosen. */
function headingOf({ asked, reply }: TurnProps): string {
  const typed = asked?.toWellFormed().replace(CONTROL, '').trim();
  if (typed !== undefined && typed !== '') return typed;
  if (reply.kind === 'answered' || reply.kind === 'withheld') return reply.entry.question;
  return reply.kind === 'guided' ? reply.title : '—';
}

/** A question and its reply. */
export const Turn = (turn: TurnProps) => {
  const heading = headingOf(turn);
  return (
    <article class="turn" lang={LANGUAGE_TAG[turn.reply.language]}>
      <h2 tabindex={-1}>{heading}</h2>
      <ReplyView reply={turn.reply} place={{ kind: 'turn', heading }} />
    </article>
  );
};
