import type { Child } from 'hono/jsx';
import type { Place } from './place.ts';

interface SectionProps {
  readonly look: 'beside' | 'sources';
  readonly title: string;
  readonly place: Place;
  readonly children: Child;
}

/** A part of a reply under a heading of its own, one level below the question's. */
export const Section = ({ look, title, place, children }: SectionProps) => (
  <section class={look}>
    {place.kind === 'turn' ? <h3>{title}</h3> : <h2>{title}</h2>}
    {children}
  </section>
);
