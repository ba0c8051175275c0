import type { Notice, ShownEntry, ShownSource } from '../../../src/assistant/reply.ts';
import { WORDING, describeNotice, describeReview } from '../../../src/assistant/wording.ts';
import type { Language } from '../../../src/knowledge/fields.ts';
import { PAGE_WORDS } from '../words.ts';
import { Choices } from './choices.tsx';

interface InLanguage {
  readonly language: Language;
}

export const Notices = ({ notices, language }: InLanguage & { readonly notices: readonly Notice[] }) => (
  <>
    {notices.map((notice) => (
      <p class="notice" role="note">
        <span class="mark" aria-hidden="true">
          !
        </span>
        {notice.kind === 'replaced' ? (
          <a href={`/e/${notice.by.id}?lang=${language}`}>{describeNotice(notice, language)}</a>
        ) : (
          <span>{describeNotice(notice, language)}</span>
        )}
      </p>
    ))}
  </>
);

const SourceLine = ({ source, language }: InLanguage & { readonly source: ShownSource }) => {
  const { instrument, article, title, url, published, confirmed } = source;
  const words = WORDING[language];
  return (
    <li>
      <cite>{instrument}</cite>
      {article !== undefined && <span class="article">{article}</span>}
      <span class="where">
        {url === undefined ? (
          title
        ) : (
          <a href={url} rel="noreferrer">
            {title}
          </a>
        )}
      </span>
      <span class={`confirmed ${confirmed}`}>
        {published !== undefined && `${words.published(published)} · `}
        {words.confirmed[confirmed]}
      </span>
    </li>
  );
};

export const Sources = ({ sources, language }: InLanguage & { readonly sources: readonly ShownSource[] }) => (
  <section class="sources">
    <h3>{WORDING[language].sources}</h3>
    <ol>
      {sources.map((source) => (
        <SourceLine source={source} language={language} />
      ))}
    </ol>
  </section>
);

/** As of when, by whom, where to find it again, and what it is not. */
export const Provenance = ({ entry, language }: InLanguage & { readonly entry: ShownEntry }) => (
  <footer class="provenance">
    <p>
      <span>{WORDING[language].asOf(entry.asOf)}</span>
      <span>{describeReview(entry, language)}</span>
      <span class="revision">{PAGE_WORDS[language].revision(entry.revision)}</span>
      <a href={entry.permalink ?? `/e/${entry.id}`}>{WORDING[language].permalink}</a>
    </p>
    <p>{WORDING[language].legalLine}</p>
  </footer>
);

type Beside = InLanguage & { readonly entry: ShownEntry; readonly as: 'buttons' | 'links' };

/** What else may be meant, and what is near. */
export const BesideEntry = ({ entry, language, as }: Beside) => (
  <>
    {entry.confusable.length > 0 && (
      <section class="beside">
        <h3>{WORDING[language].confusable}</h3>
        <Choices choices={entry.confusable} language={language} as={as} quiet />
      </section>
    )}
    {entry.related.length > 0 && (
      <section class="beside">
        <h3>{WORDING[language].related}</h3>
        <Choices choices={entry.related} language={language} as={as} quiet />
      </section>
    )}
  </>
);
