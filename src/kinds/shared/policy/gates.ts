import type { GateRow, UngatedRow } from '../../../model/kind/facet.ts';
import type { Path } from '../../../model/path.ts';

/** Lists what of a policy document waits for a person, as rows; `policyRisks` and the planner find it. */
export function policyGates(path: Path, of: 'resource' | 'role'): readonly GateRow[] {
  const strangers =
    of === 'role'
      ? 'administrative actions'
      : 'everyone, a foreign account, a service without a source, administrative actions for others';
  return [
    {
      path,
      on: 'gains',
      class: 'widen',
      when: `an Allow for ${strangers}, or an Allow that cannot be evaluated`,
    },
    { path, on: 'gains', class: 'disable', when: 'a Deny of all use for everyone' },
    { path, on: 'loses', class: 'widen', when: 'a Deny, or a condition of an Allow' },
    {
      path,
      on: 'loses',
      class: 'cut-off',
      when: 'the last access of a principal, removed in Git: a removed Allow, or a complete Deny',
    },
    {
      path,
      on: 'loses',
      class: 'disable',
      when: 'an action of a principal, without an earlier apply',
    },
    { path, on: 'changes', class: 'repair', when: 'access that was removed outside Git is restored' },
  ];
}

/** Exempts a field that names the thing: another value is another thing. */
export function names(...paths: readonly Path[]): UngatedRow {
  return { paths, why: 'another value means another resource' };
}

/** Descriptions and tags. Access that a policy ties to a tag is not judged. */
export function describes(...paths: readonly Path[]): UngatedRow {
  return { paths, why: 'the setting alone neither grants nor removes access' };
}
