import { describe, expect } from 'vitest';
import { keyOf } from '../support/estate-facts.ts';
import { crashMatrix, type CrashRow } from '../support/crash-matrix.ts';
import type { Estate } from '../support/estate.ts';
import { app, batch, grantsOn, grantYaml, primaryYaml, roles, stackOfDocuments } from '../support/family.ts';

const key = primaryYaml('enabled: true');
const second = primaryYaml('enabled: true').replace('name: data', 'name: second');
const plain = stackOfDocuments(key, grantYaml());
const witness = grantYaml(`granteePrincipal: ${batch}, operations: [Encrypt]`, 'witness');

/** Expects exactly these grants, as address and operations. */
function expectGrants(estate: Estate, expected: readonly string[], address = 'Key/data'): void {
  const found = grantsOn(estate, keyOf(estate, address)).map(
    ({ Name, Operations }) => `${Name.split(':')[2] ?? ''} ${Operations.join('+')}`,
  );
  expect(found.toSorted()).toEqual([...expected].toSorted());
}

const rows: readonly CrashRow[] = [
  {
    change: 'a grant and its key are made',
    before: undefined,
    after: plain,
    expectTruth: (estate) => {
      expectGrants(estate, ['Grant/app Decrypt']);
    },
  },
  {
    change: 'a grant is changed',
    before: plain,
    after: stackOfDocuments(key, grantYaml(`granteePrincipal: ${app}, operations: [Encrypt]`)),
    expectTruth: (estate) => {
      expectGrants(estate, ['Grant/app Encrypt']);
    },
  },
  {
    change: 'a grant moves to another key, and another grant stays',
    before: stackOfDocuments(key, second, witness, grantYaml()),
    after: stackOfDocuments(key, second, witness, grantYaml().replace('Key/data', 'Key/second')),
    expectTruth: (estate) => {
      expectGrants(estate, ['Grant/witness Encrypt']);
      expectGrants(estate, ['Grant/app Decrypt'], 'Key/second');
    },
  },
  {
    change: 'the manifest of a grant is gone, and another grant stays',
    before: stackOfDocuments(key, witness, grantYaml()),
    after: stackOfDocuments(key, witness),
    expectTruth: (estate) => {
      expectGrants(estate, ['Grant/witness Encrypt']);
    },
  },
];

describe('a crash while grants change', () => {
  crashMatrix(rows, roles);
});
