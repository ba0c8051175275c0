import { LANGUAGES } from '../fields.ts';
import { type Check, warningAt } from './check.ts';

const AWAITS = {
  zh: /待.{0,8}(确认|核实|核对|证实)|尚待|未(经|能)(确认|核实|证实)/,
  en: /unconfirmed|(await|pending).{0,25}(confirm|verif|check)|(to be|not|not yet|not be|not been) (confirmed|verified)/i,
};

/** A source tells its place and its day. */
export const checkSourcePlaces: Check = (documents, places) =>
  documents.entries.flatMap(({ id, sources }) =>
    sources.flatMap((source, index) =>
      (['article', 'published'] as const)
        .filter((field) => source[field] === undefined)
        .map((field) =>
          warningAt(places, { kind: 'entry', id }, ['sources', index], `source #${index + 1} has no ${field}: give one`),
        ),
    ),
  );

/** What no source confirms is said to be so, in both languages. */
export const checkUnconfirmed: Check = (documents, places) =>
  documents.entries.flatMap(({ id, sources, shortAnswer, answer }) => {
    const unconfirmed = sources.findIndex(({ confirmed }) => confirmed === 'unconfirmed');
    if (unconfirmed < 0) return [];
    return LANGUAGES.filter((language) => !AWAITS[language].test(`${shortAnswer[language]}\n${answer[language]}`)).map(
      (language) =>
        warningAt(
          places,
          { kind: 'entry', id },
          ['answer', language],
          `source #${unconfirmed + 1} is unconfirmed, but answer.${language} does not say that it awaits confirmation: say so`,
        ),
    );
  });
