import { describe, expect, it } from 'vitest';
import type { Transport } from '../../src/aws/transport.ts';
import { createEstate as joinEstate } from '../../src/boot/estate.ts';
import { createMachine } from '../../src/boot/machine.ts';
import { defaultTiming } from '../../src/engine/ports.ts';
import { holdLease } from '../../src/engine/lease/lease.ts';
import { atOnce } from '../../src/engine/testing/candidate.test-helper.ts';
import { pass } from '../../src/engine/pass.ts';
import { hour, minute } from '../../src/model/instant.ts';
import { seededEntropy } from '../../src/runtime/entropy.ts';
import { seededRandoms } from '../../src/runtime/random.ts';
import { createVolatileStore } from '../../src/store/memory/volatile.ts';
import { createS3Journal } from '../../src/store/s3/journal.ts';
import { account, createEstate, region, stackYaml, type Estate } from '../support/estate.ts';
import { applied, keyOf, keyYaml, manifests, stateOf } from '../support/estate-facts.ts';
import { guarded } from '../support/guarded.ts';

function roleYaml(...uses: readonly string[]): string {
  const named = uses.map((use) => `${use}: 'arn:aws:iam::${account}:role/keywright-${use}'`);
  return `      roles: { ${named.join(', ')} }\n`;
}

/** Returns the Stack of the tests with these roles, and more of its spec. */
function stackWith(uses: readonly string[], more = ''): string {
  return stackYaml.replace('      regions:', `${roleYaml('read', 'write', ...uses)}      regions:`) + more;
}

const declared = keyYaml({ name: 'a' });

function tombstone(id: string): string {
  return keyYaml({ name: 'a', metadata: `state: absent, keyId: ${id}` });
}

/** Notes who signs each request. */
function noting(inner: Transport, signed: Set<string>): Transport {
  return {
    send(request) {
      signed.add(`${request.role} ${request.op}`);
      return inner.send(request);
    },
  };
}

async function standing(stack: string): Promise<Estate> {
  const estate = createEstate();
  await applied(estate, manifests([declared, keyYaml({ name: 'b' })], stack));
  await estate.advance(hour);
  return estate;
}

describe('roles (authority.md §4.21)', () => {
  it('never assumes a role that writes where nothing may be written', async () => {
    const estate = await standing(stackWith(['destroy']));
    const signed = new Set<string>();
    const changed = manifests([keyYaml({ name: 'a', spec: 'description: new' })], stackWith(['destroy']));
    const joined = joinedOn(estate, changed, (inner) => noting(inner, signed), false);
    await pass({ stack: estate.stack(changed), scope: { is: 'all' } }, joined.machine, joined.estate, {
      signal: new AbortController().signal,
      lane: 'sweep',
      timing: defaultTiming,
      progress: () => undefined,
    });
    expect(signed.size).toBeGreaterThan(3);
    expect([...signed].filter((one) => !one.startsWith('read '))).toEqual([]);
  });

  it('keeps lease and journal with a separate role, which does nothing else', async () => {
    const yaml = manifests(
      [declared],
      stackWith(
        ['coordination'],
        `  coordination: { s3: { bucket: state, prefix: shop/, account: '${account}', region: ${region} } }\n`,
      ),
    );
    const estate = createEstate();
    estate.raw('s3', 'CreateBucket', {
      Bucket: 'state',
      CreateBucketConfiguration: { LocationConstraint: region },
    });
    await estate.advance(hour);
    const run = guarded(estate);
    run.permit(yaml);
    const signed = new Set<string>();
    const { machine, estate: ours } = joinedOn(estate, yaml, () => noting(run.transport(), signed), true);
    const answer = await holdLease(atOnce({ ...machine, ...ours, holder: 'a', timing: defaultTiming }));
    expect(answer.is).toBe('held');
    await ours.journal.remember('Key/a', { keyId: '1' });
    expect(await ours.journal.known()).toEqual(new Map([['Key/a', { keyId: '1' }]]));
    if (answer.is === 'held') await answer.held.release();
    const byOthers = [...signed].filter((one) => !one.startsWith('coordination '));
    expect(byOthers).toEqual([]);
    expect([...run.denied]).toEqual([]);
  });

  it('tells with each write which plan it is of and who decided', async () => {
    const estate = createEstate();
    const sources = new Set<string>();
    const yaml = manifests([declared], stackWith([]));
    await applied(estate, yaml, {
      transport: (inner) => ({
        send(request) {
          if (request.role === 'write') sources.add(request.source ?? 'nobody');
          return inner.send(request);
        },
      }),
    });
    expect([...sources]).toEqual([expect.stringMatching(/^[0-9a-f]{12}\.keywright$/u)]);
  });

  it('destroys only what a person approved, by a third role and the permissions made for it', async () => {
    const stack = stackWith(['destroy'], '  release: [disable, delete]\n');
    const estate = createEstate();
    const run = guarded(estate);
    const key = (one: string): string => manifests([one, keyYaml({ name: 'b' })], stack);
    await run.apply(key(declared));
    await estate.advance(hour);
    const id = keyOf(estate, 'Key/a');
    run.permit(key(tombstone(id)));
    const waits = await estate.apply(key(tombstone(id)), { transport: () => run.transport() });
    if (waits.is === 'refused') throw new Error('nobody else applies');
    expect(waits.plan.steps.map(({ gate }) => gate)).toMatchObject([
      {
        is: 'approval',
        classes: ['disable'],
        why: expect.stringContaining('only for steps that a person approves'),
      },
    ]);
    expect([...run.sent].filter((one) => one.startsWith('destroy '))).toEqual([]);
    await estate.apply(key(tombstone(id)), { approve: ['disable'], transport: () => run.transport() });
    expect(stateOf(estate, id)).toBe('Disabled');
    expect([...run.sent].filter((one) => one.startsWith('destroy ') && !one.includes('sts:'))).toEqual([
      'destroy kms:DisableKey',
    ]);
    expect([...run.given].filter((one) => one.includes('DisableKey'))).toEqual([
      expect.stringMatching(/^destroy /u),
    ]);
    expect([...run.denied]).toEqual([]);
  });
});

/** Joins the parts of a daemon above the embedded AWS of a test. */
function joinedOn(
  estate: Estate,
  yaml: string,
  over: (inner: Transport) => Transport,
  writes: boolean,
): {
  machine: ReturnType<typeof createMachine>;
  estate: Exclude<ReturnType<typeof joinEstate>, { refused: unknown }>;
} {
  const randoms = seededRandoms(3);
  const { settings } = estate.stack(yaml);
  const machine = createMachine({
    clock: estate.clock,
    randoms,
    entropy: seededEntropy(randoms.stream('entropy')),
    traffic: () => undefined,
  });
  const { coordination } = settings;
  const joined = joinEstate(machine, {
    settings,
    transport: over(guarded(estate).transport()),
    writes,
    alone: true,
    firstStack: 'as-written',
    openStore: (aws) => {
      const volatile = createVolatileStore({ now: () => 0 });
      if (coordination?.is !== 's3') return volatile;
      const { account: owner, region: at, ...bucket } = coordination;
      const place = { account: owner, region: at };
      const parts = { aws, place, ...bucket, stack: settings, clock: estate.clock, clockSkew: minute };
      return { ...volatile, journal: createS3Journal(parts) };
    },
  });
  if ('refused' in joined) throw new Error('the store does not open');
  return { machine, estate: joined };
}
