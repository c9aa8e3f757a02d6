import { goodKey, goodSet, goodStack, resource } from '../harness/estate.ts';
import type { Mistake, Topic } from '../harness/mistake.ts';

const file = 'ops/guardrails.yaml';
const plan = ['plan', '--sandbox', '--guardrails', file];

function guardrails(spec: string): string {
  return resource('Guardrails', 'ours', spec);
}

function bounds(name: string, spec: string, more: Partial<Mistake> = {}): Mistake {
  return {
    name,
    argv: plan,
    files: { ...goodSet, [file]: guardrails(spec) },
    about: '--guardrails',
    ...more,
  };
}

const coordinated = `${goodStack}  coordination: { s3: { bucket: the-state, prefix: k/, account: '111122223333', region: eu-central-1 } }\n`;

const auditKey = 'arn:aws:kms:eu-central-1:111122223333:key/11111111-2222-4333-8444-555555555555';

const mistakes: readonly Mistake[] = [
  { name: 'a guardrails file that is not there', argv: plan, files: goodSet, about: file },
  {
    name: 'guardrails among the manifests',
    argv: ['plan', '--sandbox', '--guardrails', 'manifests/guardrails.txt'],
    files: { ...goodSet, 'manifests/guardrails.txt': guardrails('mode: observe') },
    about: '--guardrails',
  },
  {
    name: 'a manifest in place of guardrails',
    argv: ['plan', '--sandbox', '--guardrails', file],
    files: { ...goodSet, [file]: goodKey },
    about: file,
  },
  {
    name: 'two documents of guardrails',
    argv: plan,
    files: { ...goodSet, [file]: `${guardrails('mode: approve')}---\n${guardrails('mode: observe')}` },
    about: '--guardrails',
  },
  {
    name: 'guardrails without a document',
    argv: plan,
    files: { ...goodSet, [file]: '# none\n' },
    about: file,
  },
  {
    name: 'a directory of guardrails',
    argv: ['plan', '--sandbox', '--guardrails', 'ops'],
    files: {
      ...goodSet,
      'ops/a.yaml': guardrails('mode: enforce'),
      'ops/b.yaml': guardrails('kinds: [Alias]'),
    },
    about: '--guardrails',
  },
  {
    name: 'a grant on a key that the guardrails list',
    argv: plan,
    files: {
      ...goodSet,
      'manifests/grant.yaml': resource(
        'Grant',
        'audit',
        `key: ${auditKey}\ngranteePrincipal: arn:aws:iam::111122223333:role/app\noperations: [Decrypt]`,
      ),
      [file]: guardrails(`standsOn: ["${auditKey}"]`),
    },
    about: auditKey,
  },
  bounds(
    'an alias in place of what Keywright stands on',
    'standsOn: ["arn:aws:kms:eu-central-1:111122223333:alias/audit"]',
  ),
  bounds('a bound that does not exist', 'modes: observe'),
  bounds('a mode that does not exist', 'mode: strict'),
  bounds('a class that does not exist', 'classes: [everything]'),
  bounds('an account without its digits', 'accounts: [prod]'),
  bounds('a role that is no ARN', 'roles: [keywright-read]'),
  bounds('a cap below nothing', 'caps: { count: -1 }'),
  bounds('an account beyond the guardrails', "accounts: ['444455556666']", {
    nowhere: 'a Stack has no lines',
  }),
  {
    name: 'trust, administrators and a release beyond the guardrails',
    argv: plan,
    files: {
      ...goodSet,
      'manifests/stack.yaml': `${goodStack}  trustedAccounts: ['999988887777']\n  keyAdministrators: ['arn:aws:iam::999988887777:root']\n  release: [delete]\n`,
      [file]: guardrails('trustedAccounts: []\nkeyAdministrators: []\nclasses: [widen]'),
    },
    about: '--guardrails',
    nowhere: 'a Stack has no lines',
  },
  bounds('a kind beyond the guardrails', 'kinds: [Alias]'),
  bounds('an apply that the guardrails do not allow', 'mode: observe', {
    argv: ['apply', '--sandbox', '--yes', '--guardrails', file],
    codes: ['engine.guardrails'],
    exit: 3,
  }),
  {
    name: 'the policy of the bucket that Keywright stands on',
    files: {
      'manifests/stack.yaml': coordinated,
      'manifests/policy.yaml': resource('BucketEncryption', 'state', 'bucket: the-state\nalgorithm: AES256'),
    },
  },
];

export const guardrailsTopic: Topic = { name: 'guardrails', mistakes };
