import { expect, it } from 'vitest';
import { hour, minute } from '../../src/model/instant.ts';
import { createVolatileStore } from '../../src/store/memory/volatile.ts';
import { crashAt, moments } from '../support/crash.ts';
import { createEstate, endings, type Estate } from '../support/estate.ts';
import { applied, documentYaml, keyYaml, manifests } from '../support/estate-facts.ts';

const bucketYaml = documentYaml('Bucket', 'name: data', 'name: kw-young');
const yaml = manifests([
  bucketYaml,
  keyYaml({ name: 'data' }),
  documentYaml(
    'BucketEncryption',
    'name: data',
    'bucket: { ref: Bucket/data }, algorithm: "aws:kms", key: { ref: Key/data }',
  ),
]);

async function prepared(): Promise<Estate> {
  const estate = createEstate();
  await estate.advance(hour);
  await applied(estate, manifests([bucketYaml]));
  await estate.advance(hour);
  return estate;
}

/** Returns the time between the last write to a key and the encryption of its bucket. */
function waited(estate: Estate): number {
  const ok = estate.sandbox.log().filter(({ result }) => result === 'ok');
  const put = ok.find(({ operation }) => operation === 'PutBucketEncryption');
  const key = ok.findLast(
    ({ service, operation, at }) =>
      service === 'kms' && /^(?:Create|Put|Enable|Tag)/u.test(operation) && at <= (put?.at ?? 0),
  );
  if (put === undefined || key === undefined) throw new Error('there is a key, and a bucket under it');
  return put.at - key.at;
}

// CI without a kept state directory begins like this: the key is seconds old, and no note says so.
it.each(moments)(
  'encrypts a bucket a minute after its key was made when a run without notes dies at any request: %s',
  async (moment) => {
    const measured = await prepared();
    const { requests } = await applied(measured, yaml);
    expect(waited(measured)).toBeGreaterThanOrEqual(minute);
    for (let n = 1; n <= requests.length; n += 1) {
      const estate = await prepared();
      const crash = crashAt(n, moment);
      void estate.apply(yaml, {
        ...crash.ports(estate),
      });
      await crash.died;
      const store = createVolatileStore(estate.clock);
      const ended = endings(await estate.apply(yaml, { store, holder: 'test@here:2', firstRun: true }));
      expect(new Set(Object.values(ended)), `request ${n}`).toEqual(
        new Set(Object.keys(ended).length === 0 ? [] : ['done']),
      );
      expect(waited(estate), `request ${n} of ${requests.length}`).toBeGreaterThanOrEqual(minute);
    }
  },
);
