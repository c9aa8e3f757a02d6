import { describe, expect, it } from 'vitest';
import { seededRandoms } from '../runtime/random.ts';
import { virtualClock } from '../runtime/virtual-clock.ts';
import { createSandbox } from '../sandbox/sandbox.ts';
import { sandboxTransport } from '../sandbox/transport.ts';
import { wireHandler } from '../sandbox/wire/handler.ts';
import { createWire } from '../sandbox/wire/wire.ts';
import { createCallLog, type SentRequest } from './call-log.ts';
import { createLimiter } from './limiter.ts';
import { createAws } from './port.ts';
import { createSdkTransport } from './sdk/transport.ts';

const account = '111122223333';
const at = { account, region: 'eu-central-1' };

/** Opens the whole port above the embedded AWS, which throttles by quota and takes 40 ms a call. */
async function open(face: 'direct' | 'wire', share: number) {
  const clock = virtualClock();
  const randoms = seededRandoms(7);
  const sandbox = createSandbox({ clock, random: randoms.stream('sandbox'), throttle: true, latencyMs: 40 });
  const transport =
    face === 'direct'
      ? sandboxTransport(sandbox)
      : createSdkTransport({
          accounts: [
            { id: account, regions: [at.region], roles: { read: role('read'), write: role('write') } },
          ],
          stack: 'whole',
          version: '1',
          clock,
          region: at.region,
          handler: wireHandler(await createWire(sandbox)),
          credentials: async () => ({ accessKeyId: account, secretAccessKey: 'x' }),
          hold: (work) => clock.during(work),
        });
  const log = createCallLog();
  const sent: SentRequest[] = [];
  log.subscribe((request) => sent.push(request));
  const limiter = createLimiter(clock, { share: () => share });
  const aws = createAws({
    transport,
    clock,
    random: randoms.stream('jitter'),
    limiter,
    log,
    unleased: () => true,
  });
  return { aws, clock, sandbox, sent };
}

function role(name: string): string {
  return `arn:aws:iam::${account}:role/${name}`;
}

describe.each(['direct', 'wire'] as const)('the port above the embedded AWS, %s', (face) => {
  it('makes thirty keys in the time that half the quota allows, throttled never', async () => {
    const { aws, clock, sent } = await open(face, 0.5);
    const start = clock.now();
    const create = { op: 'kms:CreateKey', at, input: {} } as const;
    const made = await Promise.all(Array.from({ length: 30 }, () => aws.call(create)));
    expect(made.every((answer) => answer.is === 'ok')).toBe(true);
    expect(sent.filter((request) => request.outcome !== 'ok')).toEqual([]);
    expect((clock.now() - start) / 1_000).toBeCloseTo(11.1, 0);
  });

  it('finds its rate when AWS allows less than it thinks, and every key is made once', async () => {
    const { aws, sandbox, sent } = await open(face, 3);
    const create = { op: 'kms:CreateKey', at, input: {} } as const;
    const made = await Promise.all(Array.from({ length: 30 }, () => aws.call(create)));
    expect(sent.some((request) => request.outcome === 'aws.throttled')).toBe(true);
    const count = made.filter((answer) => answer.is === 'ok').length;
    expect(count).toBeGreaterThan(25);
    const truth = sandbox.raw({
      service: 'kms',
      operation: 'ListKeys',
      ...at,
      principal: role('admin'),
      input: { Limit: 1000 },
    });
    expect(truth.is === 'ok' && truth.output['Keys']).toHaveLength(count);
  });

  it('joins the small pages of a listing, and reads it once for all who ask', async () => {
    const { aws, clock, sent } = await open(face, 0.5);
    for (let index = 0; index < 12; index += 1) await aws.call({ op: 'kms:CreateKey', at, input: {} });
    const list = { op: 'kms:ListKeys', at, input: { Limit: 5 } } as const;
    const notBefore = clock.now();
    const [first] = await Promise.all([1, 2, 3].map(() => aws.call(list, { notBefore })));
    expect(first?.is === 'ok' && (first.value as { Keys: unknown[] }).Keys).toHaveLength(12);
    expect(sent.filter((request) => request.op === 'kms:ListKeys')).toHaveLength(3);
  });

  it('does not make a second key when the answer to the first is lost', async () => {
    const { aws, sandbox } = await open(face, 0.5);
    sandbox.faults.next({ operation: 'CreateKey' }, 'never-after');
    expect(await aws.call({ op: 'kms:CreateKey', at, input: {} })).toMatchObject({
      is: 'failed',
      failure: { code: 'aws.timeout', effectUnknown: true },
    });
    expect(await aws.call({ op: 'kms:ListKeys', at, input: {} })).toMatchObject({
      value: { Keys: [expect.anything()] },
    });
  });

  it('sends a tag again when its answer is lost', async () => {
    const { aws, sandbox, sent } = await open(face, 0.5);
    const made = await aws.call({ op: 'kms:CreateKey', at, input: {} });
    const KeyId =
      made.is === 'ok' ? (made.value as { KeyMetadata: { KeyId: string } }).KeyMetadata.KeyId : '';
    sandbox.faults.next({ operation: 'TagResource' }, 'after');
    const tag = {
      op: 'kms:TagResource',
      at,
      input: { KeyId, Tags: [{ TagKey: 'a', TagValue: 'b' }] },
    } as const;
    expect(await aws.call(tag)).toMatchObject({ is: 'ok' });
    expect(sent.filter((request) => request.op === 'kms:TagResource')).toHaveLength(2);
  });
});
