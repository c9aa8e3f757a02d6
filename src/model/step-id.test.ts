import fc from 'fast-check';
import { expect, it } from 'vitest';
import { addressOf } from './address.ts';
import {
  addressOfStep,
  facetIdOf,
  facetNameOf,
  nameOfStep,
  partIdOf,
  partNameOf,
  stepIdOf,
} from './step-id.ts';

const word = fc.stringMatching(/^[a-z][a-z0-9.-]{0,12}$/u);

it('gives back the address, the name and the facet that an id was built from', () => {
  fc.assert(
    fc.property(word, word, word, (kind, own, facet) => {
      const address = addressOf(kind, own);
      for (const name of [facet, partNameOf(facet, 'narrow'), partNameOf(facet, 'contract')]) {
        const id = stepIdOf(address, name);
        expect([addressOfStep(id), nameOfStep(id), facetNameOf(name)]).toEqual([address, name, facet]);
        expect(facetIdOf({ address, name })).toBe(stepIdOf(address, facet));
        expect(partIdOf({ address, name }, 'narrow')).toBe(`${address}#${facet}:narrow`);
      }
    }),
  );
});
