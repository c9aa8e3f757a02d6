import type { QueryValue, Route } from './route.ts';

/** Collects the fields of a request that are in the query. Keeps an unknown name: the schema of the request refuses it. */
export function queryOf(url: string, { query = {} }: Route): Readonly<Record<string, unknown>> {
  const given = new URL(url).searchParams;
  return Object.fromEntries(
    [...new Set(given.keys())].map((name) => [name, valueOf(given.getAll(name), query[name])]),
  );
}

function valueOf(values: readonly string[], is: QueryValue | undefined): unknown {
  const [first = ''] = values;
  switch (is) {
    case 'number':
      return /^\d{1,15}$/u.test(first) && values.length === 1 ? Number(first) : asGiven(values);
    case 'list':
      return values;
    case 'flag':
      return first === 'true' || first === '' ? true : asGiven(values);
    case 'map':
      return Object.fromEntries(values.map(pairOf));
    default:
      return asGiven(values);
  }
}

/** Leaves a value as it was given: the schema of the request says what is wrong with it. */
function asGiven(values: readonly string[]): unknown {
  return values.length === 1 ? values[0] : values;
}

function pairOf(text: string): readonly [string, string] {
  const at = text.indexOf('=');
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}
