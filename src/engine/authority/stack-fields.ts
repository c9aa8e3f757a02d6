import { pathOf, type Path } from '../../model/path.ts';
import { modeOfStack } from '../../model/mode.ts';
import type { AccountSettings, Settings } from '../../model/resource.ts';
import type { Tree } from '../../model/tree.ts';
import {
  added,
  appears,
  changed,
  fewer,
  higher,
  itemsOf,
  more,
  neutral,
  type ChangeClass,
  type Judge,
} from './classes.ts';

/** The path of a field in a schema; `*` stands for each item of a list. */
export type FieldPath = `/${string}`;

/** One field of a document and how a change of it is judged. */
export interface Field<T> {
  readonly judge: Judge;
  /** Its values by their place in the document; several for a field of a list. */
  of(document: T): readonly (readonly [Path, Tree])[];
  /** What a loosening of it does, as a sentence without its subject: the Stack or the resource. */
  says(before: Tree | undefined, after: Tree | undefined, path: Path): string;
}

type Says = Field<Settings>['says'];

/** A field whose changes loosen nothing. */
export const noLoosening: Field<never> = { judge: neutral, of: () => [], says: () => '' };

/** Every field of the Stack document, by its path in the schema; a path stands for what is below it. */
export const stackFields: Readonly<Record<FieldPath, Field<Settings>>> = {
  '/metadata/name': one(
    '/metadata/name',
    changed,
    ({ name }) => name,
    (was, is) => `changes its name from ${text(was)} to ${text(is)}`,
  ),
  '/metadata/labels': noLoosening,
  '/metadata/annotations': noLoosening,
  '/spec/uid': one(
    '/spec/uid',
    changed,
    ({ uid }) => uid,
    (was, is) => `changes its uid from ${text(was)} to ${text(is)}`,
  ),
  '/spec/accounts/*/id': account(
    [],
    appears,
    ({ id }) => id,
    (was, is) =>
      was === undefined ? `adds the account ${text(is)}` : `no longer looks at the account ${text(was)}`,
  ),
  '/spec/accounts/*/roles/read': account(
    ['roles', 'read'],
    changed,
    ({ roles }) => roles?.read ?? null,
    (_, is) => `reads with ${role(is)}`,
  ),
  '/spec/accounts/*/roles/write': account(
    ['roles', 'write'],
    changed,
    ({ roles }) => roles?.write ?? null,
    (_, is) => `writes with ${role(is)}`,
  ),
  '/spec/accounts/*/externalId': account(
    ['externalId'],
    changed,
    ({ externalId }) => externalId ?? null,
    () => 'changes the external id of its roles',
  ),
  '/spec/accounts/*/regions': account(
    ['regions'],
    fewer,
    ({ regions }) => regions,
    (was, is, path) =>
      `no longer looks at ${texts(added(itemsOf(is), itemsOf(was)))} of account ${path.split('/')[3] ?? ''}`,
  ),
  // A resource carries its own place, which cannot change.
  '/spec/defaults': noLoosening,
  '/spec/mode': one(
    '/spec/mode',
    changed,
    modeOfStack,
    (was, is) => `changes its mode from ${text(was)} to ${text(is)}`,
  ),
  '/spec/keyAdministrators': one(
    '/spec/keyAdministrators',
    more,
    ({ keyAdministrators }) => keyAdministrators,
    (was, is) => `lets ${texts(added(itemsOf(was), itemsOf(is)))} administer keys`,
  ),
  '/spec/trustedAccounts': one(
    '/spec/trustedAccounts',
    more,
    ({ trustedAccounts }) => trustedAccounts,
    (was, is) => `trusts account ${texts(added(itemsOf(was), itemsOf(is)))}`,
  ),
  '/spec/organization': one(
    '/spec/organization',
    (before, after) => (after === null ? tightening(before) : changed(before, after)),
    ({ organization }) => organization ?? null,
    (_, is) => `trusts the organization ${text(is)}`,
  ),
  '/spec/rolePolicies/allowActions': one(
    '/spec/rolePolicies/allowActions',
    more,
    ({ rolePolicies }) => rolePolicies?.allowActions ?? [],
    (was, is) => `lets role policies name ${texts(added(itemsOf(was), itemsOf(is)))}`,
  ),
  '/spec/caps/count': one(
    '/spec/caps/count',
    higher,
    ({ caps }) => caps.count,
    (was, is) => `allows ${text(is)} dangerous steps in one run instead of ${text(was)}`,
  ),
  '/spec/caps/percent': one(
    '/spec/caps/percent',
    higher,
    ({ caps }) => caps.percent,
    (was, is) => `allows dangerous steps for ${text(is)} % of all resources instead of ${text(was)} %`,
  ),
  '/spec/release': one(
    '/spec/release',
    more,
    ({ release }) => release,
    (was, is) => `runs ${texts(added(itemsOf(was), itemsOf(is)))} without approval`,
  ),
  '/spec/coordination': one(
    '/spec/coordination',
    changed,
    ({ coordination }) => (coordination === undefined ? null : { ...coordination }),
    () => 'moves lease and journal to another place',
  ),
};

/** To trust no organization any more gives nothing. */
function tightening(before: Tree | undefined): ChangeClass {
  return before === null ? 'neutral' : 'tightening';
}

function one(path: Path, judge: Judge, read: (settings: Settings) => Tree, says: Says): Field<Settings> {
  return { judge, of: (settings) => [[path, read(settings)]], says };
}

/** A field of each account, by the account's id: an order of accounts means nothing. */
function account(
  under: readonly string[],
  judge: Judge,
  read: (account: AccountSettings) => Tree,
  says: Says,
): Field<Settings> {
  return {
    judge,
    of: ({ accounts }) =>
      accounts.map((one) => [pathOf(['spec', 'accounts', one.id, ...under]), read(one)] as const),
    says,
  };
}

function role(arn: Tree | undefined): string {
  return arn === null ? 'the credentials of the environment' : text(arn);
}

export function text(tree: Tree | undefined): string {
  return typeof tree === 'string' || typeof tree === 'number' ? String(tree) : JSON.stringify(tree ?? null);
}

export function texts(trees: readonly Tree[]): string {
  return trees.map(text).join(', ');
}
