import type { Diagnostic } from '../model/diagnostic.ts';
import type { Guardrails } from '../model/guardrails.ts';
import type { Path } from '../model/path.ts';
import type { Resource, Stack } from '../model/resource.ts';
import { at, textAt } from './check.ts';

/** The parts of an ARN that name a thing. */
interface Arn {
  readonly service: string;
  readonly region: string;
  readonly account: string;
  /** `key/1234`, `trail/audit`, `role/team/app`, or the name of a bucket. */
  readonly name: string;
}

/** What manifests target, as far as it is written there: keys are found by AWS alone. */
interface Target {
  /** Unset: every kind that has the field, but those of `besides`. */
  readonly kind?: string;
  readonly besides?: readonly string[];
  readonly field: string;
  isOf(value: string, arn: Arn, resource: Resource): boolean;
}

const isBucket: Target['isOf'] = (value, { service, name }) => service === 's3' && name === value;

const isKey: Target['isOf'] = (value, { service, region, name }, { place }) =>
  service === 'kms' && (value.endsWith(`:${name}`) || (region === place.region && name === `key/${value}`));

const targets: readonly Target[] = [
  { kind: 'Bucket', field: 'name', isOf: isBucket },
  // Whatever names a bucket there configures it; a trail only writes to it.
  { besides: ['Trail'], field: 'bucket', isOf: isBucket },
  { kind: 'Alias', field: 'target', isOf: isKey },
  { kind: 'Grant', field: 'key', isOf: isKey },
  {
    kind: 'Trail',
    field: 'name',
    isOf: (value, { service, region, account, name }, { place }) =>
      service === 'cloudtrail' &&
      region === place.region &&
      account === place.account &&
      name === `trail/${value}`,
  },
  {
    kind: 'RolePolicy',
    field: 'role',
    // Names of roles are unique in an account, whatever their path and case (IAM User Guide, reference_identifiers).
    isOf: (value, { service, account, name }, { place }) =>
      service === 'iam' &&
      account === place.account &&
      name.slice(name.lastIndexOf('/') + 1).toLowerCase() === value.toLowerCase(),
  },
];

/**
 * Refuses manifests for the bucket that holds lease, journal and decisions: a commit could lock Keywright out of it,
 * or open it to whoever then decides in its place (authority.md §1.5). Its own roles are refused by RolePolicy, and the
 * key of the bucket once AWS has said which it is (engine/authority/stands-on.ts).
 */
export function standsOn(stack: Stack): readonly Diagnostic[] {
  const { coordination } = stack.settings;
  if (coordination?.is !== 's3') return [];
  const { bucket } = coordination;
  const arn: Arn = { service: 's3', region: '', account: '', name: bucket };
  return targeting(stack, arn).map(({ resource, path }) =>
    at(resource, {
      severity: 'error',
      code: 'check.stands-on',
      path,
      message: `targets ${bucket}, which holds the lease and journal of Keywright`,
    }),
  );
}

/** Refuses manifests for what the owner of the guardrails says that Keywright stands on: its trail, say. */
export function standsOnListed(
  stack: Stack,
  { file, standsOn: arns = [], coordination = [] }: Pick<Guardrails, 'file' | 'standsOn' | 'coordination'>,
): readonly Diagnostic[] {
  const buckets = new Set(coordination.flatMap((place) => (place.is === 's3' ? [place.bucket] : [])));
  const listed = [
    ...arns.map((text) => ({ text, arn: arnOf(text), field: 'standsOn' })),
    // The Stack may name one of several places: its commit must not open another, from which it may have come.
    ...[...buckets].map((text) => ({ text, arn: arnOf(`arn:aws:s3:::${text}`), field: 'coordination' })),
  ];
  return listed.flatMap(({ text, arn, field }) =>
    targeting(stack, arn).map(({ resource, path }) =>
      at(resource, {
        severity: 'error',
        code: 'guardrails.stands-on',
        path,
        message: `targets ${text}, which is listed in ${field} of the guardrails in ${file}`,
      }),
    ),
  );
}

function arnOf(text: string): Arn {
  const [, , service = '', region = '', account = '', ...name] = text.split(':');
  return { service, region, account, name: name.join(':') };
}

function targeting(stack: Stack, arn: Arn): readonly { readonly resource: Resource; readonly path: Path }[] {
  return [...stack.resources.values()].flatMap((resource) =>
    targets
      .filter(({ kind = resource.kind, besides = [], field, isOf }) => {
        const isMeant = kind === resource.kind && !besides.includes(resource.kind);
        const value = isMeant ? textAt(resource.spec, field) : undefined;
        return value !== undefined && isOf(value, arn, resource);
      })
      .map(({ field }) => ({ resource, path: `/${field}` as const })),
  );
}
