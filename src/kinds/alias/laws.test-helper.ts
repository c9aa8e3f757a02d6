import type { DriftRow, GateRow, KindLaws, Renaming } from '../../../test/support/kind-laws.ts';
import { keysOfReaders } from '../../../test/support/gate-world.ts';
import { point } from '../../../test/support/hand.ts';
import { documentYaml, keyYaml } from '../../../test/support/estate-facts.ts';

const documents = `
apiVersion: keywright.dev/v1
kind: Alias
metadata: { name: app }
spec: { name: alias/app, target: { ref: Key/data } }
`;

const aliasRows: readonly DriftRow[] = [
  {
    covers: '/target',
    why: 're-pointed to another key of ours',
    drift: (hand) => point(hand, 'alias/app', hand.key('Key/still')),
    address: 'Alias/app',
    path: '/target',
  },
  {
    covers: '/name',
    why: 'a name cannot be changed, only deleted',
    drift: (hand) => void hand.kms('DeleteAlias', { AliasName: 'alias/app' }),
    address: 'Alias/app',
    path: '/target',
  },
];

const gateRows: readonly GateRow[] = [
  { why: 'a key with the same readers', spec: { target: { ref: 'Key/twin' } }, needs: [] },
  { why: 'a key with fewer readers', spec: { target: { ref: 'Key/fewer' } }, needs: [] },
  {
    why: 'a key with another reader',
    gate: '/target changes',
    spec: { target: { ref: 'Key/more' } },
    needs: ['widen'],
  },
  {
    why: 'a key whose policy no manifest declares',
    gate: '/target changes',
    spec: { target: { ref: 'Key/bare' } },
    needs: ['widen'],
  },
  {
    why: 'a key that no manifest declares',
    gate: '/target changes',
    spec: { target: '1234abcd-12ab-34cd-56ef-1234567890ab' },
    needs: ['widen'],
  },
];

function renamed(name: string): string {
  return documentYaml('Alias', `name: a`, `name: ${name}, target: { ref: Key/a }`);
}

const renamings: readonly Renaming[] = [
  {
    changed: 'the name of an alias',
    address: 'Alias/a',
    before: [keyYaml({ name: 'a' }), renamed('alias/old')],
    after: [keyYaml({ name: 'a' }), renamed('alias/new')],
    step: 'Alias/a#create',
  },
];

export const laws: KindLaws = {
  documents,
  renamings,
  drift: aliasRows,
  gates: {
    documents: { ...keysOfReaders, 'Alias/data': { name: 'alias/data', target: { ref: 'Key/data' } } },
    address: 'Alias/data',
    rows: gateRows,
  },
  elsewhere: { specs: 'test/sim/estate-property.test.ts' },
};
