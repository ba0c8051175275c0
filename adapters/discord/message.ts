import { ButtonStyle, ComponentType } from 'discord.js';
import type { Choice } from '../../src/assistant/reply.ts';
import { splitText } from '../../src/assistant/split-text.ts';
import type { Language } from '../../src/knowledge/fields.ts';
import { type Act, writeAct } from './act.ts';
import { LIMITS } from './limits.ts';
import { type Unit, bold, escapeText, fillPages, textUnits } from './markup.ts';

export interface Button {
  readonly type: ComponentType.Button;
  readonly style: ButtonStyle;
  readonly label: string;
  readonly custom_id: string;
}

interface Select {
  readonly type: ComponentType.StringSelect;
  readonly custom_id: string;
  readonly placeholder: string;
  readonly options: readonly { readonly label: string; readonly value: string }[];
}

export interface Row {
  readonly type: ComponentType.ActionRow;
  readonly components: readonly (Button | Select)[];
}

interface Embed {
  readonly description: string;
  readonly color: number;
  readonly footer?: { readonly text: string };
}

/** A message of ours, before it is said where it goes. */
export interface Message {
  readonly content: string;
  readonly embeds: readonly Embed[];
  readonly components: readonly Row[];
}

/** What is to be told, before it is parted into messages. */
export interface Telling {
  /** Above all else: seen in notifications, and by those who hide embeds. */
  readonly lead: readonly Unit[];
  readonly body: readonly Unit[];
  readonly footer?: string;
  readonly color: number;
  readonly rows: readonly Row[];
}

/** As few messages as it fits in; buttons stand under the last. */
export function toMessages({ lead, body, footer, color, rows }: Telling): readonly Message[] {
  const leads = fillPages(lead, LIMITS.content);
  // A lead that is too long for one message joins the body.
  const isLed = leads.length <= 1;
  const pages = fillPages(isLed ? body : [...lead, ...body], LIMITS.embedDescription);
  const content = isLed ? (leads[0] ?? '') : '';
  if (pages.length === 0) return [{ content, embeds: [], components: rows }];
  return pages.map((description, at) => {
    const isLast = at === pages.length - 1;
    const embed = { description, color };
    return {
      content: at === 0 ? content : '',
      embeds: [isLast && footer !== undefined ? { ...embed, footer: { text: footer } } : embed],
      components: isLast ? rows : [],
    };
  });
}

export const plainMessage = (text: string, rows: readonly Row[] = []): Message => ({
  content: escapeText(text),
  embeds: [],
  components: rows,
});

export function button(act: Act, label: string, style = ButtonStyle.Secondary): Button | undefined {
  const customId = writeAct(act);
  return customId === undefined
    ? undefined
    : { type: ComponentType.Button, style, label, custom_id: customId };
}

const chunk = <T>(items: readonly T[], most: number): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(items.length / most) }, (_, at) => items.slice(at * most, (at + 1) * most));

export const buttonRows = (buttons: readonly (Button | undefined)[]): readonly Row[] =>
  chunk(
    // Discord refuses two of one id in a message.
    [...new Map(buttons.flatMap((each) => (each ? [[each.custom_id, each]] : []))).values()],
    LIMITS.buttonsInRow,
  ).map((components) => ({ type: ComponentType.ActionRow, components }));

/** The number and the label, or the number alone where both together would be too long: the text lists them whole. */
const numbered = (label: string, at: number, most: number): string => {
  const both = `${at + 1}. ${label}`;
  return both.length <= most ? both : String(at + 1);
};

/** One button for each choice, numbered as they are listed. */
export const choiceButtons = (choices: readonly Choice[], language: Language): readonly Row[] =>
  buttonRows(
    choices.map(({ id, label }, at) =>
      button({ kind: 'go', language, to: id }, numbered(label, at, LIMITS.buttonLabel), ButtonStyle.Primary),
    ),
  );

/** Menus of choices, numbered as they are listed. */
export function choiceMenus(
  kind: 'go' | 'topic',
  choices: readonly Choice[],
  placeholder: string,
  language: Language,
): readonly Row[] {
  const options = choices.flatMap(({ id, label }, at) =>
    writeAct({ kind, language, to: id }) === undefined
      ? []
      : [{ label: numbered(label, at, LIMITS.optionLabel), value: id }],
  );
  return chunk(options, LIMITS.selectOptions).map((some, at) => ({
    type: ComponentType.ActionRow,
    components: [
      {
        type: ComponentType.StringSelect,
        custom_id: `${kind}:${language}:menu-${at}`,
        placeholder,
        options: some,
      },
    ],
  }));
}

/** Choices as a numbered list, whole, each with what sets it apart. */
export const choiceUnits = (choices: readonly Choice[], heading: string): readonly Unit[] =>
  choices.length === 0
    ? []
    : [
        { markup: bold(heading), gap: '\n\n' },
        ...choices.flatMap(({ label, difference }, at): readonly Unit[] => [
          { markup: `${at + 1}\\. ${escapeText(label)}`, gap: '\n' },
          ...(difference === undefined
            ? []
            : textUnits(difference, '\n', (text) => `-# ${escapeText(text)}`)),
        ]),
      ];

/** The first of each id. */
export const sameOnce = (choices: readonly Choice[]): readonly Choice[] =>
  choices.filter(({ id }, at) => choices.findIndex((each) => each.id === id) === at);

/** A text whole if it fits, else as much as fits of its beginning, and a sign that there is more. Only for offers. */
export const shorten = (text: string, most: number): string =>
  text.length <= most ? text : `${(splitText(text, (part) => part.length < most)[0] ?? '').trimEnd()}…`;
