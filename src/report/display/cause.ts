import type { Address } from '../../model/address.ts';
import type { Ids } from '../../model/ids.ts';

/** What is said of one resource. */
interface Said {
  readonly address: Address;
  readonly ids?: Ids | undefined;
  /** What must be the same besides the texts. */
  readonly key?: unknown;
  readonly texts: readonly string[];
}

/** Items of which the same is said. */
export interface Together<T> {
  readonly items: readonly [T, ...(readonly T[])];
  /** Of several with placeholders for their names: `each`, `ADDRESS`, `NAME`. */
  readonly texts: readonly string[];
}

/**
 * Puts items together of which the same is said, names apart; each group stands where its first item stood. A group of
 * less than `fewest` stays apart: by its own name each is easier to act on.
 */
export function saidOnce<T>(
  items: readonly T[],
  said: (item: T) => Said,
  fewest = 2,
): readonly Together<T>[] {
  const rows = items.map((item) => {
    const { texts, key, ...names } = said(item);
    const { address } = names;
    return { item, address, texts, general: texts.map((text) => withoutNames(text, names)), key };
  });
  const groups = Map.groupBy(rows, ({ general, key }) => JSON.stringify([key, general]));
  return [...groups.values()].flatMap((group): readonly Together<T>[] => {
    const [first, ...rest] = group;
    if (first === undefined) return [];
    if (group.length < fewest) return group.map(({ item, texts }) => ({ items: [item], texts }));
    const isOfOne = group.every(({ address }) => address === first.address);
    const texts = isOfOne ? first.texts : first.general;
    return [{ items: [first.item, ...rest.map(({ item }) => item)], texts }];
  });
}

/**
 * Replaces the names of a resource by placeholders in capitals, as in commands: `ARN belongs to ADDRESS`. Says `each`
 * where a text begins with one. Leaves who gets access, and which, as it is. By its own name, a bucket could make a
 * stranger look like another's owner.
 */
function withoutNames(text: string, { address, ids = {} }: Pick<Said, 'address' | 'ids'>): string {
  const names = Object.entries(ids)
    .filter(([, value]) => value.length >= 3)
    .map(([name, value]) => ({ value, by: name.replaceAll(/(?<=[a-z])(?=[A-Z])/gu, '-').toUpperCase() }))
    .toSorted((a, b) => b.value.length - a.value.length);
  const arns = names.filter(({ value }) => value.startsWith('arn:'));
  const others = names.filter(({ value }) => !value.startsWith('arn:'));
  const known = replaceWords(text, [{ value: address, by: 'ADDRESS' }, ...arns]);
  return known
    .split(access)
    .map((part, index) => (index % 2 === 1 ? part : replaceWords(part, others)))
    .join('')
    .replace(/^ADDRESS\b/u, 'each');
}

/** Principals, accounts, services and actions, as texts name them. */
const access =
  /(arn:[\w-]+:(?:iam|sts)::[^\s,;()]+|\b\d{12}\b|\beverybody\b|\b[\w-]+(?:\.[\w-]+)*\.amazonaws\.com\b|\b[a-z][\w-]*:(?:[A-Z]\w*\*?|\*))/u;

interface Word {
  readonly value: string;
  readonly by: string;
}

function replaceWords(text: string, words: readonly Word[]): string {
  return words.reduce((known, { value, by }) => replaceWord(known, value, by), text);
}

/** Replaces a whole word: `Key/a` is no part of `Key/ab`. */
function replaceWord(text: string, word: string, by: string): string {
  const [first = '', ...rest] = text.split(word);
  const ends = /[\w-]$/u;
  const begins = /^[\w-]/u;
  return rest.reduce((all, part) => all + (ends.test(all) || begins.test(part) ? word : by) + part, first);
}
