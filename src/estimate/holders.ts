import type { Address } from '../model/address.ts';
import type { Call } from '../model/call.ts';
import { isWithin } from '../model/path.ts';
import type { EstimateInput } from './input.ts';
import type { Subjects } from './subjects.ts';

/** What an address hangs on, near and far, as its manifests say: a hold on the key stops the grant (authority.md §2.11). */
export function holdersOf(address: Address, { stack, kinds }: EstimateInput): readonly Address[] {
  const found = new Set<Address>();
  const open = [address];
  for (let next = open.shift(); next !== undefined; next = open.shift()) {
    const resource = stack.resources.get(next);
    const paths = kinds.get(resource?.kind ?? '')?.hangsOn.paths ?? [];
    for (const { to, path } of resource?.references ?? []) {
      if (found.has(to) || to === address || !paths.some((under) => isWithin(path, under))) continue;
      found.add(to);
      open.push(to);
    }
  }
  return [...found];
}

/** The reads of their tags before a write: those that exist and carry a mark. */
export function holdReads(
  address: Address,
  input: EstimateInput,
  subjects: Subjects,
  there: ReadonlySet<Address>,
): readonly { readonly of: Address; readonly call: Call }[] {
  return holdersOf(address, input).flatMap((of) => {
    const kind = input.kinds.get(input.stack.resources.get(of)?.kind ?? '');
    const at = subjects.of(of);
    const tags = kind?.reads['tags'];
    if (kind?.identity.marking === undefined || tags === undefined || at === undefined || !there.has(of))
      return [];
    return [{ of, call: tags.narrow?.(at) ?? tags.call(at) }];
  });
}
