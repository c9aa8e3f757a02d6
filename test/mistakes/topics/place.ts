import { account, goodKey, goodStack, resource, setOf } from '../harness/estate.ts';
import type { Mistake, Topic } from '../harness/mistake.ts';

const other = '444455556666';

/** Returns the Stack with lines of its spec changed, and a key. */
function stack(
  ...changes: readonly (readonly [from: string, to: string])[]
): Readonly<Record<string, string>> {
  const text = changes.reduce((before, [from, to]) => before.replace(from, to), goodStack);
  return { 'manifests/stack.yaml': text, 'manifests/key.yaml': goodKey };
}

function stackWith(lines: string): Readonly<Record<string, string>> {
  return {
    'manifests/stack.yaml': `${goodStack}${lines.replaceAll(/^/gmu, '  ').trimEnd()}\n`,
    'manifests/key.yaml': goodKey,
  };
}

const accounts = `  accounts:\n    - id: '${account}'\n      regions: [eu-central-1, eu-west-1]\n`;
const twoAccounts = `${accounts}    - { id: '${other}', regions: [eu-central-1] }\n`;
const defaults = `  defaults: { account: '${account}', region: eu-central-1 }\n`;

function placed(metadata: string, kind = 'Key', spec = 'description: x'): Readonly<Record<string, string>> {
  return setOf(resource(kind, 'data', spec, metadata));
}

const mistakes: readonly Mistake[] = [
  { name: 'an account without quotes that begins with a zero', files: placed('account: 012345678901') },
  { name: 'an account without quotes', files: placed('account: 111122223333') },
  { name: 'an account of eleven digits', files: placed("account: '11112222333'") },
  { name: 'an account with hyphens, as the console shows it', files: placed("account: '1111-2222-3333'") },
  {
    name: 'an account that the Stack does not know, one digit off',
    files: placed("account: '111122223334'"),
  },
  { name: 'a Region that the Stack does not declare', files: placed('region: us-east-1') },
  { name: 'a misspelt Region', files: placed('region: eu-central1') },
  { name: 'a Region that is a list', files: placed('region: [eu-central-1]') },
  {
    name: 'a Region for what has none',
    files: placed('region: eu-central-1', 'RolePolicy', 'role: app\nname: use\ndocument: null'),
  },
  { name: 'two accounts and no default', files: stack([accounts, twoAccounts], [defaults, '']) },
  { name: 'two Regions and no default', files: stack([defaults, '']) },
  { name: 'a Stack without a uid', files: stack(['  uid: 0a1b2c3d4e5f\n', '']) },
  { name: 'a uid that YAML reads as a number', files: stack(['0a1b2c3d4e5f', '1e3']) },
  { name: 'a uid of one letter', files: stack(['0a1b2c3d4e5f', 'x']) },
  { name: 'a Stack without accounts', files: stack([accounts, '']) },
  { name: 'an empty list of accounts', files: stack([accounts, '  accounts: []\n']) },
  { name: 'accounts as a map', files: stack([accounts, `  accounts: { '${account}': [eu-central-1] }\n`]) },
  { name: 'an account of a Stack without quotes', files: stack([`'${account}'`, account]) },
  { name: 'an account of a Stack in octal', files: stack([`'${account}'`, '0o17777777777777']) },
  { name: 'an account without Regions', files: stack(['      regions: [eu-central-1, eu-west-1]\n', '']) },
  { name: 'a Region twice', files: stack(['eu-west-1', 'eu-central-1']) },
  { name: 'an availability zone for a Region', files: stack(['eu-west-1', 'eu-west-1a']) },
  { name: 'Regions of two partitions', files: stack(['eu-west-1', 'cn-north-1']) },
  { name: 'the same account twice', files: stack([accounts, twoAccounts.replace(other, account)]) },
  {
    name: 'a role of another account',
    files: stack([
      accounts,
      `${accounts}      roles: { read: 'arn:aws:iam::${other}:role/r', write: 'arn:aws:iam::${account}:role/w' }\n`,
    ]),
  },
  {
    name: 'a role without its write twin',
    files: stack([accounts, `${accounts}      roles: { read: 'arn:aws:iam::${account}:role/r' }\n`]),
  },
  {
    name: 'a role by name',
    files: stack([accounts, `${accounts}      roles: { read: reader, write: writer }\n`]),
  },
  { name: 'an external id of one letter', files: stack([accounts, `${accounts}      externalId: x\n`]) },
  {
    name: 'a misspelt field of an account',
    files: stack([accounts, `${accounts}      region: eu-central-1\n`]),
  },
  {
    name: 'a default account that is not one of the accounts',
    files: stack([`account: '${account}'`, `account: '${other}'`]),
  },
  {
    name: 'a default Region that the account has not',
    files: stack(['region: eu-central-1 }', 'region: us-east-1 }']),
  },
  {
    name: 'a default tag that is null',
    files: stack([
      defaults,
      `  defaults: { account: '${account}', region: eu-central-1, tags: { owner: null } }\n`,
    ]),
  },
  {
    name: 'a default tag of AWS',
    files: stack([
      defaults,
      `  defaults: { account: '${account}', region: eu-central-1, tags: { 'aws:createdBy': me } }\n`,
    ]),
  },
  { name: 'a misspelt field of the Stack', files: stackWith('keyAdministrator: []') },
  { name: 'a mode that is none', files: stackWith('mode: dry-run') },
  { name: 'a mode that YAML 1.1 would read as false', files: stackWith('mode: off') },
  { name: 'a key administrator by name', files: stackWith('keyAdministrators: [admin]') },
  { name: 'a trusted account without quotes', files: stackWith('trustedAccounts: [444455556666]') },
  { name: 'a trusted account twice', files: stackWith(`trustedAccounts: ['${other}', '${other}']`) },
  {
    name: 'allowed actions without a service',
    files: stackWith('rolePolicies: { allowActions: [AssumeRole] }'),
  },
  { name: 'a cap that is text', files: stackWith('caps: { count: five }') },
  { name: 'a cap below zero', files: stackWith('caps: { count: -1 }') },
  { name: 'a share of more than all', files: stackWith('caps: { percent: 1e3 }') },
  { name: 'a class of risk that is none', files: stackWith('release: [disabled]') },
  { name: 'coordination that is one word', files: stackWith('coordination: s3') },
  { name: 'coordination in two places', files: stackWith('coordination: { directory: /srv/state, s3: {} }') },
  {
    name: 'a prefix without a slash at its end',
    files: stackWith(
      `coordination: { s3: { bucket: the-state, prefix: keywright, account: '${account}', region: eu-central-1 } }`,
    ),
  },
  {
    name: 'a bucket of state in an account of somebody else',
    files: stackWith(
      `coordination: { s3: { bucket: the-state, prefix: k/, account: '${other}', region: eu-central-1 } }`,
    ),
  },
];

/** Accounts, Regions and the settings of a Stack. */
export const place: Topic = { name: 'stack', mistakes };
