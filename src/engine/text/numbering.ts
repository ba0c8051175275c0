import type { FeatureTable } from './feature-table.ts';

/** A number for each name, given out once, so that what was numbered for one engine is for the next one too. */
export class Numbering {
  readonly #numbers = new Map<string, number>();

  /** @param names distinct, numbered in this order */
  constructor(names: readonly string[] = []) {
    for (let number = 0; number < names.length; number++) this.#numbers.set(names[number] ?? '', number);
  }

  get size(): number {
    return this.#numbers.size;
  }

  /** Undefined for a name that has none yet. */
  find(name: string): number | undefined {
    return this.#numbers.get(name);
  }

  /** Every name from the one with a number on. */
  namesFrom(number: number): string[] {
    return [...this.#numbers.keys()].slice(number);
  }

  give(names: readonly string[]): Int32Array {
    return Int32Array.from(names, (name) => {
      const known = this.#numbers.get(name);
      if (known !== undefined) return known;
      const number = this.#numbers.size;
      this.#numbers.set(name, number);
      return number;
    });
  }
}

/** Some tables in one numbering. */
export interface NumberedTables {
  readonly numbering: Numbering;
  /** The number of each name of each table. */
  readonly numbers: readonly Int32Array[];
  /** By number, how many of the tables have the name: none has one that only an earlier engine knew. */
  readonly tableCounts: Int32Array;
  /** How many names the tables have. */
  readonly nameCount: number;
}

interface Known {
  readonly numbering: Numbering;
  readonly numbers: Int32Array;
}

const known = new WeakMap<FeatureTable, Known>();

/** A numbering of which more than this share is of no use any more is begun anew. */
const MOST_UNUSED = 0.5;

/** Goes on with the numbering that the tables already have: most of them were in the engine before. */
export function numberTables(tables: readonly FeatureTable[]): NumberedTables {
  const last = tables.find((table) => table.kinds.length > 0 && known.has(table));
  const goneOn = numberIn((last && known.get(last)?.numbering) ?? new Numbering(), tables);
  const isWorn = goneOn.nameCount < (1 - MOST_UNUSED) * goneOn.numbering.size;
  return isWorn ? numberIn(new Numbering(), tables) : goneOn;
}

function numberIn(numbering: Numbering, tables: readonly FeatureTable[]): NumberedTables {
  const numbers = tables.map((table) => {
    const last = known.get(table);
    if (last?.numbering === numbering) return last.numbers;
    const given = numbering.give(table.names);
    known.set(table, { numbering, numbers: given });
    return given;
  });
  const tableCounts = new Int32Array(numbering.size);
  let nameCount = 0;
  for (const own of numbers)
    for (const number of own) {
      const count = tableCounts[number] ?? 0;
      if (count === 0) nameCount++;
      tableCounts[number] = count + 1;
    }
  return { numbering, numbers, tableCounts, nameCount };
}

/** What of a table is packed as it is. */
type PackedTable = Omit<FeatureTable, 'names'> & { readonly numbers: Int32Array };

/** Tables with every name held once, however many of them have it. */
export interface PackedTables {
  /** By number, each on a line: one long text is read sooner than a hundred thousand short ones. */
  readonly names: string;
  readonly tables: readonly PackedTable[];
}

/** No name has one: they are made of the words of a line. */
const BETWEEN = '\n';

export function packTables(tables: readonly FeatureTable[]): PackedTables {
  const { numbering, numbers } = numberTables(tables);
  return {
    names: numbering.namesFrom(0).join(BETWEEN),
    tables: tables.map(({ kinds, offsets, features, counts }, at) => ({
      kinds,
      numbers: numbers[at] ?? new Int32Array(),
      offsets,
      features,
      counts,
    })),
  };
}

/** A table whose names are put together when they are first asked for: as long as its numbers serve, nobody asks. */
class UnpackedTable implements FeatureTable {
  readonly kinds: Uint8Array;
  readonly offsets: Int32Array;
  readonly features: Int32Array;
  readonly counts: Uint16Array;
  readonly #numbers: Int32Array;
  #names: readonly string[] | undefined;

  /** @param all names by number */
  constructor(
    { kinds, offsets, features, counts, numbers }: PackedTable,
    private readonly all: readonly string[],
  ) {
    this.kinds = kinds;
    this.offsets = offsets;
    this.features = features;
    this.counts = counts;
    this.#numbers = numbers;
  }

  get names(): readonly string[] {
    return (this.#names ??= Array.from(this.#numbers, (number) => this.all[number] ?? ''));
  }
}

/** The tables, in a numbering of their own: that of the names they were packed with. */
export function unpackTables({ names, tables }: PackedTables): FeatureTable[] {
  const all = names === '' ? [] : names.split(BETWEEN);
  const numbering = new Numbering(all);
  return tables.map((packed) => {
    const table = new UnpackedTable(packed, all);
    known.set(table, { numbering, numbers: packed.numbers });
    return table;
  });
}
