/** No word or feature has one in it: they are made of letters, digits, spaces and the like. */
const BETWEEN = '|';

/** Names by what they have in common, each list as one text: many thousands of names are read and copied as a few. */
export type NameLists = Readonly<Record<string, string>>;

/** @param named each name with what it is listed under: lists and names come in order */
export function listNames(named: Iterable<readonly [name: string, under: string]>): NameLists {
  const lists = new Map<string, string[]>();
  for (const [name, under] of named) {
    const list = lists.get(under);
    if (list) list.push(name);
    else lists.set(under, [name]);
  }
  const inOrder = [...lists].sort(([a], [b]) => a.localeCompare(b, 'en', { numeric: true }));
  return Object.fromEntries(inOrder.map(([under, names]) => [under, names.sort().join(BETWEEN)]));
}

export function* namesIn(lists: NameLists): Generator<readonly [name: string, under: string]> {
  for (const [under, names] of Object.entries(lists))
    for (const name of names.split(BETWEEN)) yield [name, under];
}
