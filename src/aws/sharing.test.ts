import { describe, expect, it } from 'vitest';
import type { Call } from '../model/call.ts';
import { here, ok, refused, scripted } from './scripted.test-helper.ts';

const read: Call = { op: 'kms:ListAliases', at: here, input: {} };
const write: Call = { op: 'kms:CreateAlias', at: here, input: { AliasName: 'alias/x' } };

describe('equal reads', () => {
  it('share one request when sent at once, and later when sent no earlier than wanted', async () => {
    const { aws, clock, requests } = scripted(() => ok({ Aliases: [] }));
    const start = clock.now();
    await Promise.all([1, 2, 3].map(() => aws.call(read, { notBefore: start })));
    await clock.sleep(60_000);
    await aws.call(read, { notBefore: start });
    expect(requests).toHaveLength(1);
  });

  it.each([
    { why: 'another place', other: { ...read, at: { ...here, region: 'us-east-1' } } },
    { why: 'another input', other: { ...read, input: { KeyId: 'a' } } },
    { why: 'another operation', other: { ...read, op: 'kms:ListKeys' } },
  ] as const)('share nothing with those of $why', async ({ other }) => {
    const { aws, requests } = scripted(() => ok({}));
    await Promise.all([aws.call(read, { notBefore: 0 }), aws.call(other, { notBefore: 0 })]);
    expect(requests).toHaveLength(2);
  });

  it('share nothing with those of another pass, whose answers are forgotten', async () => {
    const { aws, requests } = scripted(() => ok({}));
    const [one, other] = [{}, {}];
    await aws.call(read, { notBefore: 0, pass: one });
    await aws.call(read, { notBefore: 0, pass: one });
    await aws.call(read, { notBefore: 0, pass: other });
    expect(requests).toHaveLength(2);
  });

  it('equals a call with members in another order', async () => {
    const { aws, requests } = scripted(() => ok({}));
    await aws.call({ ...read, input: { KeyId: 'a', Limit: 5 } }, { notBefore: 0 });
    await aws.call({ ...read, input: { Limit: 5, KeyId: 'a' } }, { notBefore: 0 });
    expect(requests).toHaveLength(1);
  });
});

describe('freshness', () => {
  it('means now without a notBefore', async () => {
    const { aws, clock, requests } = scripted(() => ok({}));
    await aws.call(read);
    await clock.sleep(1);
    await aws.call(read);
    expect(requests).toHaveLength(2);
  });

  it('counts from sending: a slow answer to an old question is an old answer', async () => {
    const { aws, clock, requests } = scripted(async () => {
      await clock.sleep(2_000);
      return ok({});
    });
    const slow = aws.call(read);
    await clock.sleep(1_000);
    const fresh = aws.call(read, { notBefore: clock.now() });
    await Promise.all([slow, fresh]);
    expect(requests).toHaveLength(2);
  });

  it('reads again after a write within the same millisecond', async () => {
    let aliases: string[] = [];
    const { aws, clock } = scripted((request) => {
      if (request.op === 'kms:CreateAlias') aliases = ['alias/x'];
      return ok({ Aliases: aliases.map((AliasName) => ({ AliasName })) });
    });
    await aws.call(read, { notBefore: clock.now() });
    await aws.call(write);
    expect(await aws.call(read, { notBefore: clock.now() })).toMatchObject({
      value: { Aliases: [{ AliasName: 'alias/x' }] },
    });
    expect(clock.now()).toBe(0);
  });

  it('reads again when a write went out during the read', async () => {
    let aliases: string[] = [];
    const { aws, clock, requests } = scripted(async (request) => {
      const seen = aliases;
      if (request.op === 'kms:CreateAlias') aliases = ['alias/x'];
      else await clock.sleep(500);
      return ok({ Aliases: seen.map((AliasName) => ({ AliasName })) });
    });
    const before = aws.call(read, { notBefore: 0 });
    await aws.call(write);
    const after = aws.call(read, { notBefore: clock.now() });
    expect(await before).toMatchObject({ value: { Aliases: [] } });
    expect(await after).toMatchObject({ value: { Aliases: [{ AliasName: 'alias/x' }] } });
    expect(requests.filter((request) => request.op === 'kms:ListAliases')).toHaveLength(2);
  });
});

describe('a clock that is set back', () => {
  it('lets no read have an answer of before it was set', async () => {
    const { aws, clock, requests } = scripted(() => ok({}));
    await aws.call(read);
    await clock.sleep(1_000);
    clock.step(-60_000);
    await aws.call(read);
    expect(requests).toHaveLength(2);
  });

  it('lets no read of a pass have an answer of before it was set', async () => {
    const { aws, clock, requests } = scripted(() => ok({}));
    const pass = {};
    await aws.call(read, { pass });
    clock.step(-60_000);
    await aws.call(read, { pass, notBefore: clock.now() });
    expect(requests).toHaveLength(2);
  });

  it('shares answers of after it was set', async () => {
    const { aws, clock, requests } = scripted(() => ok({}));
    clock.step(-60_000);
    const start = clock.now();
    await aws.call(read, { notBefore: start });
    await clock.sleep(1_000);
    await aws.call(read, { notBefore: start });
    expect(requests).toHaveLength(1);
  });
});

describe('failures', () => {
  it('shares answers that stay', async () => {
    const { aws, requests } = scripted(() => refused('AccessDeniedException', 400));
    await aws.call(read, { notBefore: 0 });
    expect(await aws.call(read, { notBefore: 0 })).toMatchObject({ is: 'failed' });
    expect(requests).toHaveLength(1);
  });

  it('does not share answers that pass', async () => {
    const { aws } = scripted((_, index) =>
      index < 8 ? refused('ServiceUnavailable', 503) : ok({ Aliases: [] }),
    );
    expect(await aws.call(read, { notBefore: 0 })).toMatchObject({ is: 'failed' });
    expect(await aws.call(read, { notBefore: 0 })).toMatchObject({ is: 'ok' });
  });

  it('keeps no answers of the program itself', async () => {
    const { aws } = scripted((_, index) => {
      if (index === 0) throw new Error('a mistake');
      return ok({ Aliases: [] });
    });
    await expect(aws.call(read, { notBefore: 0 })).rejects.toThrow('a mistake');
    expect(await aws.call(read, { notBefore: 0 })).toMatchObject({ is: 'ok' });
  });
});

it('never shares a write', async () => {
  const { aws, requests } = scripted(() => ok({}));
  await Promise.all([aws.call(write, { notBefore: 0 }), aws.call(write, { notBefore: 0 })]);
  expect(requests).toHaveLength(2);
});
