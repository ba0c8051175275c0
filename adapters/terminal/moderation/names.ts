import type { Moderation } from '../../../src/moderation/moderation.ts';

/** What people are called, asked once each. */
export async function namesOf(
  moderation: Moderation,
  people: readonly string[],
): Promise<(person: string) => string> {
  const names = new Map<string, string>();
  for (const person of new Set(people)) names.set(person, await moderation.nameOf(person));
  return (person) => names.get(person) ?? person;
}
