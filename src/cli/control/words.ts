import { isAddress, type Address } from '../../model/address.ts';
import type { Files } from '../../runtime/files.ts';

/** What was typed behind a command, taken apart. */
export interface Words {
  readonly addresses: readonly Address[];
  readonly paths: readonly string[];
}

/** `Key/orders` is an address unless there is such a file. */
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
