import * as resources from '../../aws/services/resource.ts';
import { field } from '../shared/facet/field.ts';
import { put } from '../shared/facet/put.ts';
import { names } from '../shared/policy/gates.ts';
import { z } from 'zod';
import type { Facet } from '../../model/kind/facet.ts';
import { minute } from '../../model/instant.ts';
import { declareKind } from '../../model/kind/declare.ts';
import type { Read } from '../../model/kind/read.ts';
import type { Subject } from '../../model/subject.ts';
import { asText, isUnknown, type Text } from '../../model/tree.ts';
import { kms } from '../../aws/services/kms.ts';
import { rowWhere } from '../shared/rows.ts';
import { keyIdsOf } from '../shared/kms/ids.ts';
import { otherReaders } from '../shared/kms/readers.ts';
import type { RuleOfFacet } from '../shared/policy/risk-rules.ts';
import { AliasSpecSchema, type AliasSpecOf } from './schema.ts';

type At = Subject<AliasSpecOf>;

type AliasReads = { readonly target: string };

const Alias = z.object({ TargetKeyId: z.string().nullish() });

/** One paged listing holds every alias of a Region; asking a name alone shows what it points to now. */
const target: Read<AliasSpecOf, string> = {
  trust: 'truth',
  asks: ['kms:ListAliases', 'kms:DescribeKey'],
  call: (at) => kms.listAliases(at.place),
  narrow: (at) => kms.describeKey(at.place, { KeyId: at.spec.name }),
  parse(answer, at) {
    const row = rowWhere(answer, 'Aliases', 'AliasName', at.spec.name);
    return row === undefined ? undefined : (Alias.parse(row).TargetKeyId ?? undefined);
  },
  parseNarrow: (answer) =>
    z.object({ KeyMetadata: z.object({ KeyId: z.string() }) }).parse(answer).KeyMetadata.KeyId,
  absent: ['NotFoundException'],
};

/** Whoever encrypts by the alias gives what they write to the readers of the key behind it. */
const movedToOthers: RuleOfFacet<AliasSpecOf, AliasReads> = {
  on: 'changes',
  class: 'widen',
  when: 'moving it to a key with which other principals can or may decrypt',
  restoring: 'free',
  finds: (changes, { at, others }) =>
    changes.flatMap((change) =>
      change.before === undefined || change.after === undefined
        ? []
        : otherReaders(change.before, change.after, at, others).map((message) => ({
            message,
            path: change.path,
          })),
    ),
};

/** UpdateAlias re-points without a gap, but only between keys of one type and usage (KMS API, UpdateAlias). */
const targetFacet: Facet<AliasSpecOf, AliasReads> = field({
  path: '/target',
  about: 'The target key of the alias, changed without a gap.',
  read: 'target',
  want: (at) => wantedTarget(at),
  put: put(kms.updateAlias, ({ at, target: to }) => ({ AliasName: at.spec.name, TargetKeyId: asText(to) })),
  gates: [movedToOthers],
  ungated: [names('/name')],
  // KMS Developer Guide, troubleshooting-tags-aliases.
  settlesIn: 5 * minute,
});

/** Returns the target as a bare key id: KMS returns that, and accepts it everywhere in the owning account. */
function wantedTarget(at: At): Text {
  return isUnknown(at.spec.target)
    ? at.spec.target
    : (keyIdsOf(at.spec.target, at)['keyId'] ?? at.spec.target);
}

/** A name for a key, unique in its account and Region. */
export const alias = declareKind<AliasSpecOf, AliasReads>({
  kind: 'Alias',
  summary: 'A name that points to a KMS key.',
  schema: AliasSpecSchema,
  identity: {
    by: 'name',
    ids: (at) => ({ name: at.spec.name, aliasArn: arnOf(at) }),
    blank: () => false,
    ours: (reads, marked) => reads.target !== undefined && marked.has(reads.target),
    adoption: {
      is: 'id',
      what: 'the id of the key that the alias points to now',
      live: (reads) => reads.target,
    },
  },
  attributes: {
    name: { known: (spec) => spec.name, of: (ids) => ids['name'] },
    arn: {
      known: (spec, place, { partition }) => arnOf({ spec, place, settings: { partition } }),
      of: (ids) => ids['aliasArn'],
    },
  },
  claims: (spec, place) => [`${spec.name} in ${place.account}/${place.region}`],
  hangsOn: { paths: ['/target'], live: true },
  uses: (reads) => (reads.target === undefined ? [] : [reads.target]),
  locks: (at) => [`alias:${arnOf(at)}`],
  reads: { target },
  existence: 'target',
  facets: [targetFacet],
  create: {
    calls: ['kms:CreateAlias'],
    call: (at) => kms.createAlias(at.place, { AliasName: at.spec.name, TargetKeyId: wantedTarget(at) }),
    covers: ['target'],
    fresh: () => ({}),
    ids: (_answer, at) => ({ name: at.spec.name, aliasArn: arnOf(at) }),
    once: false,
  },
  leftBehind: 'stays in AWS and points to the same key',
  byHand: 'aws kms delete-alias --alias-name NAME',
});

function arnOf(at: {
  readonly spec: AliasSpecOf;
  readonly place: At['place'];
  readonly settings: { readonly partition: string };
}): string {
  return resources.alias.arn(at.spec.name, at.settings.partition, at.place);
}
