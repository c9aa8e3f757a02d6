import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { partitions } from '../../src/checks/regions.ts';

const file =
  '../../node_modules/@aws-sdk/core/dist-es/submodules/client/util-endpoints/lib/aws/partitions.js';

const Partitions = z.object({
  partitions: z.array(
    z.object({ id: z.string(), regionRegex: z.string(), regions: z.record(z.string(), z.unknown()) }),
  ),
});

/** Loads the data by which the SDK finds endpoints: its literal is JSON. */
function partitionsOfSdk(): z.infer<typeof Partitions>['partitions'] {
  const text = readFileSync(join(import.meta.dirname, file), 'utf8');
  const literal = text.slice(text.indexOf('{'), text.indexOf('};') + 1);
  return Partitions.parse(JSON.parse(literal)).partitions;
}

// A Region that the table lacks is a warning to whoever uses it.
it.each(partitionsOfSdk())('knows the Regions of $id that the SDK knows', ({ id, regionRegex, regions }) => {
  const known = Object.keys(regions).filter((name) => !name.endsWith('-global'));
  expect(partitions[id]?.regions.toSorted()).toEqual(known.toSorted());
  const form = new RegExp(regionRegex.replaceAll('\\-', '-'), 'u');
  for (const name of partitions[id]?.regions ?? []) {
    expect(name).toMatch(form);
    expect(name).toMatch(partitions[id]?.form ?? /^$/u);
  }
});

it('knows no partition that the SDK does not know', () => {
  expect(Object.keys(partitions).toSorted()).toEqual(
    partitionsOfSdk()
      .map(({ id }) => id)
      .toSorted(),
  );
});
