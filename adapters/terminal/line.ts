/** How a run of text looks where the terminal has colours. */
export type Look = 'heading' | 'strong' | 'faint' | 'warning' | 'number' | 'added' | 'removed';

export interface Span {
  readonly text: string;
  readonly look?: Look | undefined;
  /** Where a click on the text leads. */
  readonly url?: string | undefined;
}

/** One line of text before it is wrapped; one without spans is empty. */
export interface Line {
  /** What stands before the text, once; wrapped text is indented by its width. */
  readonly lead?: Span | undefined;
  readonly spans: readonly Span[];
}

export const BLANK: Line = { spans: [] };

export const line = (text: string, look?: Look): Line => ({ spans: [{ text, look }] });

/** Groups of lines with an empty line between them; empty groups leave no gap. */
export const paragraphs = (...groups: readonly (readonly Line[])[]): Line[] =>
  groups.filter((group) => group.length > 0).flatMap((group, at) => (at === 0 ? group : [BLANK, ...group]));
