import { isAddress, type Address } from '../../model/address.ts';
import type { Files } from '../../runtime/files.ts';
import { refused, type Refused } from '../refused.ts';

/** What was typed behind a command, taken apart. */
export interface Words {
  readonly addresses: readonly Address[];
  readonly paths: readonly string[];
}

/** Tells addresses from paths: `Key/orders` is an address unless there is such a file. */
export async function wordsOf(
  args: readonly string[],
  { files }: { readonly files: Pick<Files, 'stat'> },
): Promise<Words> {
  const addresses: Address[] = [];
  const paths: string[] = [];
  for (const word of args) {
    if (isAddress(word) && (await files.stat(word)) === undefined) addresses.push(word);
    else paths.push(word);
  }
  return { addresses, paths };
}

/** Refuses a word that names nothing at all: that it is no file is not what its writer needs to know. */
export async function unknownWord(
  words: readonly string[],
  wanted: string,
  hint: string,
  { files }: { readonly files: Pick<Files, 'stat'> },
): Promise<Refused | undefined> {
  for (const word of words) {
    if (!/[./]/u.test(word) && (await files.stat(word)) === undefined)
      return refused('cli.usage', `'${word}' is not a ${wanted}, a file or a directory`, hint);
  }
  return undefined;
}
