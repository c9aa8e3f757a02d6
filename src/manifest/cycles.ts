import type { Address } from '../model/address.ts';
import type { Diagnostic, Span } from '../model/diagnostic.ts';
import type { Path } from '../model/path.ts';
import type { Reference } from '../model/resource.ts';
import { byCodeUnit } from '../model/tree.ts';
import { showPosition } from './positions.ts';

/** What the search for circles must know about a resource. */
export interface Linked {
  readonly address: Address;
  readonly references: readonly Reference[];
  readonly spanOf: (path: Path) => Span;
}

/** Reports one error for every circle of edges, with its whole way. Circles that share a resource count once. */
export function cyclesOf(resources: readonly Linked[]): readonly Diagnostic[] {
  const byAddress = new Map(resources.map((resource) => [resource.address, resource]));
  const done = new Set<Address>();
  const way: Step[] = [];
  const found: Diagnostic[] = [];

  function visit(resource: Linked): void {
    for (const reference of resource.references.filter(({ edge }) => edge)) {
      const target = byAddress.get(reference.to);
      if (target === undefined || done.has(reference.to)) continue;
      const begin = way.findIndex(({ from }) => from.address === reference.to);
      const step = { from: resource, reference };
      const start = begin === -1 && reference.to === resource.address ? way.length : begin;
      if (start !== -1) {
        found.push(circle([...way.slice(start), step]));
        continue;
      }
      way.push(step);
      visit(target);
      way.pop();
    }
    done.add(resource.address);
  }

  for (const resource of [...resources].sort((a, b) => byCodeUnit(a.address, b.address))) {
    if (!done.has(resource.address)) visit(resource);
  }
  return found;
}

interface Step {
  readonly from: Linked;
  readonly reference: Reference;
}

function circle(steps: readonly Step[]): Diagnostic {
  const [first] = steps;
  const code = 'manifest.cycle';
  if (first === undefined) return { severity: 'error', code, message: 'a cycle' };
  const { address } = first.from;
  const path = first.reference.path;
  const place = { address, path, span: first.from.spanOf(path) };
  if (steps.length === 1) {
    const hint = 'in a key policy, Resource "*" means the key itself';
    return {
      severity: 'error',
      code,
      message: `${address} waits for its own ${first.reference.attribute}`,
      hint,
      ...place,
    };
  }
  const shown = steps.map(
    ({ from, reference }) => `${from.address} (${showPosition(from.spanOf(reference.path))})`,
  );
  return {
    severity: 'error',
    code,
    message: `these wait for each other: ${[...shown, address].join(' → ')}`,
    ...place,
  };
}
