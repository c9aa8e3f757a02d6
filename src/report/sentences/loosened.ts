import { showPath, type Path } from '../../model/path.ts';
import { isList, isMap, type Tree } from '../../model/tree.ts';

/** A field that allows more than what was accepted. */
export interface Loosening {
  readonly path: Path;
  readonly before: Tree | undefined;
  readonly after: Tree | undefined;
  /** Of a list: what it has now besides, and what it lacks. */
  readonly added: readonly Tree[];
  readonly dropped: readonly Tree[];
  /** Paths of the spec that are left to themselves. */
  readonly quiet: readonly Path[];
}

type Sentence = (found: Loosening) => string;

/** What the loosening of a field does, without its subject: the Stack or the resource. */
export const looseningSentences: Readonly<Record<`/${string}`, Sentence>> = {
  // Of the Stack.
  '/metadata/name': ({ before, after }) => `changes its name from ${text(before)} to ${text(after)}`,
  '/spec/uid': ({ before, after }) => `changes its uid from ${text(before)} to ${text(after)}`,
  '/spec/accounts/*/id': ({ before, after }) =>
    before === undefined ? `adds account ${text(after)}` : `no longer reads account ${text(before)}`,
  '/spec/accounts/*/roles/read': ({ after }) => `changes its read role to ${role(after)}`,
  '/spec/accounts/*/roles/write': ({ after }) => `changes its write role to ${role(after)}`,
  '/spec/accounts/*/roles/destroy': ({ after }) => `changes its destroy role to ${role(after)}`,
  '/spec/accounts/*/roles/coordination': ({ after }) => `changes its coordination role to ${role(after)}`,
  '/spec/accounts/*/externalId': () => 'changes the external ID of its roles',
  '/spec/accounts/*/regions': ({ dropped, path }) =>
    `no longer reads ${texts(dropped)} of account ${path.split('/')[3] ?? ''}`,
  '/spec/mode': (found) => modeChange(found, text(null)),
  '/spec/keyAdministrators': ({ added }) => `lets ${texts(added)} administer keys`,
  '/spec/trustedAccounts': ({ added }) => `trusts account ${texts(added)}`,
  '/spec/organization': ({ after }) => `trusts the organization ${text(after)}`,
  '/spec/rolePolicies/allowActions': ({ added }) => `lets role policies name ${texts(added)}`,
  '/spec/caps/count': ({ before, after }) =>
    `allows more dangerous steps in one run: ${text(after)} instead of ${text(before)}`,
  '/spec/caps/percent': ({ before, after }) =>
    `allows dangerous steps for ${text(after)} % of all resources instead of ${text(before)} %`,
  '/spec/caps/hourly/count': ({ before, after }) =>
    `lets a daemon remove something from more resources per account and hour: ${text(after)} instead of ${text(before)}`,
  '/spec/caps/hourly/percent': ({ before, after }) =>
    `lets a daemon remove something from ${text(after)} % of an account per hour instead of ${text(before)} %`,
  '/spec/apply': ({ before, after }) => `changes apply from ${text(before)} to ${text(after)}`,
  '/spec/heal': ({ before, after }) => `changes heal from ${text(before)} to ${text(after)}`,
  '/spec/windows': ({ after }) =>
    after === null ? 'lets a daemon make changes at any time' : 'changes the windows of a daemon',
  '/spec/rules': ({ dropped }) => `drops or changes rules for a daemon: ${texts(dropped)}`,
  '/spec/waves': ({ after }) =>
    after === null ? 'changes all accounts at once' : 'changes the order of its accounts',
  '/spec/notify': ({ before, after }) =>
    after === null
      ? `no longer notifies ${text(before)}`
      : `notifies ${text(after)} instead of ${text(before)}`,
  '/spec/release': ({ added }) => `runs ${texts(added)} without approval`,
  '/spec/coordination': () => 'moves lease and journal to another place',
  // Of a resource.
  '/metadata/adopt': ({ after }) => (after === true ? 'takes over what exists' : `takes over ${text(after)}`),
  '/metadata/formerly': ({ after }) =>
    `claims to be formerly ${texts(isList(after) ? after : [])}, which this Stack does not manage`,
  '/metadata/state': () => 'is released and no longer protected',
  '/metadata/mode': (found) => modeChange(found, 'that of the Stack'),
  '/metadata/labels': ({ before }) => `loses or changes labels that Stack rules match: ${text(before)}`,
  '/metadata/apply': ({ before, after }) => `changes apply from ${text(before)} to ${text(after)}`,
  '/metadata/heal': ({ before, after }) =>
    `changes heal from ${before === null ? 'that of the Stack' : text(before)} to ${after === null ? 'that of the Stack' : text(after)}`,
  '/metadata/prune': ({ after }) =>
    after === 'auto'
      ? 'is removed without approval when its manifest is deleted'
      : 'may be removed when its manifest is deleted',
  '/metadata/ignore': ({ quiet }) => `no longer corrects ${quiet.join(', ')}`,
  '/metadata/accept': ({ after }) =>
    `accepts warnings: ${(isList(after) ? after : []).map(acceptText).join(', ')}`,
  '/spec/ownership': () => 'no longer removes statements that the manifest does not declare',
  '/spec': ({ quiet }) => `no longer manages ${quiet.map(showPath).join(', ')}`,
};

function modeChange({ before, after }: Loosening, unset: string): string {
  const shown = (one: Tree | undefined): string => (one === null || one === undefined ? unset : text(one));
  return `changes its mode from ${shown(before)} to ${shown(after)}`;
}

/** Writes what is accepted, and until when: `policy.s3-context until 2027-02-01T00:00:00.000Z`. */
function acceptText(entry: Tree): string {
  return isMap(entry) ? `${text(entry['code'])} until ${text(entry['until'])}` : text(entry);
}

function role(arn: Tree | undefined): string {
  return arn === null ? 'credentials from the environment' : text(arn);
}

function text(tree: Tree | undefined): string {
  return typeof tree === 'string' || typeof tree === 'number' ? String(tree) : JSON.stringify(tree ?? null);
}

function texts(trees: readonly Tree[]): string {
  return trees.map(text).join(', ');
}
