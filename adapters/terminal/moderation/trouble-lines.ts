import type { Trouble } from '../../../src/moderation/wording.ts';
import { type Line, line } from '../line.ts';

/** What lies behind a refusal, one line each. */
export function troubleLines(trouble: Trouble): Line[] {
  switch (trouble.kind) {
    case 'invalid':
      return trouble.faults.map(({ message }) => item('', message));
    case 'broken-questions':
      return trouble.questions.map(({ text, expect, got }) => item(text, `${expect} → ${got}`));
    case 'stale-base':
      return trouble.since.map(({ number, at }) => item(`r${number}`, new Date(at).toISOString()));
    default:
      return [];
  }
}

const item = (subject: string, told: string): Line => ({
  ...line(told),
  lead: { text: subject === '' ? '   ' : `   ${subject}  `, look: 'faint' },
});
