import { pathOf, type Path } from '../../model/path.ts';
import { modeOfStack } from '../../model/mode.ts';
import { defaultHourly } from '../decide/limits.ts';
import type { AccountSettings, Handling, Settings } from '../../model/resource.ts';
import type { Tree } from '../../model/tree.ts';
import {
  appears,
  changed,
  fewer,
  higher,
  keeps,
  more,
  neutral,
  ranked,
  restricts,
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
}

/** A field whose changes loosen nothing. */
export const noLoosening: Field<never> = { judge: neutral, of: () => [] };

/** Every field of the Stack document, by its path in the schema; a path stands for what is below it. */
export const stackFields: Readonly<Record<FieldPath, Field<Settings>>> = {
  '/metadata/name': one('/metadata/name', changed, ({ name }) => name),
  '/metadata/labels': noLoosening,
  '/metadata/annotations': noLoosening,
  '/spec/uid': one('/spec/uid', changed, ({ uid }) => uid),
  '/spec/accounts/*/id': account([], appears, ({ id }) => id),
  '/spec/accounts/*/roles/read': account(['roles', 'read'], changed, ({ roles }) => roles?.read ?? null),
  '/spec/accounts/*/roles/write': account(['roles', 'write'], changed, ({ roles }) => roles?.write ?? null),
  '/spec/accounts/*/roles/destroy': account(
    ['roles', 'destroy'],
    changed,
    ({ roles }) => roles?.destroy ?? null,
  ),
  '/spec/accounts/*/roles/coordination': account(
    ['roles', 'coordination'],
    changed,
    ({ roles }) => roles?.coordination ?? null,
  ),
  '/spec/accounts/*/externalId': account(['externalId'], changed, ({ externalId }) => externalId ?? null),
  '/spec/accounts/*/regions': account(['regions'], fewer, ({ regions }) => regions),
  // A resource carries its own place, which cannot change.
  '/spec/defaults': noLoosening,
  '/spec/mode': one('/spec/mode', changed, modeOfStack),
  '/spec/keyAdministrators': one(
    '/spec/keyAdministrators',
    more,
    ({ keyAdministrators }) => keyAdministrators,
  ),
  '/spec/trustedAccounts': one('/spec/trustedAccounts', more, ({ trustedAccounts }) => trustedAccounts),
  '/spec/organization': one(
    '/spec/organization',
    (before, after) => (after === null ? tightening(before) : changed(before, after)),
    ({ organization }) => organization ?? null,
  ),
  '/spec/rolePolicies/allowActions': one(
    '/spec/rolePolicies/allowActions',
    more,
    ({ rolePolicies }) => rolePolicies?.allowActions ?? [],
  ),
  '/spec/caps/count': one('/spec/caps/count', higher, ({ caps }) => caps.count),
  '/spec/caps/percent': one('/spec/caps/percent', higher, ({ caps }) => caps.percent),
  '/spec/caps/hourly/count': one(
    '/spec/caps/hourly/count',
    higher,
    ({ caps }) => (caps.hourly ?? defaultHourly).count,
  ),
  '/spec/caps/hourly/percent': one(
    '/spec/caps/hourly/percent',
    higher,
    ({ caps }) => (caps.hourly ?? defaultHourly).percent,
  ),
  '/spec/apply': one(
    '/spec/apply',
    ranked(['off', 'approve', 'auto']),
    (settings) => forAllIn(settings).apply ?? 'auto',
  ),
  // To heal more writes more, to heal less guards less.
  '/spec/heal': one('/spec/heal', changed, (settings) => forAllIn(settings).heal ?? 'auto'),
  '/spec/windows': one('/spec/windows', restricts, (settings) => treeOf(forAllIn(settings).windows ?? null)),
  '/spec/rules': one('/spec/rules', keeps, ({ handling = [] }) =>
    treeOf(handling.filter(({ labels }) => labels !== undefined)),
  ),
  '/spec/waves': one('/spec/waves', restricts, ({ waves }) => treeOf(waves ?? null)),
  '/spec/notify': one('/spec/notify', restricts, ({ notify }) => notify ?? null),
  '/spec/release': one('/spec/release', more, ({ release }) => release),
  '/spec/coordination': one('/spec/coordination', changed, ({ coordination }) =>
    coordination === undefined ? null : { ...coordination },
  ),
};

/** Returns the rules for all resources. */
function forAllIn({ handling = [] }: Pick<Settings, 'handling'>): Handling {
  return handling.find(({ labels }) => labels === undefined) ?? {};
}

/** Turns plain data of the model into the tree that it is. */
function treeOf(value: unknown): Tree {
  return JSON.parse(JSON.stringify(value)) as Tree;
}

/** Judges the end of trust in an organization: to trust none any more gives nothing. */
function tightening(before: Tree | undefined): ChangeClass {
  return before === null ? 'neutral' : 'tightening';
}

function one(path: Path, judge: Judge, read: (settings: Settings) => Tree): Field<Settings> {
  return { judge, of: (settings) => [[path, read(settings)]] };
}

/** Describes a field of each account, by the account's id: an order of accounts means nothing. */
function account(
  under: readonly string[],
  judge: Judge,
  read: (account: AccountSettings) => Tree,
): Field<Settings> {
  return {
    judge,
    of: ({ accounts }) =>
      accounts.map((one) => [pathOf(['spec', 'accounts', one.id, ...under]), read(one)] as const),
  };
}
