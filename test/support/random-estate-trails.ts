import type { Doc, Draw, TrailSlot } from './random-estate.ts';

/** Draws the name in AWS: kept, or another, which is another trail in its place. */
export function trailNames({ index }: TrailSlot, old: string | undefined, by: Draw): string {
  const first = `trail-${index}`;
  if (old === undefined || old === '') return first;
  return by.chance(0.2) ? `${first}-anew` : old;
}

interface TrailPlace {
  readonly name: string;
  readonly bucket: unknown;
  readonly key: { readonly ref: string } | null;
}

/** Draws a trail. What cannot be together is not drawn together: `null` and `true` say what another field needs. */
export function trailDocument(
  slot: TrailSlot,
  naming: { readonly name: string },
  { name, bucket, key }: TrailPlace,
  by: Draw,
): Doc {
  const all = by.chance(0.5);
  const selectors = by.pick<object>(
    { eventSelectors: [{ readWriteType: 'WriteOnly' }] },
    { eventSelectors: null },
    {
      advancedEventSelectors: [
        { name: 'all', fieldSelectors: [{ field: 'eventCategory', equals: ['Management'] }] },
      ],
    },
  );
  const multiRegion = by.chance(0.5);
  return {
    kind: 'Trail',
    metadata: { ...slot.place, ...naming },
    spec: {
      name,
      bucket,
      key,
      logging: by.chance(0.8),
      ...(all ? { multiRegion, globalServiceEvents: multiRegion || by.chance(0.5) } : {}),
      ...(by.chance(0.5) ? { logFileValidation: by.chance(0.8) } : {}),
      ...(by.chance(0.5) ? { prefix: by.pick<string | null>('trails', null) } : {}),
      ...(by.chance(0.6) ? selectors : {}),
      ...(by.chance(0.5)
        ? { insightSelectors: by.pick<unknown>(null, [{ insightType: 'ApiErrorRateInsight' }]) }
        : {}),
      ...(by.chance(0.3) ? { snsTopic: null } : {}),
      ...(by.chance(0.5)
        ? { tags: Object.fromEntries(by.some(['team', 'tier']).map((tag) => [tag, 'a'])) }
        : {}),
    },
  };
}
