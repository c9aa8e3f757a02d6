import fc from 'fast-check';
import { expect, it } from 'vitest';
import { here, ok, refused, scripted } from './scripted.test-helper.ts';
import type { TransportAnswer, TransportRequest } from './transport.ts';

function keyOf(id: number): object {
  return { KeyId: `id-${id}`, KeyArn: `arn-${id}` };
}

/** Pages as KMS makes them: some empty, `Truncated` and `NextMarker` on all but the last. */
function page(pages: readonly (readonly number[])[], request: TransportRequest): TransportAnswer {
  const index = Number(request.input['Marker'] ?? 0);
  const last = index >= pages.length - 1;
  return ok({
    Keys: (pages[index] ?? []).map(keyOf),
    Truncated: !last,
    ...(last ? {} : { NextMarker: String(index + 1) }),
  });
}

it('joins all pages in order, also empty ones, and drops the members of paging', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(fc.nat()), { minLength: 1, maxLength: 6 }), async (pages) => {
      const { aws, requests } = scripted((request) => page(pages, request));
      const answer = await aws.call({ op: 'kms:ListKeys', at: here, input: {} });
      expect(answer).toMatchObject({ is: 'ok', value: { Keys: pages.flat().map(keyOf) } });
      expect(answer.is === 'ok' && Object.keys(answer.value as object)).toEqual(['Keys']);
      expect(requests).toHaveLength(pages.length);
      expect(requests.every((request) => request.input['Limit'] === 1000)).toBe(true);
    }),
    { numRuns: 40 },
  );
});

it('takes the empty token of the Tagging API as the end', async () => {
  const { aws, requests } = scripted(() =>
    ok({ ResourceTagMappingList: [{ ResourceARN: 'arn' }], PaginationToken: '' }),
  );
  await aws.call({ op: 'tagging:GetResources', at: here, input: {} });
  expect(requests).toHaveLength(1);
  expect(requests[0]?.input).toEqual({ ResourcesPerPage: 100 });
});

it('sends no paging members with a list of ARNs, which the Tagging API refuses', async () => {
  const { aws, requests } = scripted(() => ok({ ResourceTagMappingList: [] }));
  await aws.call({ op: 'tagging:GetResources', at: here, input: { ResourceARNList: ['arn:aws:kms:x'] } });
  expect(requests[0]?.input).toEqual({ ResourceARNList: ['arn:aws:kms:x'] });
});

it('fails as a whole when one page fails: half a list would prove absence', async () => {
  const { aws } = scripted((request, index) =>
    index === 1 ? refused('AccessDeniedException', 400) : page([[1], [2], [3]], request),
  );
  expect(await aws.call({ op: 'kms:ListKeys', at: here, input: {} })).toMatchObject({ is: 'failed' });
});

it.each([
  { why: 'more follow and there is no token', answer: { Truncated: true } },
  { why: 'its token leads back to itself', answer: { Truncated: true, NextMarker: 'again' } },
])('fails as a whole when $why', async ({ answer }) => {
  const { aws } = scripted(() => ok(answer));
  expect(await aws.call({ op: 'kms:ListKeys', at: here, input: {} })).toMatchObject({
    is: 'failed',
    failure: { code: 'aws.odd-answer', class: 'transient' },
  });
});

it('dates the whole by its first page', async () => {
  const { aws, clock } = scripted(async (request) => {
    await clock.sleep(1_000);
    return page([[1], [2]], request);
  });
  await clock.sleep(5_000);
  expect(await aws.call({ op: 'kms:ListKeys', at: here, input: {} })).toMatchObject({ at: 5_000 });
  expect(clock.now()).toBe(7_000);
});
