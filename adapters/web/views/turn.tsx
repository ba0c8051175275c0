import type { Turn as AssistantTurn } from '../../../src/assistant/assistant.ts';
import { LANGUAGE_TAG } from '../words.ts';
import { ReplyView } from './reply.tsx';
import { TurnActions } from './turn-actions.tsx';

interface TurnProps {
  /** The question as it was typed; absent for what was chosen. */
  readonly asked: string | undefined;
  readonly turn: AssistantTurn;
}

const CONTROL = /[^\P{Cc}\n]/gu;

/** What heads a reply: the question as typed, or the title of what was chosen. */
function headingOf({ asked, turn: { reply } }: TurnProps): string {
  const typed = asked?.toWellFormed().replace(CONTROL, '').trim();
  if (typed !== undefined && typed !== '') return typed;
  if (reply.kind === 'answered' || reply.kind === 'withheld') return reply.entry.question;
  return reply.kind === 'guided' ? reply.title : '—';
}

/** A question and its reply. */
export const Turn = ({ asked, turn }: TurnProps) => {
  const heading = headingOf({ asked, turn });
  return (
    <article class="turn" lang={LANGUAGE_TAG[turn.reply.language]}>
      <h2 tabindex={-1}>{heading}</h2>
      <ReplyView reply={turn.reply} place={{ kind: 'turn', heading }} />
      <TurnActions turn={turn} />
    </article>
  );
};
