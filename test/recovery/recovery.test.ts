import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createPlace } from './place.ts';
import { differenceOf, replay, sectionsOf } from './pages.ts';

const { first, others } = sectionsOf(join(import.meta.dirname, '../../docs/disaster-recovery.md'));

it.each(others)('recovers as the page says where $title', async (section) => {
  const place = await createPlace();
  for (const each of [first, section])
    for (const { line, said, shown } of await replay(each, place))
      expect(differenceOf(said, shown), `${line}\n${shown}`).toBeUndefined();
  expect(await place.said('reconcile plan')).toContain('No changes.');
  // A key that is gone is replaced once; any other loss makes no second key.
  expect(place.keys()).toHaveLength(1);
});
