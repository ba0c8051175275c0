import type { Entry } from '../knowledge/entry.ts';
import type { AskedTime } from './entities/dates.ts';
import { validityOn } from './validity.ts';

/** How an answer stands to the time that was asked for. */
export interface AsOf {
  readonly asked: AskedTime;
  /** Whether the rule answered applied then; where none did, it is the current one. */
  readonly holds: boolean;
  /** The rule that applied in the first part of that time, where it changed meanwhile. */
  readonly earlier: Entry | undefined;
  /** The rule that applies today, where it is another one. */
  readonly current: Entry | undefined;
}

const overlaps = ({ valid }: Entry, { from, to }: AskedTime): boolean =>
  (valid.from === undefined || valid.from <= to) && (valid.until === undefined || valid.until >= from);

const compareText = (a: string, b: string): number => Number(a > b) - Number(a < b);

const startOf = ({ valid }: Entry): string => valid.from ?? '';

/** Chooses among rules that replaced one another by their legal intervals. */
export class LegalTime {
  readonly #entries: ReadonlyMap<string, Entry>;
  readonly #replacing = new Map<string, Entry[]>();
  readonly #lines = new Map<Entry, readonly Entry[]>();

  constructor(entries: ReadonlyMap<string, Entry>) {
    this.#entries = entries;
    for (const entry of entries.values()) {
      if (entry.replaces === undefined) continue;
      this.#replacing.set(entry.replaces, [...(this.#replacing.get(entry.replaces) ?? []), entry]);
    }
  }

  /** The rule of the entry's line that a time asks for; undefined where the entry has no interval to judge by. */
  choose(
    entry: Entry,
    asked: AskedTime,
    today: string,
  ): { readonly entry: Entry; readonly asOf: AsOf } | undefined {
    const line = this.lineOf(entry);
    if (!line.some(({ valid }) => valid.from !== undefined || valid.until !== undefined)) return undefined;
    const current = this.inForce(entry, today);
    const held = line.filter((rule) => overlaps(rule, asked));
    // Of one rule alone, a date only mentioned changes nothing, unless the rule applied then and does not today.
    if (line.length === 1 && !asked.isExplicit && (current !== undefined || held.length === 0))
      return undefined;
    const chosen = held.at(-1) ?? current ?? entry;
    const earlier = asked.relation === 'in' ? held.at(-2) : undefined;
    const other = current === chosen ? undefined : current;
    return { entry: chosen, asOf: { asked, holds: held.length > 0, earlier, current: other } };
  }

  /** The rule of the entry's line that is in force, the latest where several are. */
  inForce(entry: Entry, today: string): Entry | undefined {
    return this.lineOf(entry).findLast((rule) => validityOn(rule, today) === undefined);
  }

  /** An entry with what it replaces and what replaces it, the earliest first. */
  lineOf(entry: Entry): readonly Entry[] {
    const line = this.#lines.get(entry) ?? this.#followLine(entry);
    this.#lines.set(entry, line);
    return line;
  }

  #followLine(entry: Entry): readonly Entry[] {
    const line = new Set([entry]);
    // A set is walked in the order of insertion, those inserted meanwhile too: also a circle comes to its end.
    for (const rule of line) {
      const replaced = rule.replaces === undefined ? undefined : this.#entries.get(rule.replaces);
      if (replaced) line.add(replaced);
      for (const later of this.#replacing.get(rule.id) ?? []) line.add(later);
    }
    // Rules that begin on one day go by id: the order of documents decides nothing.
    return [...line].sort((a, b) => compareText(startOf(a), startOf(b)) || compareText(a.id, b.id));
  }
}
