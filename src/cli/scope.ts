import { didYouMean } from '../model/nearest.ts';
import type { Address } from '../model/address.ts';
import type { Scope } from '../model/plan.ts';
import type { Stack } from '../model/resource.ts';
import { addressIn } from './control/words.ts';
import type { Options } from './options.ts';
import type { Refused } from './refused.ts';

/** The estate or what a person named of it. */
export type Asked = Exclude<Scope, { readonly is: 'batch' }>;

export type ScopeAsked = { readonly is: 'ok'; readonly scope: Asked } | Refused;

/** Determines what may be written, as `--target` and `--exclude` say; each must be an address of the manifests. */
export function scopeAsked(
  { target, exclude }: Pick<Options, 'target' | 'exclude'>,
  stack: Stack,
): ScopeAsked {
  const known = new Map<string, Address>([...stack.resources.keys()].map((address) => [address, address]));
  const names = [...known.keys()];
  const find = (name: string): Address | undefined => known.get(name) ?? known.get(addressIn(name) ?? name);
  const unknown = [...target, ...exclude].filter((name) => find(name) === undefined);
  if (unknown.length > 0) {
    return {
      is: 'refused',
      diagnostics: unknown.map((name) => ({
        severity: 'error',
        code: 'cli.address',
        message: `no manifest declares ${name}${didYouMean(name, names)}`,
      })),
    };
  }
  if (target.length + exclude.length === 0) return { is: 'ok', scope: { is: 'all' } };
  const addresses = (list: readonly string[]): readonly Address[] => list.flatMap((name) => find(name) ?? []);
  return { is: 'ok', scope: { is: 'some', targets: addresses(target), exclude: addresses(exclude) } };
}
