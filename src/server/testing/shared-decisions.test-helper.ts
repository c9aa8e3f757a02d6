import { noDecisions, type Approved, type Decisions } from '../../model/decisions.ts';
import { hour, minute } from '../../model/instant.ts';
import { noon } from '../../daemon/testing/caller.test-helper.ts';
import { labelsOf, placeOf, saying, secret, type Part } from './shared-part.test-helper.ts';

const ann = { id: 'person:ann', name: 'ann' };

/** Makes a decision of every sort about each resource, and a pause of the whole Stack. */
export function decisionsOf(parts: readonly Part[]): Decisions {
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
