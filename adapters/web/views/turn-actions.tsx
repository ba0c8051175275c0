import type { Turn } from '../../../src/assistant/assistant.ts';
import { CHAT_WORDING } from '../../../src/assistant/chat-wording.ts';
import type { Reply } from '../../../src/assistant/reply.ts';

/** Whether a person is offered under a reply: where the question may have gone unanswered. */
const OFFERS_PERSON: Readonly<Record<Reply['kind'], (reply: Reply) => boolean>> = {
  answered: () => true,
  withheld: () => true,
  ambiguous: () => true,
  guided: () => false,
  abstained: () => true,
  social: (reply) => reply.kind === 'social' && reply.act === 'person',
};

/** What can be done about a reply: say whether it helped, or pass the question to a person. */
export const TurnActions = ({ turn: { reply, question, delivery } }: { readonly turn: Turn }) => {
  const words = CHAT_WORDING[reply.language];
  const isOffered = question !== undefined && OFFERS_PERSON[reply.kind](reply);
  if (!isOffered && delivery === undefined) return null;
  return (
    <form method="post" action="/act" class="actions" data-act>
      <input type="hidden" name="language" value={reply.language} />
      {question !== undefined && <input type="hidden" name="question" value={String(question)} />}
      {delivery !== undefined && <input type="hidden" name="delivery" value={String(delivery)} />}
      {delivery !== undefined && (
        <>
          <button name="act" value="helpful">
            {words.helpful}
          </button>
          <button name="act" value="unhelpful">
            {words.unhelpful}
          </button>
        </>
      )}
      {isOffered && (
        <button name="act" value="person">
          {words.askPerson}
        </button>
      )}
    </form>
  );
};
