import type { Estimate } from '../../model/estimate.ts';
import { digestOf } from '../../model/digest.ts';
import type { Address } from '../../model/address.ts';
import type { Event, History } from '../../model/history.ts';
import { hour, minute } from '../../model/instant.ts';
import { planIdOf } from '../../model/plan-id.ts';
import type { Plan } from '../../model/plan.ts';
import type { Stack } from '../../model/resource.ts';
import type { TreeMap } from '../../model/tree.ts';
import { createVolatileHistory } from '../../store/memory/history.ts';
import type { ControllerState } from '../../daemon/controller.ts';
import { noon } from '../../daemon/testing/caller.test-helper.ts';
import {
  fakeController,
  planWith,
  statusWith,
  type FakeController,
} from '../../daemon/testing/controller.test-helper.ts';
import { decisionsOf } from './shared-decisions.test-helper.ts';
import {
  episodeOf,
  placeOf,
  plannedOf,
  recordOf,
  resourceOf,
  saying,
  secret,
  stepsOf,
  type Part,
} from './shared-part.test-helper.ts';

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
  // What is hidden comes first: nothing of a line that is seen may say how many came before it.
  let last: Event | undefined;
  for (const part of parts.toSorted((a, b) => Number(b.hidden) - Number(a.hidden)))
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
        hash: digestOf([more]),
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
