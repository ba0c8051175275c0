import type { Letter } from '../assistant/letter.ts';
import { detectLanguage } from '../engine/text/language.ts';
import type { ModerationParts } from './parts.ts';
import { type By, type Denied, authorize } from './permission.ts';
import type { OpenCase } from './ports.ts';
import { isWeb } from './reach.ts';

/** There is no such case, or someone else was faster. */
export interface CaseClosed {
  readonly kind: 'case-closed';
}

type Parts = Pick<ModerationParts, 'store'>;

export async function listCases(
  { store }: Parts,
  by: By,
): Promise<Denied | { readonly kind: 'cases'; readonly cases: readonly OpenCase[] }> {
  const allowed = await authorize(store.read, by, 'read-cases');
  return allowed.kind === 'denied' ? allowed : { kind: 'cases', cases: await store.read.cases.listOpen() };
}

/** A person's answer to a question that the knowledge does not hold: it goes to where the question came from. */
export async function answerCase(
  { store }: Parts,
  { case: id, text, by }: { readonly case: number; readonly text: string; readonly by: By },
): Promise<Denied | CaseClosed | { readonly kind: 'case-answered'; readonly isPosted: boolean }> {
  return store.write(async ({ people, tokens, cases, outbox, audit }) => {
    const allowed = await authorize({ people, tokens }, by, 'answer-case');
    if (allowed.kind === 'denied') return allowed;
    const found = await cases.findOpen(id);
    if (!found || !(await cases.answer(id, allowed.person, text))) return { kind: 'case-closed' };
    const { destination, person, question } = found;
    const language = detectLanguage(question) ?? 'zh';
    const payload: Letter = { kind: 'personal-reply', case: id, question, text, language };
    const isPosted = destination !== null && !isWeb(destination);
    if (isPosted)
      await outbox.post({ destination, payload: JSON.stringify(payload), person: person ?? undefined });
    await audit.record({
      person: allowed.person,
      action: 'answered',
      subject: `case ${id}`,
      details: { isPosted },
    });
    return { kind: 'case-answered', isPosted };
  });
}

/** Puts a case away without an answer. */
export async function closeCase(
  { store }: Parts,
  { case: id, by }: { readonly case: number; readonly by: By },
): Promise<Denied | CaseClosed | { readonly kind: 'case-put-away' }> {
  return store.write(async ({ people, tokens, cases, audit }) => {
    const allowed = await authorize({ people, tokens }, by, 'close-case');
    if (allowed.kind === 'denied') return allowed;
    if (!(await cases.close(id, allowed.person))) return { kind: 'case-closed' };
    await audit.record({ person: allowed.person, action: 'closed', subject: `case ${id}`, details: {} });
    return { kind: 'case-put-away' };
  });
}
