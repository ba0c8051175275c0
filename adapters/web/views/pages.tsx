import type { JSX } from 'hono/jsx/jsx-runtime';
import type { Turn as AssistantTurn } from '../../../src/assistant/assistant.ts';
import type { AnsweredReply, Choice, WithheldReply } from '../../../src/assistant/reply.ts';
import type { Language } from '../../../src/knowledge/fields.ts';
import { LANGUAGE_TAG, PAGE_WORDS } from '../words.ts';
import { AskBox } from './ask-box.tsx';
import { Choices } from './choices.tsx';
import { FaultNote } from './fault-note.tsx';
import { Layout } from './layout.tsx';
import { ReplyView } from './reply.tsx';
import { Turn } from './turn.tsx';

/** A question to begin with, under its topic. */
export interface Sample {
  readonly topic: string;
  readonly choice: Choice;
}

interface PageProps {
  readonly language: Language;
}

const Samples = ({ samples, language }: PageProps & { readonly samples: readonly Sample[] }) => (
  <form method="post" action="/ask" class="choice-form samples" id="samples">
    <input type="hidden" name="language" value={language} />
    <h2>{PAGE_WORDS[language].samples}</h2>
    <ul class="choices rows">
      {samples.map(({ topic, choice }) => (
        <li>
          <button name="choose" value={choice.id}>
            <span class="topic">{topic}</span>
            <span class="label">{choice.label}</span>
          </button>
        </li>
      ))}
    </ul>
  </form>
);

/** The first visit. */
export const HomePage = ({
  language,
  samples,
  letters,
}: PageProps & { readonly samples: readonly Sample[]; readonly letters?: JSX.Element }) => {
  const words = PAGE_WORDS[language];
  return (
    <Layout language={language} title={`${words.name} · ${words.claim}`} path="/" nameIsHeading>
      <main id="main">
        <p class="promise" id="promise">
          {words.promise.map((part) => (
            <span>{part}</span>
          ))}
        </p>
        {letters}
        <AskBox language={language} />
        <div id="turns"></div>
        <Samples samples={samples} language={language} />
      </main>
    </Layout>
  );
};

/** A reply to the form as a whole page, for those without the script. */
export const AnswerPage = ({
  language,
  asked,
  turn,
}: PageProps & { readonly asked: string | undefined; readonly turn: AssistantTurn }) => {
  const words = PAGE_WORDS[language];
  return (
    <Layout language={language} title={`${words.name} · ${words.claim}`} path="/" nameIsHeading>
      <main id="main">
        <AskBox language={language} />
        <div id="turns">
          <Turn asked={asked} turn={turn} />
        </div>
      </main>
    </Layout>
  );
};

/** The public page of an entry. */
export const EntryPage = ({
  language,
  reply,
}: PageProps & { readonly reply: AnsweredReply | WithheldReply }) => {
  const words = PAGE_WORDS[language];
  const { entry } = reply;
  return (
    <Layout
      language={language}
      title={`${entry.question} · ${words.name}`}
      path={`/e/${entry.id}`}
      description={reply.kind === 'answered' ? entry.shortAnswer : entry.question}
    >
      <main id="main" class="entry-page" lang={LANGUAGE_TAG[language]}>
        <h1>{entry.question}</h1>
        <ReplyView reply={reply} place={{ kind: 'entry-page' }} />
        <section class="ask-another">
          <h2>{words.askAnother}</h2>
          <AskBox language={language} />
        </section>
      </main>
    </Layout>
  );
};

interface TroubleProps extends PageProps {
  readonly path: string;
  readonly sentence: string;
  readonly heading?: string;
  readonly requestId?: string | undefined;
  /** What may have been looked for. */
  readonly nearest?: readonly Choice[];
  readonly samples?: readonly Sample[];
}

/** A page that is not there, or did not work, and what to do about it. */
export const TroublePage = ({
  language,
  path,
  sentence,
  heading,
  requestId,
  nearest = [],
  samples = [],
}: TroubleProps) => {
  const words = PAGE_WORDS[language];
  return (
    <Layout language={language} title={`${heading ?? words.sorry} · ${words.name}`} path={path}>
      <main id="main">
        <h1 class="trouble">{heading ?? words.sorry}</h1>
        <FaultNote language={language} sentence={sentence} />
        {requestId !== undefined && (
          <p class="request-id">
            {words.requestId} <code>{requestId}</code>
          </p>
        )}
        <AskBox language={language} />
        {nearest.length > 0 && (
          <section class="beside">
            <h2>{words.perhaps}</h2>
            <Choices choices={nearest} language={language} as="links" quiet />
          </section>
        )}
        {samples.length > 0 && <Samples samples={samples} language={language} />}
      </main>
    </Layout>
  );
};
