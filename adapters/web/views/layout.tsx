import type { Child } from 'hono/jsx';
import type { Language } from '../../../src/knowledge/fields.ts';
import { LANGUAGE_TAG, PAGE_WORDS } from '../words.ts';

interface LayoutProps {
  readonly language: Language;
  readonly title: string;
  /** Where the same page is to be had in the other language. */
  readonly path: string;
  readonly description?: string;
  /** The name of the whole is the heading, unless the page has one of its own. */
  readonly nameIsHeading?: boolean;
  readonly children: Child;
}

const Masthead = ({ language, path, nameIsHeading }: Omit<LayoutProps, 'children' | 'title'>) => {
  const words = PAGE_WORDS[language];
  const { otherLanguage: other } = words;
  const name = (
    <a href="/" class="name">
      <span class="wordmark">{words.name}</span> <span class="claim">{words.claim}</span>
    </a>
  );
  return (
    <header class="masthead">
      {nameIsHeading === true ? <h1>{name}</h1> : <p>{name}</p>}
      <a
        href={`${path}?lang=${other.language}`}
        class="switch"
        id="switch"
        lang={LANGUAGE_TAG[other.language]}
        hreflang={LANGUAGE_TAG[other.language]}
        data-language={other.language}
        aria-label={other.label}
      >
        {other.name}
      </a>
    </header>
  );
};

export const Layout = ({ language, title, path, description, nameIsHeading, children }: LayoutProps) => {
  const words = PAGE_WORDS[language];
  const { otherLanguage: other } = words;
  return (
    <html lang={LANGUAGE_TAG[language]}>
      <head>
        <meta charset="utf-8" />
        <title>{title}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="description" content={description ?? words.promise.join('')} />
        <link rel="icon" href="/static/icon.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="/static/page.css" />
        <link rel="stylesheet" href="/static/reply.css" />
        <link rel="stylesheet" href="/static/print.css" media="print" />
        <link
          rel="alternate"
          hreflang={LANGUAGE_TAG[other.language]}
          href={`${path}?lang=${other.language}`}
        />
        <script src="/static/page.js" type="module"></script>
      </head>
      <body>
        <a class="skip" href="#text">
          {words.skip}
        </a>
        <Masthead language={language} path={path} nameIsHeading={nameIsHeading === true} />
        {children}
        <footer class="colophon" id="colophon">
          <p class="keys">{words.keys}</p>
          <p>{words.privacy}</p>
        </footer>
      </body>
    </html>
  );
};
