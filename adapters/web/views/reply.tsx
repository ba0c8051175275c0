import type { JSX } from 'hono/jsx/jsx-runtime';
import { type ReplyTable, showReply } from '../../../src/assistant/reply-table.ts';
import type { AnsweredReply, Reply, TrailStep } from '../../../src/assistant/reply.ts';
import { WORDING, describeAbstention } from '../../../src/assistant/wording.ts';
import type { Language } from '../../../src/knowledge/fields.ts';
import { LANGUAGE_TAG, PAGE_WORDS } from '../words.ts';
import { Blocks } from './blocks.tsx';
import { Choices } from './choices.tsx';
import { BesideEntry, Notices, Provenance, Sources } from './entry.tsx';
import type { Place } from './place.ts';
import { Section } from './section.tsx';

/** The vetted question, where it is not already the heading. */
const About = ({ label = 'about', about, place, language }: AboutProps) =>
  place.kind === 'turn' && place.heading !== about ? (
    <p class="about">
      <span class="about-label">{PAGE_WORDS[language][label]}</span> {about}
    </p>
  ) : null;

interface AboutProps {
  readonly label?: 'about' | 'guide';
  readonly about: string;
  readonly place: Place;
  readonly language: Language;
}

interface TrailProps {
  readonly trail: readonly TrailStep[];
  readonly language: Language;
  readonly asked: string;
}

/** The way through a guide; each step can be gone back to. */
const Trail = ({ trail, language, asked }: TrailProps) =>
  trail.length === 0 ? null : (
    <form method="post" action="/ask" class="choice-form trail" data-guide>
      <input type="hidden" name="language" value={language} />
      <input type="hidden" name="text" value={asked} />
      <h3>{WORDING[language].yourAnswers}</h3>
      <ol>
        {trail.map(({ id, question, answer }) => (
          <li>
            <span class="asked">{question}</span>
            <strong>{answer}</strong>
            <button name="choose" value={id} aria-label={`${WORDING[language].stepBack}: ${question}`}>
              {WORDING[language].stepBack}
            </button>
          </li>
        ))}
      </ol>
    </form>
  );

const CopyButton = ({ language }: { readonly language: Language }) => (
  <button
    type="button"
    class="copy"
    hidden
    data-copied={PAGE_WORDS[language].copied}
    data-failed={PAGE_WORDS[language].copyFailed}
  >
    {PAGE_WORDS[language].copy}
  </button>
);

const Answer = ({ reply, place }: { readonly reply: AnsweredReply; readonly place: Place }) => {
  const { entry, language, notices, trail } = reply;
  return (
    <>
      <div data-copy>
        <About about={entry.question} place={place} language={language} />
        <Notices notices={notices} language={language} />
        <p class="short" data-say>
          {entry.shortAnswer}
        </p>
        <div class="body">
          <Blocks blocks={entry.body} />
        </div>
        <Sources sources={entry.sources} language={language} place={place} />
        <Provenance entry={entry} language={language} />
      </div>
      <CopyButton language={language} />
      {place.kind === 'turn' && <Trail trail={trail} language={language} asked={place.heading} />}
      <BesideEntry entry={entry} language={language} place={place} />
    </>
  );
};

const REPLY: ReplyTable<Place, JSX.Element> = {
  answered: (reply, place) => <Answer reply={reply} place={place} />,

  withheld: ({ entry, language, notices }, place) => (
    <>
      <About about={entry.question} place={place} language={language} />
      <Notices notices={notices} language={language} />
      <p class="short" data-say>
        {WORDING[language].withheld}
      </p>
      <Sources sources={entry.sources} language={language} place={place} />
      <Provenance entry={entry} language={language} />
      <BesideEntry entry={entry} language={language} place={place} />
    </>
  ),

  ambiguous: ({ choices, language }) => (
    <>
      <p class="short" data-say>
        {WORDING[language].chooseOne}
      </p>
      <Choices choices={choices} language={language} as="buttons" />
    </>
  ),

  guided: ({ title, question, help, options, trail, language }, place) => (
    <div data-guide>
      <About label="guide" about={title} place={place} language={language} />
      {place.kind === 'turn' && <Trail trail={trail} language={language} asked={place.heading} />}
      <p class="short" data-say>
        {question}
      </p>
      {help !== undefined && <p class="help">{help}</p>}
      <Choices
        choices={options}
        language={language}
        as="buttons"
        {...(place.kind === 'turn' && { asked: place.heading })}
      />
    </div>
  ),

  abstained: (reply, place) => {
    const { language, nearest, topics } = reply;
    return (
      <>
        <p class="short" data-say>
          {describeAbstention(reply)}
        </p>
        {nearest.length > 0 && (
          <Section look="beside" title={WORDING[language].nearestTopics} place={place}>
            <Choices choices={nearest} language={language} as="buttons" quiet />
          </Section>
        )}
        <Section look="beside" title={WORDING[language].coveredTopics} place={place}>
          <ul class="topics">
            {topics.map(({ title }) => (
              <li>{title}</li>
            ))}
          </ul>
        </Section>
      </>
    );
  },

  social: ({ act, language }) => (
    <p class="short" data-say>
      {WORDING[language].social[act]}
    </p>
  ),
};

/** What shows this reply again in another language, where something can. */
function choiceOf(reply: Reply): string | undefined {
  if (reply.kind === 'answered' || reply.kind === 'withheld') return reply.entry.id;
  return reply.kind === 'guided' ? reply.options[0]?.id.replace(/\/\d+$/, '') : undefined;
}

export const ReplyView = ({ reply, place }: { readonly reply: Reply; readonly place: Place }) => (
  <div class="reply" lang={LANGUAGE_TAG[reply.language]} data-kind={reply.kind} data-choice={choiceOf(reply)}>
    {showReply(REPLY, reply, place)}
  </div>
);
