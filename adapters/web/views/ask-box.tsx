import { MAX_UTTERANCE } from '../../../src/engine/text/normalise.ts';
import type { Language } from '../../../src/knowledge/fields.ts';
import { LANGUAGE_TAG, PAGE_WORDS } from '../words.ts';

/** The question box. `data-*` holds what the script says, so that it needs no words of its own. */
export const AskBox = ({ language }: { readonly language: Language }) => {
  const words = PAGE_WORDS[language];
  return (
    <form
      id="ask"
      class="ask"
      method="post"
      action="/ask"
      lang={LANGUAGE_TAG[language]}
      data-language={language}
      data-suggestions={words.suggestions}
      data-answered={words.answered}
      data-unreachable={words.unreachable}
    >
      <label for="text" class="visually-hidden">
        {words.question}
      </label>
      <div class="box">
        <textarea
          id="text"
          name="text"
          rows={1}
          required
          maxlength={MAX_UTTERANCE}
          placeholder={words.placeholder}
          autocomplete="off"
          enterkeyhint="send"
        ></textarea>
        <button class="send">{words.ask}</button>
      </div>
      <ul id="suggestions" role="listbox" aria-label={words.samples} hidden></ul>
      <p id="said" role="status" class="visually-hidden"></p>
      <div id="fault" role="alert"></div>
    </form>
  );
};
