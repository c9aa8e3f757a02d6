import { describe, expect } from 'vitest';
import { addressTag } from '../../src/model/resource.ts';
import { keyIds, keyOf, tagsOf } from '../support/estate-facts.ts';
import { crashMatrix, type CrashRow } from '../support/crash-matrix.ts';
import { region, type Estate } from '../support/estate.ts';
import { describeKey, primaryYaml, replicaYaml, stackOfDocuments, west } from '../support/family.ts';

const family = stackOfDocuments(primaryYaml('multiRegion: true, enabled: true'), replicaYaml());

/** Expects one key and one replica of it, each with its own tags. */
function expectFamily(estate: Estate, is: Readonly<Record<string, unknown>>): void {
  const id = keyOf(estate, 'Key/data');
  expect([keyIds(estate), keyIds(estate, west)]).toEqual([[id], [id]]);
  expect(tagsOf(estate, id, west)[addressTag]).toBe('ReplicaKey/data');
  expect(describeKey(estate, id, west)).toMatchObject(is);
}

const rows: readonly CrashRow[] = [
  {
    change: 'a replica and its primary are made',
    before: undefined,
    after: family,
    expectTruth: (estate) => {
      expectFamily(estate, { KeyState: 'Enabled', Description: 'Copy' });
    },
  },
  {
    change: 'a replica is changed and disabled',
    before: family,
    after: stackOfDocuments(
      primaryYaml('multiRegion: true, enabled: true'),
      replicaYaml('description: Spare, tags: { team: storage, tier: cold }, enabled: false'),
    ),
    expectTruth: (estate) => {
      expectFamily(estate, { KeyState: 'Disabled', Description: 'Spare' });
    },
  },
  {
    change: 'the primary is put back',
    before: family,
    after: family,
    meanwhile: (estate) => {
      estate.raw('kms', 'UpdatePrimaryRegion', { KeyId: keyOf(estate, 'Key/data'), PrimaryRegion: west });
    },
    expectTruth: (estate) => {
      const MultiRegionConfiguration = { MultiRegionKeyType: 'REPLICA', PrimaryKey: { Region: region } };
      expectFamily(estate, { MultiRegionConfiguration });
    },
  },
];

describe('a crash while replicas change', () => {
  crashMatrix(rows, []);
});
