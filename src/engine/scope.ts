import type { Address } from '../model/address.ts';
import type { Scope } from '../model/plan.ts';
import type { Stack } from '../model/resource.ts';
import type { Edges } from './plan/edges.ts';

/** Addresses that a pass looks at, and those of them that it may write. */
export interface Reach {
  readonly looks: ReadonlySet<Address>;
  readonly writes: ReadonlySet<Address>;
}

/**
 * Tells what a scope reaches: what it names, and whatever that depends on. `--target` writes both; a batch writes only
 * what it names. It also looks at what depends on that: a pending change there decides how a write is split.
 */
export function reachOf(scope: Scope, { resources }: Pick<Stack, 'resources'>, edges: Edges): Reach {
  switch (scope.is) {
    case 'all':
      return reach(new Set(resources.keys()));
    case 'some': {
      const { targets, exclude } = scope;
      const named = targets.length === 0 ? resources.keys() : edges.below(targets);
      return reach(new Set([...named].filter((address) => !exclude.includes(address))));
    }
    case 'batch': {
      const writes = new Set(scope.write.filter((address) => resources.has(address)));
      const dependants = [...writes].flatMap((address) => edges.to(address).map(({ from }) => from));
      const read = scope.read.filter((address) => resources.has(address));
      return { ...reach(writes), looks: edges.below([...writes, ...dependants, ...read]) };
    }
  }

  function reach(writes: ReadonlySet<Address>): Reach {
    return { writes, looks: edges.below(writes) };
  }
}
