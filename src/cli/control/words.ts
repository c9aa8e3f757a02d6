import { kinds } from '../../kinds/index.ts';
import { addressOf, isAddress, type Address } from '../../model/address.ts';
import { isKind } from '../../report/display/resources.ts';
import type { Files } from '../../runtime/files.ts';
import { refused, type Refused } from '../refused.ts';

/** What was typed behind a command, taken apart. */
export interface Words {
  readonly addresses: readonly Address[];
  readonly paths: readonly string[];
}

interface Disk {
  readonly files: Pick<Files, 'stat'>;
}

/** Finds the kind that a word means, as kubectl takes it: `keys` is Key. */
export function kindIn(word: string): string | undefined {
  return kinds.find(({ kind }) => isKind(word, kind))?.kind;
}

/** Parses `Key/orders`, or the same as kubectl takes it: `key/orders`. */
export function addressIn(word: string): Address | undefined {
  const [typed = '', ...name] = word.split('/');
  const address = addressOf(kindIn(typed) ?? typed, name.join('/'));
  return isAddress(address) ? address : undefined;
}

/** Parses `Key orders`, which kubectl takes as well. A second kind begins a list of kinds. */
export function addressOfTwo(word: string, next: string | undefined): Address | undefined {
  const kind = kindIn(word);
  if (kind === undefined || next === undefined || kindIn(next) !== undefined) return undefined;
  return addressIn(addressOf(kind, next));
}

/** Tells addresses from paths: `Key/orders` and `Key orders` are addresses unless there is such a file. */
export async function wordsOf(args: readonly string[], { files }: Disk): Promise<Words> {
  const addresses: Address[] = [];
  const paths: string[] = [];
  const isFree = async (word: string): Promise<boolean> => (await files.stat(word)) === undefined;
  for (let at = 0; at < args.length; at += 1) {
    const [word = '', next] = args.slice(at, at + 2);
    const one = addressIn(word);
    const two = addressOfTwo(word, next);
    if (one !== undefined && (await isFree(word))) addresses.push(one);
    else if (two !== undefined && (await isFree(word)) && (await isFree(next ?? ''))) {
      addresses.push(two);
      at += 1;
    } else paths.push(word);
  }
  return { addresses, paths };
}

/** Takes the address that comes first, in one word or two, whatever files there are; the other words are paths. */
export function addressFirst([word = '', next, ...rest]: readonly string[]):
  { readonly is: 'ok'; readonly address: Address; readonly paths: readonly string[] } | Refused {
  const one = addressIn(word);
  if (one !== undefined) return { is: 'ok', address: one, paths: next === undefined ? [] : [next, ...rest] };
  const two = addressOfTwo(word, next);
  if (two !== undefined) return { is: 'ok', address: two, paths: rest };
  return refused(
    'cli.address',
    `'${word}' is not an address`,
    kindIn(word) === undefined
      ? undefined
      : `add the name: ${String(kindIn(word))}/NAME; reconcile get lists them`,
  );
}

/** Refuses a word that names nothing at all: that it is no file is not what its writer needs to know. */
export async function unknownWord(
  words: readonly string[],
  wanted: string,
  hint: string,
  { files }: Disk,
): Promise<Refused | undefined> {
  for (const word of words) {
    if (!/[./]/u.test(word) && (await files.stat(word)) === undefined)
      return refused('cli.usage', `'${word}' is not a ${wanted}, a file or a directory`, hint);
  }
  return undefined;
}
