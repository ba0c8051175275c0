import { CHAT_WORDING } from '../../../src/assistant/chat-wording.ts';
import type { AnsweredCase } from '../../../src/assistant/ports.ts';
import type { Language } from '../../../src/knowledge/fields.ts';
import { PAGE_WORDS } from '../words.ts';

interface LettersProps {
  readonly letters: readonly AnsweredCase[];
  readonly language: Language;
}

/** What has come for this visitor since they asked: plain text, as a person wrote it. */
export const Letters = ({ letters, language }: LettersProps) => (
  <>
    {letters.map(({ id, question, answer }) => (
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
