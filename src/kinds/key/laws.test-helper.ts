import type { KindLaws } from '../../../test/support/kind-laws.ts';
import { policyFor } from '../../../test/support/gate-world.ts';
import { roleArn } from '../../../test/support/hand.ts';
import { documents } from './documents.test-helper.ts';
import { driftRows } from './drift.test-helper.ts';
import { gateRows, noAdmin } from './gates.test-helper.ts';

export const laws: KindLaws = {
  documents,
  principals: ['app', 'batch', 'intruder'].map(roleArn),
  drift: driftRows,
  fixed: [
    { covers: '/keySpec', address: 'Key/data', made: { KeySpec: 'RSA_2048', KeyUsage: 'ENCRYPT_DECRYPT' } },
    {
      covers: '/keyUsage',
      address: 'Key/signer',
      made: { KeySpec: 'RSA_2048', KeyUsage: 'ENCRYPT_DECRYPT' },
    },
    { covers: '/multiRegion', address: 'Key/data', made: { MultiRegion: true } },
  ],
  // Says what a plan shows; it has no value in AWS that could drift.
  onlyShown: ['/grants'],
  gates: {
    documents: {
      'Key/data': {
        enabled: true,
        policy: policyFor(['app', 'web'], [noAdmin]),
        rotation: { enabled: true, periodInDays: 180 },
      },
    },
    address: 'Key/data',
    rows: gateRows,
    // Not a change in Git of what was applied: test/sim/closing.test.ts and the drift rows have these two.
    without: ['/policy loses disable', '/policy changes repair'],
  },
  elsewhere: { renamings: 'test/sim/renamed.test.ts', specs: 'test/sim/estate-property.test.ts' },
};
