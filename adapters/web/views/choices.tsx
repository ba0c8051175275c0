import type { Choice } from '../../../src/assistant/reply.ts';
import type { Language } from '../../../src/knowledge/fields.ts';

interface ChoicesProps {
  readonly choices: readonly Choice[];
  readonly language: Language;
  /** Buttons ask in the conversation; links lead to the entries' own pages. */
  readonly as: 'buttons' | 'links';
  /** What must be decided stands out; what may be looked at is a quiet row. */
  readonly quiet?: boolean;
  /** The question that goes on being the heading, from step to step of a guide. */
  readonly asked?: string;
}

const Label = ({ choice: { label, difference } }: { readonly choice: Choice }) => (
  <>
    <span class="label">{label}</span>
    {difference !== undefined && <span class="difference">{difference}</span>}
  </>
);

/** What can be chosen, each with what sets it apart. The buttons stand in a real form: they work without the script. */
export const Choices = ({ choices, language, as, quiet, asked }: ChoicesProps) => {
  const look = quiet === true ? 'choices rows' : 'choices';
  if (as === 'links')
    return (
      <ul class={look}>
        {choices.map((choice) => (
          <li>
            <a href={`/e/${choice.id}?lang=${language}`}>
              <Label choice={choice} />
            </a>
          </li>
        ))}
      </ul>
    );
  return (
    <form method="post" action="/ask" class="choice-form">
      <input type="hidden" name="language" value={language} />
      {asked !== undefined && <input type="hidden" name="text" value={asked} />}
      <ul class={look}>
        {choices.map((choice) => (
          <li>
            <button name="choose" value={choice.id}>
              <Label choice={choice} />
            </button>
          </li>
        ))}
      </ul>
    </form>
  );
};
