import type { Trouble } from '../../../src/moderation/wording.ts';
import { type Line, line } from '../line.ts';

/** What lies behind a refusal, one line each. */
export function troubleLines(trouble: Trouble, nameOf: (person: string) => string): Line[] {
  switch (trouble.kind) {
    case 'invalid':
      return trouble.faults.map(({ message }) => item('', message));
    case 'broken-questions':
      return trouble.questions.map(({ text, expect, got }) => item(text, `${expect} → ${got}`));
    case 'stale-base':
      return trouble.since.map(({ number, person, at }) =>
        item(`r${number}`, `${nameOf(person)} ${new Date(at).toISOString()}`),
      );
    default:
      return [];
  }
}

const item = (subject: string, told: string): Line => ({
  ...line(told),
  lead: { text: subject === '' ? '   ' : `   ${subject}  `, look: 'faint' },
});
