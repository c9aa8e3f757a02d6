import { expect, it } from 'vitest';
import { fakeS3 } from './fake-s3.test-helper.ts';
import { objectsAt } from './objects.ts';

it('stops its pauses once the run must stop, and still pauses for later writes', async () => {
  const stop = new AbortController();
  const { aws } = fakeS3(() => 'conflict');
  const heard: boolean[] = [];
  const clock = {
    sleep(_ms: number, signal?: AbortSignal): Promise<void> {
      heard.push(signal === stop.signal);
      return Promise.resolve();
    },
  };
  const place = { account: '111122223333', region: 'eu-central-1' };
  const objects = objectsAt({ aws, place, bucket: 'b', prefix: '', clock, stop: stop.signal });
  await expect(objects.put('k', 'v', 'nothing')).rejects.toThrow();
  stop.abort();
  await expect(objects.put('k', 'v', 'nothing')).rejects.toThrow();
  expect(heard).toEqual([true, true, true, true, false, false, false, false]);
});
