import type { Notice, ShownEntry, ShownSource } from '../../../src/assistant/reply.ts';
import { WORDING, describeNotice, describeReview } from '../../../src/assistant/wording.ts';
import type { Language } from '../../../src/knowledge/fields.ts';
import { PAGE_WORDS } from '../words.ts';
import { Choices } from './choices.tsx';
import type { Place } from './place.ts';
import { Section } from './section.tsx';

interface InLanguage {
  readonly language: Language;
}

/** The entry that a notice leads to. */
function linkOf(notice: Notice): string | undefined {
  if (notice.kind === 'replaced') return notice.by.id;
  return notice.kind === 'as-of' ? notice.current?.id : undefined;
}

export const Notices = ({ notices, language }: InLanguage & { readonly notices: readonly Notice[] }) => (
  <>
    {notices.map((notice) => {
      const [to, text] = [linkOf(notice), describeNotice(notice, language)];
      return (
        <p class="notice" role="note">
          <span class="mark" aria-hidden="true">
            !
          </span>
          {to === undefined ? <span>{text}</span> : <a href={`/e/${to}?lang=${language}`}>{text}</a>}
        </p>
      );
    })}
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

type Placed = InLanguage & { readonly place: Place };

export const Sources = ({
  sources,
  language,
  place,
}: Placed & { readonly sources: readonly ShownSource[] }) => (
  <Section look="sources" title={WORDING[language].sources} place={place}>
    <ol>
      {sources.map((source) => (
        <SourceLine source={source} language={language} />
      ))}
    </ol>
  </Section>
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

/** What else may be meant, and what is near: to be asked in the conversation, or looked up beside the entry's page. */
export const BesideEntry = ({ entry, language, place }: Placed & { readonly entry: ShownEntry }) => {
  const as = place.kind === 'turn' ? 'buttons' : 'links';
  const { confusable, related } = WORDING[language];
  return (
    <>
      {entry.confusable.length > 0 && (
        <Section look="beside" title={confusable} place={place}>
          <Choices choices={entry.confusable} language={language} as={as} quiet />
        </Section>
      )}
      {entry.related.length > 0 && (
        <Section look="beside" title={related} place={place}>
          <Choices choices={entry.related} language={language} as={as} quiet />
        </Section>
      )}
    </>
  );
};
