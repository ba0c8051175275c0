import { CHAT_WORDING } from '../../../src/assistant/chat-wording.ts';
import type { AnsweredCase } from '../../../src/assistant/ports.ts';
import type { Choice } from '../../../src/assistant/reply.ts';
import type { Language } from '../../../src/knowledge/fields.ts';
import { PAGE_WORDS } from '../words.ts';
import { Choices } from './choices.tsx';

interface LettersProps {
  readonly replies: readonly AnsweredCase[];
  /** Answers shown here that have changed since. */
  readonly corrected: readonly Choice[];
  readonly language: Language;
}

/** What has come for this visitor since they asked. A person's reply is plain text, as it was written. */
export const Letters = ({ replies, corrected, language }: LettersProps) => (
  <>
    {corrected.length > 0 && (
      <article class="letter">
        <h2>{PAGE_WORDS[language].changedSince}</h2>
        <Choices choices={corrected} language={language} as="links" quiet />
      </article>
    )}
    {replies.map(({ id, question, answer }) => (
      <article class="letter">
        <h2>{CHAT_WORDING[language].personalReply}</h2>
        <p class="about">{CHAT_WORDING[language].personalReplyTo(question)}</p>
        <p class="written">{answer}</p>
        <form method="post" action="/letters">
          <button name="letter" value={String(id)}>
            {PAGE_WORDS[language].putAway}
          </button>
        </form>
      </article>
    ))}
  </>
);
