import { WORDING } from '../../../src/assistant/wording.ts';
import type { ShownEntry } from '../../../src/assistant/reply.ts';
import type { Language } from '../../../src/knowledge/fields.ts';
import type { PastText, Withdrawn } from '../archive.ts';
import { LANGUAGE_TAG, PAGE_WORDS } from '../words.ts';
import { AskBox } from './ask-box.tsx';
import { Blocks } from './blocks.tsx';
import { Provenance, Sources } from './entry.tsx';
import { Layout } from './layout.tsx';

interface PastProps {
  readonly language: Language;
  readonly shown: ShownEntry;
  readonly past: PastText;
}

/** An entry as it read at a revision: for who has to show what was said then. */
export const PastPage = ({ language, shown, past }: PastProps) => {
  const words = PAGE_WORDS[language];
  const { date } = WORDING[language];
  return (
    <Layout
      language={language}
      title={`${shown.question} · ${words.revision(past.revision)} · ${words.name}`}
      path={`/e/${shown.id}/r/${past.revision}`}
      description={shown.question}
    >
      <main id="main" class="entry-page" lang={LANGUAGE_TAG[language]}>
        <h1>{shown.question}</h1>
        <p class="notice">
          {words.pastText(past.revision, date(past.published))}{' '}
          <a href={`/e/${shown.id}`}>{past.isCurrent ? words.stillStands : words.textNow}</a>
        </p>
        <p class="short">{shown.shortAnswer}</p>
        <div class="body">
          <Blocks blocks={shown.body} />
        </div>
        <Sources sources={shown.sources} language={language} place={{ kind: 'entry-page' }} />
        <Provenance entry={shown} language={language} />
      </main>
    </Layout>
  );
};

interface WithdrawnProps {
  readonly language: Language;
  readonly id: string;
  readonly withdrawn: Withdrawn;
}

/** What stands at the address of an answer that is not given any more: since when, why, and what to read instead. */
export const WithdrawnPage = ({ language, id, withdrawn }: WithdrawnProps) => {
  const words = PAGE_WORDS[language];
  return (
    <Layout language={language} title={`${words.withdrawnPage} · ${words.name}`} path={`/e/${id}`}>
      <main id="main">
        <h1 class="trouble">{words.withdrawnPage}</h1>
        <p class="notice">{words.withdrawnOn(WORDING[language].date(withdrawn.on))}</p>
        <p class="written">{withdrawn.reason[language]}</p>
        {withdrawn.replacedBy !== undefined && (
          <p>
            <a href={`/e/${withdrawn.replacedBy}`}>{words.readInstead}</a>
          </p>
        )}
        <AskBox language={language} />
      </main>
    </Layout>
  );
};
