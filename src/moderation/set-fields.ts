/** A copy of a document with fields set by their dotted paths; null removes the field, or the item of a list. */
export function setFields(body: unknown, fields: Readonly<Record<string, unknown>>): unknown {
  return Object.entries(fields).reduce(
    (changed, [path, value]) => setAt(changed, path.split('.'), value),
    body,
  );
}

function setAt(body: unknown, [step = '', ...rest]: readonly string[], value: unknown): unknown {
  if (Array.isArray(body)) {
    const items: readonly unknown[] = body;
    const index = /^\d+$/.test(step) ? Number(step) : items.length;
    if (rest.length === 0 && value === null) return items.filter((_, at) => at !== index);
    const next = rest.length === 0 ? value : setAt(items[index], rest, value);
    return [...items.slice(0, index), next, ...items.slice(index + 1)];
  }
  const { [step]: before, ...others } = isRecord(body) ? body : {};
  if (rest.length === 0 && value === null) return others;
  const next = rest.length === 0 ? value : setAt(before, rest, value);
  return isRecord(body) && step in body ? { ...body, [step]: next } : { ...others, [step]: next };
}

const isRecord = (body: unknown): body is Readonly<Record<string, unknown>> =>
  typeof body === 'object' && body !== null && !Array.isArray(body);
