import { place, stepOf } from '../model/plan.test-helper.ts';
import { kindsByName } from '../kinds/index.ts';
import type { Address } from '../model/address.ts';
import { kindOf, nameOf } from '../model/address.ts';
import type { Call, OpName } from '../model/call.ts';
import type { Plan, Step } from '../model/plan.ts';
import type { Resource, Stack } from '../model/resource.ts';
import type { TreeMap } from '../model/tree.ts';
import type { EstimateInput } from './input.ts';

/** Builds a step of one resource with its calls; the rest as it usually is. */
export function step(address: Address, ops: readonly OpName[], more: Partial<Step> = {}): Step {
  const calls: readonly Call[] = ops.map((op) => ({ op, at: more.place ?? place, input: {} }));
  return stepOf(address, more.name ?? 'create', { action: 'create', calls, ...more });
}

export interface Declared {
  readonly address: Address;
  readonly spec?: TreeMap;
  readonly region?: string;
}

/** Builds a plan of these steps for a stack that declares these resources. */
export function inputOf(
  steps: readonly Step[],
  declared: readonly Declared[] = steps.map(({ address }) => ({ address })),
): EstimateInput {
  const resources = new Map(declared.map((one) => [one.address, resourceOf(one)] as const));
  const plan: Plan = {
    version: 1,
    stack: 'test',
    uid: '0a1b2c3d4e5f',
    at: 0,
    scope: { is: 'all' },
    resources: [],
    steps,
    orphans: [],
    diagnostics: [],
  };
  return {
    plan,
    stack: { settings, resources, diagnostics: [] },
    kinds: kindsByName(),
    timing: { createSettle: 120_000, freshFor: 30_000 },
    journalBornAt: -3_600_000,
  };
}

const settings: Stack['settings'] = {
  name: 'test',
  uid: '0a1b2c3d4e5f',
  partition: 'aws',
  accounts: [{ id: place.account, regions: [place.region, 'eu-west-1'] }],
  keyAdministrators: [],
  trustedAccounts: [],
  tags: {},
  caps: { count: 5, percent: 10 },
  release: [],
};

function resourceOf({ address, spec = {}, region = place.region }: Declared): Resource {
  const span = { file: 'test.yaml', line: 1, column: 1, endLine: 1, endColumn: 1 };
  return {
    address,
    kind: kindOf(address),
    place: { ...place, region },
    metadata: {
      name: nameOf(address),
      labels: {},
      annotations: {},
      formerly: [],
      state: 'present',
      ignore: [],
    },
    spec,
    references: [],
    span,
    spanOf: () => span,
  };
}
