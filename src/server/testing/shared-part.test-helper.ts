import type { Address } from '../../model/address.ts';
import type { Episode } from '../../model/history.ts';
import { hour, minute } from '../../model/instant.ts';
import { resourcePlanOf, stepOf } from '../../model/plan.test-helper.ts';
import type { ResourcePlan, Step } from '../../model/plan.ts';
import type { Resource } from '../../model/resource.ts';
import { noon } from '../../daemon/testing/caller.test-helper.ts';
import { recordAt } from '../../daemon/testing/controller.test-helper.ts';

/** Appears in every text of what a limited caller must not learn of. */
export const secret = 'zzsecret';

/** The place of what a limited caller does not see. */
const elsewhere = { account: '999988887777', region: 'us-west-2' };

const waits = {
  is: 'approval',
  classes: ['widen'],
  reason: 'waits-for-approval',
  why: 'gives access',
} as const;

/** One resource with something in every part of the state and of the history. */
export interface Part {
  readonly address: Address;
  readonly hidden: boolean;
}

/** Makes a text that tells the secret where it is of what is hidden. */
export function saying({ hidden }: Part, text: string): string {
  return hidden ? `${secret} ${text}` : text;
}

export function placeOf({ hidden }: Part): typeof elsewhere {
  return hidden ? elsewhere : { account: '111122223333', region: 'eu-central-1' };
}

export function labelsOf({ hidden }: Part): Readonly<Record<string, string>> {
  return { team: hidden ? secret : 'payments' };
}

export function resourceOf(part: Part, beside: string): Resource {
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

export function recordOf(part: Part): ReturnType<typeof recordAt> {
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

export function plannedOf(part: Part): ResourcePlan {
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

export function stepsOf(part: Part): readonly Step[] {
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

export function episodeOf(part: Part): Episode {
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
