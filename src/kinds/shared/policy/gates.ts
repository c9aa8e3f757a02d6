import type { GateRow, UngatedRow } from '../../../model/kind/facet.ts';
import type { Path } from '../../../model/path.ts';

/** What of a policy document waits for a person, as rows; `policyRisks` and the planner find it. */
export function policyGates(path: Path, of: 'resource' | 'role'): readonly GateRow[] {
  const strangers =
    of === 'role'
      ? 'administrative actions'
      : 'everybody, a foreign account, a service without a source, administrative actions for others';
  return [
    { path, on: 'gains', class: 'widen', when: `an Allow for ${strangers}, or one that cannot be judged` },
    { path, on: 'gains', class: 'disable', when: 'a Deny of all use for everybody' },
    { path, on: 'loses', class: 'widen', when: 'a Deny, or a condition of an Allow' },
    {
      path,
      on: 'loses',
      class: 'cut-off',
      when: 'the last access of a principal, taken away in Git: an Allow that goes, or a Deny that leaves it nothing',
    },
    {
      path,
      on: 'loses',
      class: 'disable',
      when: 'an action of a principal, where nothing was applied before',
    },
    { path, on: 'changes', class: 'repair', when: 'access that was taken away outside Git is given back' },
  ];
}

/** A field that names the thing: another value is another thing. */
export function names(...paths: readonly Path[]): UngatedRow {
  return { paths, why: 'another value names another resource' };
}

/** Descriptions and tags. Access that a policy ties to a tag is not judged. */
export function describes(...paths: readonly Path[]): UngatedRow {
  return { paths, why: 'it gives and takes nothing by itself' };
}
