import type { Language } from '../knowledge/fields.ts';
import type { AsOfNotice } from './reply.ts';

/** A date known to the day, the month or the year, in words. */
type DateWords = (iso: string) => string;
type Describe = (notice: AsOfNotice, date: DateWords) => string;

const zh: Describe = ({ relation, date: asked, holds, isCurrent, from, until, earlier, current }, date) => {
  const when = relation === 'before' ? `${date(asked)}之前` : date(asked);
  const since = from === undefined ? '' : `自${date(from)}起施行`;
  if (!holds) {
    const shown = isCurrent ? '以下是现行规则' : '以下是最接近的规则';
    return `现有资料中没有${when}适用的规则。${shown}${since === '' ? '' : `，${since}`}。`;
  }
  const end = until === undefined ? '' : `效力截至${date(until)}`;
  const period = [since, isCurrent ? '' : end].filter(Boolean).join('，');
  const told = [
    `${when}适用的是本规则${isCurrent ? '，现在仍然适用' : ''}${period === '' ? '' : `（${period}）`}。`,
  ];
  if (earlier) told.push(`在此期间的前一段适用的是另一规则：${earlier.label}`);
  if (current)
    told.push(
      `现行规则${current.since === undefined ? '' : `自${date(current.since)}起施行`}：${current.label}`,
    );
  else if (!isCurrent) told.push('本规则现已失效。');
  return told.join('');
};

const en: Describe = ({ relation, date: asked, holds, isCurrent, from, until, earlier, current }, date) => {
  const preposition = asked.length === 'YYYY-MM-DD'.length ? 'on' : 'in';
  const when = `${relation === 'before' ? 'before' : preposition} ${date(asked)}`;
  const since = from === undefined ? '' : `since ${date(from)}`;
  if (!holds) {
    const shown = isCurrent ? 'The current rule is shown' : 'The nearest rule is shown';
    return `No rule here applied ${when}. ${shown}${since === '' ? '' : `; it has applied ${since}`}.`;
  }
  const start = from === undefined ? '' : `from ${date(from)}`;
  const end = until === undefined ? '' : `until ${date(until)}`;
  const period = isCurrent ? since : [start, end].filter(Boolean).join(' ');
  const told = [
    `This rule applied ${when}${isCurrent ? ' and still applies' : ''}${period === '' ? '' : ` (${period})`}.`,
  ];
  if (earlier) told.push(`Another rule applied in the first part of that time: ${earlier.label}`);
  if (current)
    told.push(
      `The current rule${current.since === undefined ? '' : `, since ${date(current.since)}`}: ${current.label}`,
    );
  else if (!isCurrent) told.push('It is no longer in force.');
  return told.join(' ');
};

const DESCRIBE: Readonly<Record<Language, Describe>> = { zh, en };

/** Which rule applied at the time asked for, and which does today. */
export const describeAsOf = (notice: AsOfNotice, language: Language, date: DateWords): string =>
  DESCRIBE[language](notice, date);
