import { LANGUAGES } from '../fields.ts';
import { type Check, warningAt } from './check.ts';

/** Below this, an entry is found by luck. */
const ENOUGH = 6;

export const checkPhrasingCount: Check = (documents, places) =>
  documents.entries.flatMap(({ id, phrasings }) =>
    LANGUAGES.filter((language) => phrasings[language].length < ENOUGH).map((language) =>
      warningAt(
        places,
        { kind: 'entry', id },
        ['phrasings', language],
        `phrasings.${language} holds ${phrasings[language].length}: add some, ${ENOUGH} at least`,
      ),
    ),
  );
