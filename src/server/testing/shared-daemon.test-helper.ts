import type { Estimate } from '../../model/estimate.ts';
import type { Address } from '../../model/address.ts';
import { noDecisions, type Approved, type Decisions } from '../../model/decisions.ts';
import type { Episode, Event, History } from '../../model/history.ts';
import { hour, minute } from '../../model/instant.ts';
import { planIdOf } from '../../model/plan-id.ts';
import { resourcePlanOf, stepOf } from '../../model/plan.test-helper.ts';
import type { Plan, ResourcePlan, Step } from '../../model/plan.ts';
import type { Resource, Stack } from '../../model/resource.ts';
import type { TreeMap } from '../../model/tree.ts';
import { createVolatileHistory } from '../../store/memory/history.ts';
import type { ControllerState } from '../../daemon/controller.ts';
import { noon } from '../../daemon/testing/caller.test-helper.ts';
import {
  fakeController,
  planWith,
  recordAt,
  statusWith,
  type FakeController,
} from '../../daemon/testing/controller.test-helper.ts';

/** Appears in every text of what a limited caller must not learn of. */
export const secret = 'zzsecret';

/** The place of what a limited caller does not see. */
const elsewhere = { account: '999988887777', region: 'us-west-2' };

const ann = { id: 'person:ann', name: 'ann' };
const waits = {
  is: 'approval',
  classes: ['widen'],
  reason: 'waits-for-approval',
  why: 'gives access',
} as const;

/** One resource with something in every part of the state and of the history. */
interface Part {
  readonly address: Address;
  readonly hidden: boolean;
}

/** Makes a text that tells the secret where it is of what is hidden. */
function saying({ hidden }: Part, text: string): string {
  return hidden ? `${secret} ${text}` : text;
}

function placeOf({ hidden }: Part): typeof elsewhere {
  return hidden ? elsewhere : { account: '111122223333', region: 'eu-central-1' };
}

function labelsOf({ hidden }: Part): Readonly<Record<string, string>> {
  return { team: hidden ? secret : 'payments' };
}

function resourceOf(part: Part, beside: string): Resource {
  const { address } = part;
  const span = { file: `${saying(part, 'a')}.yaml`, line: 1, column: 1, endLine: 2, endColumn: 1 };
  return {
    address,
    kind: address.slice(0, address.indexOf('/')),
    place: placeOf(part),
    metadata: {
      name: address.slice(address.indexOf('/') + 1),
      labels: labelsOf(part),
      annotations: {},
      formerly: [],
      state: 'present',
      ignore: [],
    },
    spec: { description: saying(part, 'a key') },
    references: [],
    span,
    spanOf: () => span,
    text: () => `description: ${saying(part, 'a key')} # beside ${beside}`,
  };
}

function recordOf(part: Part): ReturnType<typeof recordAt> {
  return recordAt(part.address, noon - minute, {
    place: placeOf(part),
    labels: labelsOf(part),
    ids: { keyId: saying(part, 'id'), arn: saying(part, 'arn') },
    sync: 'Drifted',
    health: 'Degraded',
    state: saying(part, 'Disabled'),
    reason: 'disabled',
    why: saying(part, 'the key is disabled'),
    foreign: [saying(part, 'a grant')],
    opened: { since: noon - hour, says: [saying(part, 'a grant')] },
    hold: { reason: 'held', why: saying(part, 'held'), since: noon - hour },
    waiting: [`${part.address}#policy`],
  });
}

function plannedOf(part: Part): ResourcePlan {
  return resourcePlanOf(part.address, {
    place: placeOf(part),
    sync: 'Drifted',
    health: 'Degraded',
    why: saying(part, 'the key is disabled'),
    changes: [{ path: '/policy', before: saying(part, 'b'), after: saying(part, 'a'), label: 'drifted' }],
    notes: [saying(part, 'a note')],
    steps: [`${part.address}#policy`],
  });
}

function stepsOf(part: Part): readonly Step[] {
  return [
    stepOf(part.address, 'policy', {
      place: placeOf(part),
      gate: { ...waits, why: saying(part, 'gives access') },
      risks: [{ class: 'widen', message: saying(part, 'gives access') }],
      changes: [{ path: '/policy', before: saying(part, 'b'), label: 'drifted' }],
      calls: [{ op: 'kms:PutKeyPolicy', at: placeOf(part), input: { Policy: saying(part, 'p') } }],
      locks: [saying(part, 'lock')],
      removes: [{ who: saying(part, 'somebody'), what: 'kms:Decrypt' }],
      desired: saying(part, 'd'),
      observed: saying(part, 'o'),
    }),
    stepOf(part.address, 'tags', {
      place: placeOf(part),
      gate: { ...waits, why: saying(part, 'gives access') },
      risks: [{ class: 'widen', message: saying(part, 'gives access') }],
    }),
  ];
}

function episodeOf(part: Part): Episode {
  return {
    id: saying(part, 'episode'),
    address: part.address,
    facet: 'policy',
    changes: [{ path: '/policy', before: saying(part, 'b'), label: 'drifted' }],
    label: 'drifted',
    openedAt: noon - hour,
    seenAt: noon,
    declared: saying(part, 'x'),
  };
}

function decisionsOf(parts: readonly Part[]): Decisions {
  const decided = (part: Part, name: string): { id: string; by: typeof ann; at: number } => ({
    id: saying(part, name),
    by: part.hidden ? { id: `person:${secret}`, name: secret } : ann,
    at: noon - hour,
  });
  const bounded = (part: Part): { why: string; until: number } => ({
    why: saying(part, 'why'),
    until: noon + hour,
  });
  const of = (part: Part): Approved => ({
    uid: 'u1',
    account: placeOf(part).account,
    awsId: saying(part, 'id'),
    address: part.address,
    step: `${part.address}#tags`,
    classes: ['widen'],
    calls: '',
    desired: '',
    observed: '',
    guardrails: 'g',
    commit: '',
    plan: '',
  });
  const counted = parts.map((part) => ({
    address: part.address,
    account: placeOf(part).account,
    kind: part.address.slice(0, part.address.indexOf('/')),
    at: noon - minute,
  }));
  return {
    ...noDecisions,
    approvals: parts.map((part) => ({ ...decided(part, 'approval'), until: noon + hour, of: of(part) })),
    rejections: parts.map((part) => ({
      ...decided(part, 'rejection'),
      why: saying(part, 'no'),
      of: {
        ...of(part),
        step: `${part.address}#policy`,
        desired: saying(part, 'd'),
        observed: saying(part, 'o'),
      },
    })),
    pauses: [
      ...parts.map((part) => ({ ...decided(part, 'pause'), ...bounded(part), addresses: [part.address] })),
      { id: 'whole', by: ann, at: noon - hour, why: 'whole', until: noon + hour },
    ],
    silences: parts.flatMap((part) => [
      { ...decided(part, 'silence'), ...bounded(part), addresses: [part.address] },
      { ...decided(part, 'labelled'), ...bounded(part), labels: labelsOf(part) },
    ]),
    losses: counted,
    writes: counted,
    reverts: parts.map(({ address }) => ({ address, path: '/policy', at: noon - minute })),
  };
}

async function historyOf(parts: readonly Part[], plan: Plan): Promise<History> {
  const history = createVolatileHistory();
  await history.save({
    status: parts.map(recordOf),
    episodes: parts.map((part) => ({
      ...episodeOf(part),
      id: saying(part, 'old'),
      closed: { at: noon, how: 'repaired' },
    })),
    applied: parts.map((part) => ({
      address: part.address,
      facet: 'policy',
      at: noon - hour,
      spec: [{ path: '/policy', value: saying(part, 'p') }],
    })),
    plan: { id: planIdOf(plan), at: noon - hour, plan },
  });
  const hidden = parts.filter((part) => part.hidden);
  if (hidden.length > 0)
    await history.save({ plan: { id: secret, at: noon - hour, plan: planWith(hidden.flatMap(stepsOf)) } });
  // What is seen comes first: the number of a line says how many came before it.
  let last: Event | undefined;
  for (const part of parts.toSorted((a, b) => Number(a.hidden) - Number(b.hidden)))
    for (const more of [
      { is: 'wrote', address: part.address, text: saying(part, 'wrote'), step: `${part.address}#policy` },
      {
        is: 'decided',
        text: `approves ${part.address}#policy${saying(part, '')}`,
        detail: { steps: [`${part.address}#policy`] },
      },
    ] as const) {
      const event: Event = {
        chain: 'c',
        seq: (last?.seq ?? 0) + 1,
        at: noon - minute,
        subject: 'person:ann',
        previous: last?.hash ?? '',
        hash: String((last?.seq ?? 0) + 1),
        ...more,
      };
      last = event;
      await history.append(event).catch(() => undefined);
    }
  return history;
}

/** Makes a controller of a Stack with these resources. */
export async function stackOf(name: string, parts: readonly Part[]): Promise<FakeController> {
  const plan = planWith(parts.flatMap(stepsOf), {
    stack: name,
    at: noon,
    resources: parts.map(plannedOf),
    orphans: parts
      .filter((part) => part.hidden)
      .map((part) => ({
        address: `${part.address}-orphan` as const,
        place: placeOf(part),
        ids: { arn: secret },
      })),
    diagnostics: parts
      .filter((part) => part.hidden)
      .flatMap((part) => [
        {
          severity: 'warning',
          code: 'manifest.value',
          message: saying(part, 'm'),
          address: part.address,
        } as const,
        { severity: 'warning', code: 'manifest.value', message: saying(part, 'm') } as const,
      ]),
  });
  const hidden = parts.filter((part) => part.hidden);
  const state: Partial<ControllerState> = {
    stack: stackWith(name, parts),
    inForce: { id: 'r1', since: noon - hour },
    fullAt: noon - minute,
    plan,
    status: statusWith(...parts.map(recordOf)),
    open: parts.map(episodeOf),
    decisions: decisionsOf(parts),
    dropped: hidden.map((part) => ({
      address: `${part.address}-orphan` as const,
      since: noon - hour,
      revision: { id: secret },
    })),
    ...(hidden.length === 0
      ? {}
      : {
          underWay: {
            since: noon,
            steps: 40,
            ended: 7,
            waits: { reason: 'spreading', why: `${hidden[0]?.address ?? ''}: ${secret}`, until: noon },
          },
        }),
  };
  return fakeController(name, state, {
    history: await historyOf(parts, plan),
    speculate,
    observed: (address) => Promise.resolve(observedOf(parts, address)),
  });
}

/** Gives the name of a resource that a limited caller does not see, as that caller reads it. */
function hiddenIn(parts: readonly Part[]): string {
  return parts.find(({ hidden }) => hidden)?.address ?? 'another resource';
}

/** Returns what AWS holds for each resource, and the name of one that not everybody sees. */
function observedOf(parts: readonly Part[], address: Address): TreeMap | undefined {
  const part = parts.find((one) => one.address === address);
  const beside = hiddenIn(parts);
  return part && { description: saying(part, 'a key'), grantees: [beside], tags: { [beside]: beside } };
}

/** What a plan without steps costs. */
const nothing: Estimate = {
  cost: {
    prices: { currency: 'USD', region: 'us-east-1', asOf: '2026-11' },
    monthly: 0,
    later: 0,
    keys: 0,
    items: [],
    notKnown: [],
    ownReads: {
      requestsPerLook: 0,
      requestsPerMonth: 0,
      kmsPerMonth: 0,
      s3PerMonth: 0,
      billedCopies: 0,
      monthly: 0,
    },
  },
  permissions: [],
};

/** Plans the manifests that anybody sends as if they were in sync: they name nothing that the sender does not know. */
const speculate: FakeController['speculate'] = () =>
  Promise.resolve({
    plan: planWith([]),
    stack: stackWith('shop', []),
    estimate: nothing,
    recalled: { oldest: noon, kept: 1, asked: 0, refused: 0 },
  });

function stackWith(name: string, parts: readonly Part[]): Stack {
  const accounts = [...new Set(parts.map((part) => placeOf(part).account))];
  return {
    settings: {
      name,
      uid: 'u1',
      partition: 'aws',
      accounts: accounts.map((id) => ({ id, regions: ['eu-central-1'] })),
      keyAdministrators: [],
      trustedAccounts: [],
      tags: {},
      caps: { count: 5, percent: 10 },
      release: [],
    },
    resources: new Map(parts.map((part) => [part.address, resourceOf(part, hiddenIn(parts))])),
    diagnostics: [],
  };
}

/** Makes a daemon of which a caller sees one key: with all that they do not see, or without it. */
export async function daemonFor(
  hidden: Address | undefined,
  rest: 'with-the-rest' | 'alone',
): Promise<readonly FakeController[]> {
  const seen: Part = { address: 'Key/a', hidden: false };
  if (rest === 'alone') return [await stackOf('shop', [seen])];
  return [
    await stackOf('shop', [seen, ...(hidden === undefined ? [] : [{ address: hidden, hidden: true }])]),
    await stackOf(`vault-${secret}`, [{ address: `Key/${secret}`, hidden: true }]),
  ];
}
