import { describe, expect, it } from 'vitest';
import type { TreeMap } from '../model/tree.ts';
import { recordsData, recordsReads } from './trails.ts';

function management(more: readonly TreeMap[] = []): TreeMap {
  const fieldSelectors = [{ field: 'eventCategory', equals: ['Management'] }, ...more];
  return { advancedEventSelectors: [{ fieldSelectors }] };
}

describe('the events that a trail records', () => {
  it.each<{ why: string; spec: TreeMap; reads: boolean; data: boolean }>([
    { why: 'all management events where nothing is said', spec: {}, reads: true, data: false },
    {
      why: 'no reads where it asks for writes only',
      spec: { eventSelectors: [{ readWriteType: 'WriteOnly' }] },
      reads: false,
      data: false,
    },
    {
      why: 'single objects besides, if it names some',
      spec: { eventSelectors: [{ dataResources: [{ type: 'AWS::S3::Object', values: ['arn:aws:s3'] }] }] },
      reads: true,
      data: true,
    },
    {
      why: 'single objects alone',
      spec: {
        eventSelectors: [
          {
            includeManagementEvents: false,
            dataResources: [{ type: 'AWS::S3::Object', values: ['arn:aws:s3'] }],
          },
        ],
      },
      reads: false,
      data: true,
    },
    { why: 'both by its advanced selectors', spec: management(), reads: true, data: false },
    {
      why: 'no reads by its advanced selectors',
      spec: management([{ field: 'readOnly', equals: ['false'] }]),
      reads: false,
      data: false,
    },
    {
      why: 'data by its advanced selectors',
      spec: { advancedEventSelectors: [{ fieldSelectors: [{ field: 'eventCategory', equals: ['Data'] }] }] },
      reads: false,
      data: true,
    },
  ])('$why', ({ spec, reads, data }) => {
    expect({ reads: recordsReads(spec), data: recordsData(spec) }).toEqual({ reads, data });
  });
});
