import { describe, expect, it } from 'vitest';
import { letter } from '../../../src/assistant/letter.ts';
import { showLetter } from '../../../src/assistant/show-letter.ts';

const nothing = () => undefined;

describe('a letter', () => {
  it('shows moderators the question and how to answer it, in its language', () => {
    const shown = showLetter(
      letter.parse({ kind: 'case', case: 7, question: 'DEPA?', language: 'en' }),
      nothing,
    );
    expect(shown).toMatchObject({ language: 'en', quoted: 'DEPA?' });
    expect(shown.heading).toContain('7');
  });

  it('marks a personal reply as one', () => {
    const reply = {
      kind: 'personal-reply',
      case: 7,
      question: 'DEPA?',
      text: '<b>见附件</b>',
      language: 'zh',
    };
    const shown = showLetter(letter.parse(reply), nothing);
    expect(shown.heading).toContain('人工答复');
    expect(shown.quoted).toBe('<b>见附件</b>');
  });

  it('corrects with the text that stands now, or says that the answer is withdrawn', () => {
    const correction = letter.parse({ kind: 'correction', entry: 'gone', from: 1, to: 2, language: 'en' });
    const social = { kind: 'social', language: 'en', confidence: 1, act: 'help' } as const;
    expect(showLetter(correction, () => social).reply).toBe(social);
    expect(showLetter(correction, nothing).heading).toContain('withdrawn');
  });
});
