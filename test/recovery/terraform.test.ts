import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createPlace } from './place.ts';
import { differenceOf, replay, sectionsOf } from './pages.ts';

const { first, others } = sectionsOf(join(import.meta.dirname, '../../docs/terraform.md'));

it('takes over from Terraform as the page says, and ends without a change', async () => {
  const place = await createPlace();
  for (const each of [first, ...others])
    for (const { line, said, shown } of await replay(each, place))
      expect(differenceOf(said, shown), `${line}\n${shown}`).toBeUndefined();
  expect(await place.said('reconcile plan')).toContain('No changes.');
  expect(place.keys()).toHaveLength(1);
});
