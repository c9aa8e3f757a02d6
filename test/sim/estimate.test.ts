import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { expectedBy } from '../../src/boot/seed.ts';
import { estimateOf } from '../../src/estimate/estimate.ts';
import { questionsOfLook } from '../../src/estimate/looks.ts';
import { subjectsOf } from '../../src/estimate/subjects.ts';
import { minute, second, type Duration } from '../../src/model/instant.ts';
import {
  account,
  createEstate,
  stackOf,
  stackYaml,
  type Estate,
  type EstateOptions,
} from '../support/estate.ts';
import type { Excludes } from '../../src/engine/ports.ts';
import { createVolatileStore } from '../../src/store/memory/volatile.ts';
import type { Store } from '../../src/store/store.ts';
import { estimateInput, measuredApply, replicating } from '../support/estimates.ts';

/** Compares an estimate with an apply on the embedded AWS with its quotas. */

interface Shape {
  readonly description?: string;
  readonly enabled?: boolean;
  readonly sid?: string;
  readonly buckets?: boolean;
}

/** Writes keys with an alias, rotation and a policy; every tenth encrypts a bucket. */
function keys(
  count: number,
  { description = 'one', enabled = true, sid = 'Root', buckets = true }: Shape = {},
): string {
  const policy = `{ Version: '2012-10-17', Statement: [{ Sid: ${sid}, Effect: Allow, Principal: { AWS: 'arn:aws:iam::${account}:root' }, Action: 'kms:*', Resource: '*' }] }`;
  const documents = Array.from(
    { length: count },
    (_, index) => `
---
apiVersion: keywright.dev/v1
kind: Key
metadata: { name: k${index} }
spec:
  description: ${description}
  enabled: ${String(enabled || index % 10 === 0)}
  tags: { team: t${index} }
  rotation: { enabled: true }
  aliases: [alias/k${index}]
  policy: ${policy}
${!buckets || index % 10 > 0 ? '' : encrypted(index)}`,
  );
  return `${stackYaml}  caps: { count: 1000 }\n${documents.join('')}`;
}

function encrypted(index: number): string {
  return `---
apiVersion: keywright.dev/v1
kind: Bucket
metadata: { name: b${index} }
spec: { name: keywright-test-${index} }
---
apiVersion: keywright.dev/v1
kind: BucketEncryption
metadata: { name: b${index} }
spec: { bucket: keywright-test-${index}, algorithm: aws:kms, key: { ref: Key/k${index} }, bucketKey: true }
`;
}

/** Writes a bucket of its own for a key, which refuses what does not come over TLS. */
function privateBucket(index: number): string {
  const name = `keywright-new-${index}`;
  const policy = `{ Version: '2012-10-17', Statement: [{ Sid: Tls, Effect: Deny, Principal: '*', Action: 's3:*', Resource: ['arn:aws:s3:::${name}', 'arn:aws:s3:::${name}/*'], Condition: { Bool: { 'aws:SecureTransport': 'false' } } }] }`;
  return `
---
apiVersion: keywright.dev/v1
kind: Bucket
metadata: { name: new${index} }
spec: { name: ${name} }
---
apiVersion: keywright.dev/v1
kind: BucketEncryption
metadata: { name: new${index} }
spec: { bucket: { ref: Bucket/new${index} }, algorithm: aws:kms, key: { ref: Key/k${index} } }
---
apiVersion: keywright.dev/v1
kind: BucketPolicy
metadata: { name: new${index} }
spec: { bucket: { ref: Bucket/new${index} }, document: ${policy} }
`;
}

/** Loads the example estate: resources of all kinds in two Regions. */
function example(): string {
  const names = readdirSync('manifests', { recursive: true, encoding: 'utf8' });
  const files = names.filter((name) => name.endsWith('.yaml')).sort();
  return files.map((name) => readFileSync(`manifests/${name}`, 'utf8')).join('\n---\n');
}

/** Makes an estate with what its manifests expect and, if `before` says so, something made already. */
async function estateOf(yaml: string, options: EstateOptions = {}, before?: string): Promise<Estate> {
  const { principals } = expectedBy(stackOf(yaml, 0));
  const estate = createEstate({ throttle: true, principals, ...options });
  if (options.timing === undefined) await estate.advance(10 * minute);
  if (before === undefined) return estate;
  await estate.apply(before, { approve: 'shown' });
  await estate.advance(10 * minute);
  return estate;
}

interface Row {
  readonly name: string;
  readonly yaml: string;
  readonly before?: string;
  /** Too long to run twice. */
  readonly quickOnly?: true;
}

const rows: readonly Row[] = [
  { name: 'one key that encrypts a bucket', yaml: keys(1) },
  { name: `the example estate, ${stackOf(example(), 0).resources.size} resources`, yaml: example() },
  { name: '150 keys with alias, policy and rotation, 15 buckets', yaml: keys(150) },
  {
    name: 'new descriptions and policies of these 150 keys',
    before: keys(150),
    yaml: keys(150, { description: 'two', sid: 'Other' }),
  },
  { name: '135 of these keys disabled', before: keys(150), yaml: keys(150, { enabled: false }) },
  { name: '500 keys with alias, policy and rotation, 50 buckets', yaml: keys(500), quickOnly: true },
];
const estates = rows.filter(({ quickOnly }) => quickOnly !== true);

/** The number of keys changes nothing in what is asked for one, but for the pages of listings. */
const small: readonly Row[] = [
  ...rows.slice(0, 2),
  { name: '110 keys, 11 buckets', yaml: keys(110) },
  {
    name: 'new descriptions and policies of 11 keys',
    before: keys(11),
    yaml: keys(11, { description: 'two', sid: 'Other' }),
  },
  { name: '9 of 11 keys disabled', before: keys(11), yaml: keys(11, { enabled: false }) },
];

interface Compared {
  readonly estimated: number;
  readonly took: Duration;
  readonly replicates: Duration;
}

async function compare(
  { yaml, before }: Row,
  options: EstateOptions,
  of: 'atLeastMs' | 'likelyMs',
): Promise<Compared> {
  const estate = await estateOf(yaml, options, before);
  const input = await estimateInput(estate, yaml);
  const { time } = estimateOf(input);
  const { took, ends } = await measuredApply(estate, yaml);
  expect([...ends]).toEqual(['done']);
  return { estimated: time?.[of] ?? 0, took, replicates: replicating(input) };
}

/** AWS as it usually is: an answer takes its time, and reads lag up to a second. */
const delayed: EstateOptions = { latencyMs: 100, lagMs: 1_000 };

describe('the time of an apply', () => {
  const swift = new Map<string, Compared>();
  const usual = new Map<string, Compared>();

  it.each(rows)(
    '$name: at least what it takes where AWS answers and shows everything at once',
    async (row) => {
      const compared = await compare(row, {}, 'atLeastMs');
      swift.set(row.name, compared);
      const { estimated, took, replicates } = compared;
      expect(Math.abs(estimated - took)).toBeLessThanOrEqual(0.02 * took + replicates);
    },
  );

  it.each(estates)('$name: about what it takes with the usual delays of AWS', async (row) => {
    const compared = await compare(row, delayed, 'likelyMs');
    usual.set(row.name, compared);
    const { estimated, took } = compared;
    expect(estimated / took).toBeGreaterThan(1 / 1.25);
    expect(estimated / took).toBeLessThan(1.25);
  });

  it('matches the measurement on the page', () => {
    const page = join(import.meta.dirname, '../../docs/estimates.md');
    const text = readFileSync(page, 'utf8');
    const from = text.indexOf(tableHead);
    const to = text.indexOf('\n\n', from);
    const table = [
      tableHead,
      '|---|---|---|---|---|',
      ...rows.map(({ name }) => tableRow(name, swift.get(name), usual.get(name))),
    ].join('\n');
    if (process.env['UPDATE_GOLDEN'] === '1')
      writeFileSync(page, text.slice(0, from) + table + text.slice(to));
    else expect(text.slice(from, to)).toBe(table);
  });

  it('counts the wait of a journal that is new', async () => {
    const yaml = keys(1);
    const estate = createEstate({ throttle: true });
    const { time } = estimateOf(await estimateInput(estate, yaml));
    const { took } = await measuredApply(estate, yaml);
    expect(time?.boundBy).toEqual({ is: 'young-journal' });
    expect(Math.abs((time?.atLeastMs ?? 0) - took)).toBeLessThanOrEqual(0.02 * took);
  });

  const firstCreates = [
    { journal: 'was begun before', store: (estate: Estate): Store => estate.store, firstRun: false },
    {
      journal: 'is new, and a person said that this is the first run',
      store: (estate: Estate): Store => createVolatileStore(estate.clock),
      firstRun: true,
    },
  ];

  it.each(firstCreates)(
    'makes 20 keys, aliases and encrypted buckets in less than 20 s when the journal $journal',
    async ({ store: storeOf, firstRun }) => {
      const buckets = Array.from({ length: 20 }, (_, index) => privateBucket(index));
      const yaml = keys(20, { buckets: false }) + buckets.join('');
      const estate = await estateOf(yaml, delayed);
      const store = storeOf(estate);
      const input = await estimateInput(estate, yaml, { store, firstRun });
      const excludes: Excludes = { is: 'this-machine', random: { next: () => 0.9 } };
      const { took, ends } = await measuredApply(estate, yaml, { store, firstRun, excludes });
      expect([...ends]).toEqual(['done']);
      expect(took).toBeLessThan(20 * second);
      const { time } = estimateOf(input);
      expect(time?.likelyMs).toBeLessThan(20 * second);
      expect((time?.likelyMs ?? 0) / took).toBeGreaterThan(1 / 1.5);
      expect((time?.likelyMs ?? 0) / took).toBeLessThan(1.5);
    },
  );

  it.each([
    { name: 'one key that encrypts a bucket', yaml: keys(1), bound: { is: 'settling' } },
    {
      name: 'many keys',
      yaml: keys(150, { buckets: false }),
      bound: { is: 'quota', quota: 'kms:CreateKey', perSecond: 2.5 },
    },
  ])('says what takes the time of $name', async ({ yaml, bound }) => {
    const estate = await estateOf(yaml);
    const { time } = estimateOf(await estimateInput(estate, yaml));
    expect(time?.boundBy).toMatchObject(bound);
  });
});

describe('the reads of a look', () => {
  it.each(small.filter(({ before }) => before === undefined))(
    'counts the requests of $name exactly',
    async ({ yaml }) => {
      const estate = await estateOf(yaml);
      await estate.apply(yaml);
      await estate.advance(10 * minute);
      const { plan, requests } = await estate.plan(yaml);
      expect(plan.steps).toEqual([]);
      const input = await estimateInput(estate, yaml);
      const counted = questionsOfLook(input, subjectsOf(input)).map(({ call: { op }, requests: count }) => ({
        op,
        count,
      }));
      expect(sums(counted)).toEqual(sums(requests.map(({ op }) => ({ op, count: 1 }))));
    },
  );
});

describe('the permissions of an apply', () => {
  it.each(small)('$name: are those of the requests of its steps', async ({ yaml, before }) => {
    const estate = await estateOf(yaml, { latencyMs: 10 }, before);
    const { permissions } = estimateOf(await estimateInput(estate, yaml));
    const { actions } = await measuredApply(estate, yaml);
    const named = permissions.flatMap(({ read, write }) => [...read, ...write]);
    expect([...actions].filter((action) => !named.includes(action))).toEqual([]);
  });
});

const tableHead = '| estate | at least | took | about | took, answers 0.1 s and reads up to 1 s late |';

function tableRow(name: string, quick: Compared | undefined, slow: Compared | undefined): string {
  const seconds = (ms: number | undefined): string => (ms === undefined ? '' : `${Math.round(ms / 1000)}`);
  const cells = [
    name,
    seconds(quick?.estimated),
    seconds(quick?.took),
    seconds(slow?.estimated),
    seconds(slow?.took),
  ];
  return `| ${cells.join(' | ')} |`;
}

function sums(
  counted: readonly { readonly op: string; readonly count: number }[],
): Readonly<Record<string, number>> {
  const byOp = [...Map.groupBy(counted, ({ op }) => op)].sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(byOp.map(([op, all]) => [op, all.reduce((sum, { count }) => sum + count, 0)]));
}
