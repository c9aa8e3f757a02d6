import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { refusals, type Refusal, type Refusals } from '../../src/aws/refusals/index.ts';
import { knownOps, operationOf } from '../../src/aws/operations.ts';
import { checkStack } from '../../src/checks/index.ts';
import { kinds } from '../../src/kinds/index.ts';
import { stackKind } from '../../src/kinds/stack/index.ts';
import { loadStack } from '../../src/manifest/load.ts';
import { hour } from '../../src/model/instant.ts';
import { stackYaml } from '../support/estate.ts';
import { gateGround } from '../support/gate-world.ts';
import { cases, type Case } from './cases.ts';

const root = join(import.meta.dirname, '../..');
const services = Object.entries(refusals).map(
  ([service, { common, of }]) =>
    [service, { common, of: new Map<string, Refusals>(Object.entries(of)) }] as const,
);

/** Each row with the operation that it stands at; `every write` where it stands for all. */
const rows = services.flatMap(([service, { common, of }]) =>
  [['every write', common] as const, ...of].flatMap(([operation, all]) =>
    Object.entries(all).flatMap(([error, those]) => those.map((row) => ({ service, operation, error, row }))),
  ),
);

function saidInstead({ met }: Refusal): string | undefined {
  switch (met.at) {
    case 'schema':
    case 'check':
      return met.code;
    case 'plan':
      return met.reason;
    case 'apply':
    case 'never':
      return undefined;
  }
}

function writesOf(service: string): readonly string[] {
  return knownOps.flatMap((op) => {
    const [of, name = ''] = op.split(':');
    return of === service && operationOf(op).access !== 'read' ? [name] : [];
  });
}

function namesIn(refusal: Refusals | undefined, common: Refusals): ReadonlySet<string> {
  return new Set([...Object.keys(common), ...Object.keys(refusal ?? {})]);
}

describe.each(services)('the table of refusals of %s', (service, { common, of }) => {
  it('stands at each write, and at nothing else', () => {
    expect([...of.keys()].toSorted()).toEqual(writesOf(service).toSorted());
  });

  // The SDK's own documentation of an operation lists what it throws.
  it.each(writesOf(service))('holds each error that AWS documents for %s', (operation) => {
    const file = join(
      root,
      `node_modules/@aws-sdk/client-${service}/dist-types/commands/${operation}Command.d.ts`,
    );
    const documented = [...readFileSync(file, 'utf8').matchAll(/@throws \{@link (\w+)\}/gu)]
      .flatMap(([, name]) => name ?? [])
      .filter((name) => !name.endsWith('ServiceException'));
    const known = namesIn(of.get(operation), common);
    expect(documented.filter((name) => !known.has(name))).toEqual([]);
  });

  it('holds each error that the embedded AWS gives', () => {
    const folder = join(root, 'src/sandbox/services', service);
    const text = readdirSync(folder)
      .filter((name) => name.endsWith('.ts') && !name.includes('.test'))
      .map((name) => readFileSync(join(folder, name), 'utf8'))
      .join('\n');
    const given = new Set([...text.matchAll(/refuse\(\s*'(\w+)'/gu)].flatMap(([, name]) => name ?? []));
    const known = new Set([...of.values()].flatMap((one) => [...namesIn(one, common)]));
    expect([...given].filter((name) => !known.has(name) && !ofReads.has(`${service} ${name}`))).toEqual([]);
  });
});

/** Refusals that only reads meet, operations that Keywright does not call, and wrong credentials. */
const ofReads: ReadonlySet<string> = new Set(
  Object.entries({
    kms: 'ConflictException IncorrectKeyException InvalidCiphertextException InvalidKeyUsageException InvalidMarkerException',
    s3: 'BadRequest BucketNotEmpty MethodNotAllowed NoSuchKey NoSuchLifecycleConfiguration NoSuchPublicAccessBlockConfiguration NoSuchTagSet NotFound NotImplemented NotModified OwnershipControlsNotFoundError Unknown',
    cloudtrail: 'InsightNotEnabledException InvalidTokenException',
    iam: 'DeleteConflictException EntityAlreadyExistsException InvalidAccessKeyId InvalidClientTokenId UnrecognizedClientException ValidationError',
  }).flatMap(([service, names]) => names.split(' ').map((name) => `${service} ${name}`)),
);

const told = [
  ...new Set(
    rows.flatMap(({ service, error, row }) => {
      const instead = saidInstead(row);
      return instead === undefined ? [] : [`${service} ${error} ${instead}`];
    }),
  ),
];

it('has a case for each refusal that is met before AWS is asked, and for no other', () => {
  expect(Object.keys(cases).toSorted()).toEqual(told.toSorted());
});

function yamlOf(documents: Case['documents'], metadata: Case['metadata'] = {}): string {
  const texts = Object.entries(documents).map(([address, spec], index) => {
    const [kind = '', name = ''] = address.split('/');
    const more = index === 0 ? metadata : {};
    return `---\n${JSON.stringify({ apiVersion: 'keywright.dev/v1', kind, metadata: { name, ...more }, spec })}\n`;
  });
  return `${stackYaml}${texts.join('')}`;
}

function codesOf(yaml: string): readonly string[] {
  const result = loadStack([{ path: 'test.yaml', text: yaml }], kinds, { now: 0, stack: stackKind });
  const found = result.is === 'refused' ? result.diagnostics : checkStack(result.stack);
  return found.map(({ code }) => code);
}

it.each(told)('meets %s before AWS is asked', async (name) => {
  const one = cases[name];
  if (one === undefined) throw new Error('no case');
  const [, , instead = ''] = name.split(' ');
  const yaml = yamlOf(one.documents, one.metadata);
  if (instead.includes('.')) {
    expect(codesOf(yaml)).toContain(instead);
    return;
  }
  const estate = await gateGround();
  if (one.before !== undefined) {
    await estate.apply(yamlOf(one.before), { approve: 'shown' });
    await estate.advance(hour);
  }
  one.ground?.(estate);
  await estate.advance(hour);
  const { plan } = await estate.plan(yaml);
  const reasons = plan.resources.flatMap(({ blocked, deferred }) => [
    ...(blocked === undefined ? [] : [blocked.reason]),
    ...deferred.map(({ reason }) => reason),
  ]);
  expect(reasons).toContain(instead);
});
