import * as resources from '../../../aws/services/resource.ts';
import { z } from 'zod';
import type { Address } from '../../../model/address.ts';
import { derived } from '../../../model/derived.ts';
import type { Other, Others } from '../../../model/others.ts';
import type { Subject } from '../../../model/subject.ts';
import type { Settings } from '../../../model/resource.ts';
import { holeFor, holesOf } from '../../../model/template.ts';
import { isUnknown, type Tree } from '../../../model/tree.ts';
import {
  halfOf,
  matchesGlob,
  showText,
  type Policy,
  type Principal,
  type Selection,
  type Statement,
  type Text,
} from '../../../policy/index.ts';
import { grantPolicy } from './grant-policy.ts';
import { keyIdsOf } from './ids.ts';
import { presentOfKind } from '../others.ts';
import { policyOf } from '../policy/facet.ts';
import { isTrusted } from '../policy/trusted.ts';

type At = Pick<Subject<unknown>, 'place' | 'settings'>;

/** A key that a spec or AWS names, and what the manifests declare of it. */
interface Named {
  readonly shown: string;
  readonly arn: string | undefined;
  readonly account: string | undefined;
  readonly declared: (Other & { readonly address: Address }) | undefined;
}

const readActions = ['kms:Decrypt', 'kms:ReEncryptFrom'] as const;

/**
 * Says why what is encrypted under `to` from now on may be read by others than what was encrypted under
 * `from`; nothing if each reader of `to` is one of `from`. A reader is a principal that any manifest gives
 * Decrypt: by the policy of the key, by a grant, or by the policy of a role.
 */
export function otherReaders(from: Tree | undefined, to: Tree, at: At, others: Others): readonly string[] {
  const target = named(to, at, others);
  const foreign = foreignKey(to, at, others);
  if (foreign !== undefined) return [foreign];
  if (from === undefined) return [];
  const source = named(from, at, others);
  if (source.arn !== undefined && source.arn === target.arn) return [];
  // Whoever owns a foreign key decides who reads under it: leaving it takes access away.
  if (source.account !== undefined && !isTrusted(source.account, at.settings)) return [];
  const [before, after] = [readersOf(source, at, others, 'least'), readersOf(target, at, others, 'most')];
  const unknown = [
    before === undefined ? [source.shown] : [],
    after === undefined ? [target.shown] : [],
  ].flat();
  if (before === undefined || after === undefined)
    return [
      `cannot check whether others can decrypt: no manifest of the Stack declares the policy of ${unknown.join(' and ')}`,
    ];
  const who = gained(before, after);
  if (who.length === 0) return [];
  return [`${target.shown} lets ${who.join(', ')} decrypt, which ${source.shown} does not`];
}

/** Says that a key belongs to an account that the Stack neither owns nor trusts: its owner decides who reads. */
export function foreignKey(key: Tree, at: At, others: Others): string | undefined {
  const { account, shown } = named(key, at, others);
  return account === undefined || isTrusted(account, at.settings)
    ? undefined
    : `${shown} belongs to account ${account}, which the Stack does not trust`;
}

/** Returns true if a key that a spec names is the declared one. */
export function namesKey(key: Tree, address: Address, at: At, others: Others): boolean {
  return named(key, at, others).declared?.address === address;
}

function named(key: Tree, at: At, others: Others): Named {
  if (isUnknown(key)) {
    const [of] = holesOf(key.$unknown).flatMap((hole) => (hole.is === 'attribute' ? [hole.of] : []));
    const other = of === undefined ? undefined : others.get(of);
    const found =
      of !== undefined && other !== undefined && isKey(other) ? ([of, other] as const) : undefined;
    return ofDeclared(found, key.$unknown, undefined);
  }
  if (typeof key !== 'string')
    return { shown: 'no key', arn: undefined, account: undefined, declared: undefined };
  // What an alias points to may change without a word here.
  if (key.includes('alias/'))
    return { shown: key, arn: undefined, account: accountIn(key), declared: undefined };
  const arn = key.startsWith('arn:') ? key : keyIdsOf(key, at)['arn'];
  return ofDeclared(keysByArn(others).get(arn), key, arn);
}

function isKey({ kind }: Other): boolean {
  return kind === 'Key' || kind === 'ReplicaKey';
}

const keysByArn = derived((others: Others): ReadonlyMap<string | undefined, readonly [Address, Other]> => {
  const keys = [...others].filter(([, other]) => isKey(other));
  // The first of several counts, so they are put in from the end.
  return new Map(keys.toReversed().map((one) => [one[1].attributes['arn'], one] as const));
});

/** Finds the declared grants on a declared key. */
export function grantsOn(
  key: Address,
  settings: Settings,
  others: Others,
): readonly (readonly [Address, Other])[] {
  return grantsByKey(others)(settings).get(key) ?? [];
}

const grantsByKey = derived((others: Others) =>
  derived((settings: Settings) =>
    Map.groupBy(presentOfKind(others, 'Grant'), ([, { spec, place }]) => {
      const key = OfGrant.safeParse(spec).data?.key;
      return key === undefined ? undefined : named(key, { place, settings }, others).declared?.address;
    }),
  ),
);

function ofDeclared(
  found: readonly [Address, Other] | undefined,
  shown: string,
  arn: string | undefined,
): Named {
  if (found === undefined)
    return { shown, arn, account: arn === undefined ? undefined : accountIn(arn), declared: undefined };
  const [address, other] = found;
  return {
    shown: address,
    arn: arn ?? other.attributes['arn'],
    account: other.place.account,
    declared: { ...other, address },
  };
}

function accountIn(arn: string): string | undefined {
  return /^arn:[^:]+:kms:[^:]*:(\d{12}):/u.exec(arn)?.[1];
}

const OfKey = z.object({ policy: z.custom<Tree>() }).partial();
const OfGrant = z.object({ key: z.custom<Tree>() });
const OfRole = z.object({ role: z.string(), document: z.custom<Tree>() });

/**
 * Tells who may read under a key, as one policy; undefined where no manifest says it. Role policies take effect only
 * where the policy of the key leaves it to IAM. `least` counts them where it surely does, `most` where it may.
 */
function readersOf(
  { declared, arn }: Named,
  at: At,
  others: Others,
  how: 'least' | 'most',
): Policy | undefined {
  if (declared === undefined) return undefined;
  const document = OfKey.safeParse(declared.spec).data?.policy;
  const policy = document === undefined ? undefined : policyOf(document);
  if (policy === undefined) return undefined;
  const holes = [holeFor(declared.address, 'arn'), holeFor(declared.address, 'keyId')];
  const grants = grantsOn(declared.address, at.settings, others).flatMap(
    ([, { spec }]) => grantPolicy(spec).statements,
  );
  const roles = delegates(policy, how)
    ? presentOfKind(others, 'RolePolicy').flatMap(([, { spec, place }]) => {
        const of = OfRole.safeParse(spec).data;
        if (of === undefined || place.account !== declared.place.account) return [];
        const role = resources.role.arn(of.role, at.settings.partition, place);
        return (policyOf(of.document)?.statements ?? []).flatMap((statement) =>
          covers(statement.resources, arn, holes) ? [{ ...statement, principals: only(role) }] : [],
        );
      })
    : [];
  return { ...policy, statements: [...policy.statements, ...grants, ...roles].flatMap(reading) };
}

function only(arn: string): Selection<Principal> {
  return { not: false, entries: [{ type: 'AWS', value: arn }] };
}

/** Returns true if the key policy lets the account's IAM policies decide who decrypts. */
function delegates({ statements }: Policy, how: 'least' | 'most'): boolean {
  return statements.some(
    (statement) =>
      statement.effect === 'Allow' &&
      statement.principals?.not === false &&
      statement.principals.entries.some(({ value }) => /^\d{12}$|:root$/u.test(showText(value))) &&
      reading(statement).length > 0 &&
      (how === 'most' || statement.conditions.length === 0),
  );
}

function covers(
  resources: Selection<Text> | undefined,
  arn: string | undefined,
  holes: readonly string[],
): boolean {
  if (resources === undefined) return false;
  const hit = resources.entries.some((entry) =>
    isUnknown(entry)
      ? holes.includes(entry.$unknown)
      : entry === '*' || (arn !== undefined && matchesGlob(entry, arn)),
  );
  return resources.not ? !hit : hit;
}

/** Extracts the part of a statement that speaks of reading, of this key alone. */
function reading(statement: Statement): readonly Statement[] {
  const { actions } = statement;
  if (actions === undefined || statement.resources === undefined) return [];
  const about = readActions.filter((action) => {
    const hit = actions.entries.some(
      (entry) => isUnknown(entry) || matchesGlob(entry.toLowerCase(), action.toLowerCase()),
    );
    return actions.not ? !hit : hit;
  });
  if (about.length === 0) return [];
  const { sid: _sid, ...rest } = statement;
  return [{ ...rest, actions: { not: false, entries: about }, resources: { not: false, entries: ['*'] } }];
}

/** Lists the principals that `after` lets read and `before` does not. */
function gained(before: Policy, after: Policy): readonly string[] {
  if (within(before, after)) return [];
  const denies = before.statements.filter(({ effect }) => effect === 'Deny');
  const who = after.statements.flatMap(({ effect, principals, ...rest }) => {
    if (effect === 'Deny') return [];
    return (principals?.entries ?? []).flatMap((principal) => {
      const one: Statement = {
        ...rest,
        effect,
        principals: { not: principals?.not === true, entries: [principal] },
      };
      const alone = { ...after, statements: [...denies, one] };
      return within(before, alone) ? [] : [showText(principal.value)];
    });
  });
  return who.length === 0 ? ['principals stopped by a Deny'] : [...new Set(who)];
}

/** Returns true if `before` permits all that `after` permits. */
function within(before: Policy, after: Policy): boolean {
  const half = halfOf(before, after);
  return half === 'neither' || half === 'contract';
}
