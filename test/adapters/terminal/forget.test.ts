import { expect, test } from 'vitest';
import { forget } from '../../../adapters/terminal/forget.ts';
import { aTerminal } from './in-process.ts';

/** Types at the question whether to erase. */
async function type(typed: string) {
  const { terminal, written } = aTerminal(typed, { isTTY: true });
  const erased: string[] = [];
  const code = await forget(['slack/T1/U2'], terminal, ({ user }) => {
    erased.push(user);
    return Promise.resolve({ questions: 2 });
  });
  return { code, erased, ...(await written()) };
}

test('a person is erased on a yes', async () => {
  const { code, erased, output } = await type('y\n');
  expect({ code, erased }).toEqual({ code: 0, erased: ['U2'] });
  expect(output).toContain('questions 2');
});

test.each(['\n', 'n\n', ''])('nobody is erased on %j', async (typed) => {
  const { code, erased, errors } = await type(typed);
  expect({ code, erased }).toEqual({ code: 1, erased: [] });
  expect(errors).toContain('nothing was erased');
});
