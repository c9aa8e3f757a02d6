import { expect, it } from 'vitest';
import { createCallLog } from '../../src/aws/call-log.ts';
import { createLimiter } from '../../src/aws/limiter.ts';
import { createAws } from '../../src/aws/port.ts';
import { bootstrapOf } from '../../src/permissions/bootstrap.ts';
import { permissionsOf } from '../../src/permissions/permissions.ts';
import { kindsByName } from '../../src/kinds/index.ts';
import { seededRandoms } from '../../src/runtime/random.ts';
import { createS3Journal } from '../../src/store/s3/journal.ts';
import { createEstate } from '../support/estate.ts';
import { guarded } from '../support/guarded.ts';
import { handOn } from '../support/hand.ts';
import { github, newManifests } from './estate.ts';

const settled = 60 * 60_000;

/** The files that init writes, for the roles that the tests of permissions create. */
const yaml = [...newManifests().values()].join('---\n').replaceAll('role/keywright-acme-', 'role/keywright-');

it('plans and applies what init writes with the policies that init writes, under the policy of the bucket', async () => {
  const estate = createEstate();
  const hand = handOn(estate);
  const { settings } = estate.stack(yaml);
  const roles = permissionsOf(estate.stack(yaml), kindsByName());
  const [home] = bootstrapOf({ settings, roles, github, operators: [] });
  const { coordination } = settings;
  if (home?.bucket === undefined || coordination?.is !== 's3') throw new Error('no coordination bucket');
  const { name, region, policy } = home.bucket;
  const CreateBucketConfiguration = { LocationConstraint: region };
  hand.s3('CreateBucket', { Bucket: 'acme-invoices', CreateBucketConfiguration });
  hand.s3('CreateBucket', { Bucket: name, CreateBucketConfiguration });
  hand.s3('PutBucketVersioning', { Bucket: name, VersioningConfiguration: { Status: 'Enabled' } });
  hand.s3('PutBucketPolicy', { Bucket: name, Policy: JSON.stringify(policy) });
  await estate.advance(settled);

  const run = guarded(estate);
  run.permit(yaml);
  const aws = createAws({
    transport: run.transport(),
    clock: estate.clock,
    random: seededRandoms(1).stream('journal'),
    limiter: createLimiter(estate.clock),
    log: createCallLog(),
    unleased: () => true,
  });
  const journal = createS3Journal({
    aws,
    place: { account: coordination.account, region },
    bucket: name,
    prefix: coordination.prefix,
    stack: settings,
    clock: estate.clock,
    clockSkew: 0,
  });
  await run.plan(yaml);
  const store = { ...estate.store, journal };
  await run.apply(yaml, { store });
  await run.apply(yaml, { store });

  expect([...run.denied]).toEqual([]);
  expect(run.came.filter((line) => !/^planned | done$/u.test(line))).toEqual([]);
  expect(await journal.check()).toEqual([]);
  expect([...run.sent].filter((line) => /^read \S+:(?!Get|List|Describe|Head)/u.test(line))).toEqual([]);
  expect([...run.sent]).toContain('write s3:PutObject');
});
