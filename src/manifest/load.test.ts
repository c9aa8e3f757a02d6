import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stackKind } from '../kinds/stack/index.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { attributesKnown } from './attributes.ts';
import { fakeKinds } from './fake-kinds.test-helper.ts';
import { loadStack } from './load.ts';
import type { SourceFile } from './source.ts';

const stack = `apiVersion: keywright.dev/v1
kind: Stack
metadata: {name: demo}
spec:
  uid: 7f3a9c21
  accounts:
    - {id: "111122223333", regions: [eu-central-1, eu-west-1]}
    - {id: "444455556666", regions: [eu-central-1]}
  defaults: {account: "111122223333", region: eu-central-1}
`;

function doc(kind: string, metadata: string, spec: string): string {
  return `apiVersion: keywright.dev/v1\nkind: ${kind}\nmetadata: {name: ${metadata}}\nspec: ${spec}\n`;
}

function key(spec: string, metadata = 'name: a'): string {
  return doc('Key', metadata.slice('name: '.length), spec);
}

function stackOf(spec: string): string {
  return doc('Stack', 'demo', spec);
}

function two(...documents: readonly string[]): string {
  return documents.join('---\n');
}

/** Formats `line:column: message (code)`; the file in front where it is not the one under test. */
function lineOf({ span, message, code }: Diagnostic): string {
  const where = span === undefined ? '' : `${span.file}:${String(span.line)}:${String(span.column)}: `;
  return `${where.replace(/^m\.yaml:/u, '')}${message} (${code})`;
}

function told(...files: readonly SourceFile[]): readonly string[] {
  const result = loadStack(files, fakeKinds, { now: Date.UTC(2026, 10, 23), stack: stackKind });
  const diagnostics = result.is === 'ok' ? result.stack.diagnostics : result.diagnostics;
  return diagnostics.map(lineOf);
}

const stackFile: SourceFile = { path: 'stack.yaml', text: stack };

const mistakes: readonly { readonly why: string; readonly text: string; readonly told: readonly string[] }[] =
  [
    {
      why: 'a misspelt field',
      text: key('{enabeld: true}'),
      told: ['4:8: spec has no field "enabeld": did you mean "enabled"? (manifest.unknown-field)'],
    },
    {
      why: 'a misspelt nested field',
      text: key('\n  rotation:\n    enabled: true\n    periodInDay: 90'),
      told: [
        '7:5: spec.rotation has no field "periodInDay": did you mean "periodInDays"? (manifest.unknown-field)',
      ],
    },
    {
      why: 'an unknown field with nothing near',
      text: key('{zzz: 1}'),
      told: ['4:8: spec has no field "zzz" (manifest.unknown-field)'],
    },
    {
      why: 'several unknown fields are all told',
      text: key('{tag: {}, alias: []}'),
      told: [
        '4:8: spec has no field "tag": did you mean "tags"? (manifest.unknown-field)',
        '4:17: spec has no field "alias" (manifest.unknown-field)',
      ],
    },
    {
      why: 'a number where text is wanted',
      text: key('{description: 0123}'),
      told: ['4:21: spec.description must be text, got the number 123 (manifest.type)'],
    },
    {
      why: 'text where a boolean is wanted: YAML 1.2 knows no yes',
      text: key('{enabled: yes}'),
      told: ['4:17: spec.enabled must be true or false, got "yes" (manifest.type)'],
    },
    {
      why: 'text where a number is wanted',
      text: key('{rotation: {enabled: true, periodInDays: "90"}}'),
      told: ['4:48: spec.rotation.periodInDays must be a number, got "90" (manifest.type)'],
    },
    {
      why: 'a fraction where a whole number is wanted',
      text: key('{rotation: {enabled: true, periodInDays: 90.5}}'),
      told: ['4:48: spec.rotation.periodInDays must be a whole number, got the number 90.5 (manifest.type)'],
    },
    {
      why: 'below the range',
      text: key('{rotation: {enabled: true, periodInDays: 30}}'),
      told: ['4:48: spec.rotation.periodInDays must be at least 90, got the number 30 (manifest.value)'],
    },
    {
      why: 'above the range',
      text: key('{rotation: {enabled: true, periodInDays: 9999}}'),
      told: ['4:48: spec.rotation.periodInDays must be at most 2560, got the number 9999 (manifest.value)'],
    },
    {
      why: 'too long',
      text: key('{description: this is much more than twenty}'),
      told: [
        '4:21: spec.description must have at most 20 characters, got "this is much more than twenty" (manifest.value)',
      ],
    },
    {
      why: 'not one of the values',
      text: key('{keyUsage: ENCRYPT_DECRYPTT}'),
      told: [
        '4:18: spec.keyUsage must be ENCRYPT_DECRYPT or SIGN_VERIFY, got "ENCRYPT_DECRYPTT": did you mean "ENCRYPT_DECRYPT"? (manifest.value)',
      ],
    },
    {
      why: 'not one of the values, none near',
      text: key('{keyUsage: both}'),
      told: ['4:18: spec.keyUsage must be ENCRYPT_DECRYPT or SIGN_VERIFY, got "both" (manifest.value)'],
    },
    {
      why: 'a missing field',
      text: key('{rotation: {periodInDays: 90}}'),
      told: ['4:8: spec.rotation.enabled is missing (manifest.missing-field)'],
    },
    {
      why: 'a missing field of the spec',
      text: doc('Alias', 'x', '{name: alias/x}'),
      told: ['4:1: spec.target is missing (manifest.missing-field)'],
    },
    {
      why: 'null where a value is wanted',
      text: key('\n  description:\n  enabled: true'),
      told: ['5:14: spec.description must be text, got nothing (manifest.type)'],
    },
    {
      why: 'a list where fields are wanted',
      text: key('{rotation: []}'),
      told: ['4:18: spec.rotation must be a mapping, got an empty list (manifest.type)'],
    },
    {
      why: 'fields where a list is wanted',
      text: key('{aliases: {a: 1}}'),
      told: ['4:17: spec.aliases must be a list, got a mapping (manifest.type)'],
    },
    {
      why: 'a wrong item of a list',
      text: key('{aliases: [alias/a, b]}'),
      told: ['4:27: spec.aliases[1] must be alias/name, got "b" (manifest.value)'],
    },
    {
      why: 'an item twice in a set',
      text: key('{aliases: [alias/a, alias/b, alias/a]}'),
      told: ['4:36: spec.aliases[2] is a duplicate (manifest.value)'],
    },
    {
      why: 'a tag that is a number',
      text: key('{tags: {cost: 4711}}'),
      told: ['4:21: spec.tags.cost must be text or null, got the number 4711 (manifest.type)'],
    },
    {
      why: 'a tag of AWS',
      text: key('{tags: {"aws:x": y}}'),
      told: ['4:15: the name spec.tags["aws:x"] starts with aws:, which AWS reserves (manifest.value)'],
    },
    {
      why: 'a tag of Keywright',
      text: key('{tags: {"keywright:stack": y}}'),
      told: [
        '4:15: the name spec.tags["keywright:stack"] starts with keywright:, which Keywright reserves (manifest.value)',
      ],
    },
    {
      why: 'a tag value that is too long',
      text: key(`{tags: {a: ${'x'.repeat(257)}}}`),
      told: [
        '4:18: spec.tags.a must have at most 256 characters, got "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…" (manifest.value)',
      ],
    },
    {
      why: 'a character no tag may have',
      text: key('{tags: {a: "x<y"}}'),
      told: ['4:18: spec.tags.a has a character that AWS does not allow in a tag: "x<y" (manifest.value)'],
    },
    {
      why: 'a policy that is a list',
      text: key('{policy: []}'),
      told: ['4:16: spec.policy must be a mapping or text, got an empty list (manifest.type)'],
    },
    {
      why: 'a policy whose text is not JSON',
      text: key(`{policy: '{"Version":'}`),
      told: [
        '4:16: spec.policy is not JSON: expected a value but found the end (line 1, column 12 of the text) (policy.json)',
      ],
    },
    {
      why: 'spec is text',
      text: key('hello'),
      told: ['4:7: spec must be a mapping, got "hello" (manifest.type)'],
    },
    {
      why: 'a document is text',
      text: 'hello\n',
      told: [
        '1:1: a manifest has apiVersion, kind, metadata and spec; this document is "hello" (manifest.envelope)',
      ],
    },
    {
      why: 'no apiVersion',
      text: 'kind: Key\nmetadata: {name: a}\nspec: {}\n',
      told: ['1:1: apiVersion is missing (manifest.envelope)'],
    },
    {
      why: 'another apiVersion',
      text: 'apiVersion: v1\nkind: Key\nmetadata: {name: a}\nspec: {}\n',
      told: ['1:13: apiVersion must be keywright.dev/v1, got "v1" (manifest.envelope)'],
    },
    {
      why: 'no kind',
      text: 'apiVersion: keywright.dev/v1\nmetadata: {name: a}\nspec: {}\n',
      told: ['1:1: kind is missing (manifest.unknown-kind)'],
    },
    {
      why: 'a misspelt kind',
      text: doc('Kye', 'a', '{}'),
      told: ['2:7: unknown kind "Kye": did you mean "Key"? (manifest.unknown-kind)'],
    },
    {
      why: 'a kind of another case',
      text: doc('bucketencryption', 'a', '{}'),
      told: [
        '2:7: unknown kind "bucketencryption": did you mean "BucketEncryption"? (manifest.unknown-kind)',
      ],
    },
    {
      why: 'a kind nobody knows',
      text: doc('Deployment', 'a', '{}'),
      told: ['2:7: unknown kind "Deployment" (manifest.unknown-kind)'],
    },
    {
      why: 'no metadata',
      text: 'apiVersion: keywright.dev/v1\nkind: Key\nspec: {}\n',
      told: ['1:1: metadata.name is missing (manifest.missing-field)'],
    },
    {
      why: 'a misspelt top field',
      text: 'apiVersion: keywright.dev/v1\nkind: Key\nmetadat: {name: a}\nspec: {}\n',
      told: ['3:1: a manifest has no field "metadat": did you mean "metadata"? (manifest.unknown-field)'],
    },
    {
      why: 'a name in upper case',
      text: key('{}', 'name: Data'),
      told: [
        '3:18: metadata.name must be a DNS label: lower-case letters, digits, hyphens and dots, ends with a letter or digit, got "Data" (manifest.value)',
      ],
    },
    {
      why: 'a name that is a number',
      text: key('{}', 'name: 1'),
      told: ['3:18: metadata.name must be text, got the number 1 (manifest.type)'],
    },
    {
      why: 'a name that is too long',
      text: key('{}', `name: ${'a'.repeat(64)}`),
      told: [
        '3:18: metadata.name must have at most 63 characters, got "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa…" (manifest.value)',
      ],
    },
    {
      why: 'an account that lost its zero',
      text: key('{}', 'name: a, account: 012345678901'),
      told: ['3:30: metadata.account must be text, got the number 12345678901 (manifest.type)'],
    },
    {
      why: 'a state nobody knows',
      text: key('{}', 'name: a, state: deleted'),
      told: ['3:28: metadata.state must be present, absent or released, got "deleted" (manifest.value)'],
    },
    {
      why: 'a key id without a tombstone',
      text: key('{}', 'name: a, keyId: 1234abcd'),
      told: ['3:28: metadata.keyId belongs to state: absent (manifest.value)'],
    },
    {
      why: 'an account the Stack does not declare',
      text: key('{}', 'name: a, account: "111122223334"'),
      told: [
        '3:30: account 111122223334 is not declared in the Stack: did you mean "111122223333"? (manifest.place)',
      ],
    },
    {
      why: 'a Region the account does not have',
      text: key('{}', 'name: a, account: "444455556666", region: eu-west-1'),
      told: ['3:54: Region eu-west-1 is not declared for account 444455556666 (manifest.place)'],
    },
    {
      why: 'an address twice',
      text: two(key('{}'), key('{enabled: true}')),
      told: ['6:1: Key/a is already declared at m.yaml:1:1 (manifest.duplicate-address)'],
    },
    {
      why: 'a YAML key twice',
      text: key('\n  enabled: true\n  enabled: false'),
      told: ['6:3: the key "enabled" is already given at 5:3 (manifest.duplicate-key)'],
    },
    {
      why: 'one claim twice',
      text: two(doc('Trail', 'a', '{name: t}'), doc('Trail', 'b', '{name: t}')),
      told: [
        '6:1: Trail/b claims 111122223333/eu-central-1 trail t, which Trail/a claims already (m.yaml:1:1) (manifest.claim)',
      ],
    },
    {
      why: 'shorthand and document claim one alias',
      text: two(
        key('\n  aliases:\n    - alias/app'),
        doc('Alias', 'mine', '{name: alias/app, target: {ref: Key/a}}'),
      ),
      told: [
        '6:7: Alias/app claims 111122223333/eu-central-1 alias/app, which Alias/mine claims already (m.yaml:8:1) (manifest.claim)',
      ],
    },
    {
      why: 'shorthand and document are one address',
      text: two(
        key('\n  aliases:\n    - alias/app'),
        doc('Alias', 'app', '{name: alias/app, target: {ref: Key/a}}'),
      ),
      told: ['6:7: Alias/app is already declared at m.yaml:8:1 (manifest.duplicate-address)'],
    },
    {
      why: 'two aliases of a shorthand make one address, since a name has no slash',
      text: key('{aliases: [alias/a/b, alias/a-b]}'),
      told: ['4:29: Alias/a-b is already declared at m.yaml:4:18 (manifest.duplicate-address)'],
    },
    {
      why: 'shorthand that its kind refuses',
      text: key('{aliases: [alias/]}'),
      told: ['4:18: as Alias/: spec.name must have at least 7 characters, got "alias/" (manifest.value)'],
    },
    {
      why: 'a reference to nothing',
      text: doc('Alias', 'x', '{name: alias/x, target: {ref: Key/nowhere}}'),
      told: ['4:37: no manifest declares Key/nowhere (manifest.reference)'],
    },
    {
      why: 'a reference with a slip',
      text: two(
        key('{}', 'name: customer-data'),
        doc('Alias', 'x', '\n  name: alias/x\n  target: {ref: Key/custmer-data}'),
      ),
      told: [
        '11:17: no manifest declares Key/custmer-data: did you mean "Key/customer-data"? (manifest.reference)',
      ],
    },
    {
      why: 'a reference to the wrong kind',
      text: two(doc('Trail', 't', '{name: t}'), doc('Alias', 'x', '{name: alias/x, target: {ref: Trail/t}}')),
      told: ['9:37: spec.target.ref must be Key/name or ReplicaKey/name, got "Trail/t" (manifest.value)'],
    },
    {
      why: 'interpolation of the wrong kind',
      text: two(
        doc('Trail', 't', '{name: t}'),
        doc('Alias', 'x', '{name: alias/x, target: "${Trail/t.arn}"}'),
      ),
      told: ['9:31: spec.target must be Key/name or ReplicaKey/name, has Trail/t (manifest.value)'],
    },
    {
      why: 'a reference that is no address',
      text: doc('Alias', 'x', '{name: alias/x, target: {ref: data}}'),
      told: ['4:37: spec.target.ref must be Key/name or ReplicaKey/name, got "data" (manifest.value)'],
    },
    {
      why: 'a reference with a misspelt word',
      text: doc('Alias', 'x', '{name: alias/x, target: {reff: Key/a}}'),
      told: ['4:32: spec.target has no field "reff": did you mean "ref"? (manifest.unknown-field)'],
    },
    {
      why: 'a literal that is no key',
      text: doc('Alias', 'x', '{name: alias/x, target: arn:aws:s3:::b}'),
      told: [
        '4:31: spec.target must be an ARN of kms, as in arn:aws:kms:…, got "arn:aws:s3:::b" (manifest.value)',
      ],
    },
    {
      why: 'a hole for an unknown kind',
      text: key('{policy: {Resource: "${Kye/b.arn}"}}'),
      told: ['4:28: unknown kind "Kye": did you mean "Key"? (manifest.reference)'],
    },
    {
      why: 'a hole for an unknown attribute',
      text: two(key('{policy: {Resource: "${Key/b.arm}"}}'), key('{}', 'name: b')),
      told: ['4:28: Key has no attribute "arm": did you mean "arn"? (manifest.reference)'],
    },
    {
      why: 'a hole for no resource',
      text: key('\n  policy:\n    Statement:\n      - Resource: ["*", "x-${Key/b.arn}"]'),
      told: ['7:28: no manifest declares Key/b: did you mean "Key/a"? (manifest.reference)'],
    },
    {
      why: 'a misspelt name of the place',
      text: key('{policy: {Resource: "arn:aws:kms:${regoin}:1"}}'),
      told: [
        '4:40: ${regoin} is unknown to Keywright and IAM: did you mean "region"? (manifest.interpolation)',
      ],
    },
    {
      why: 'a pseudo parameter of CloudFormation',
      text: key('{policy: {Resource: "arn:aws:s3:::b/${AWS::AccountId}"}}'),
      told: [
        '4:43: ${AWS::AccountId} is a CloudFormation pseudo parameter, which Keywright does not support (manifest.interpolation)',
      ],
    },
    ...['012345678901', '1.10', '12345678901234567890', '0x1F'].map((written) => ({
      why: `a number in a policy, where ${written} is text`,
      text: key(`{policy: {Condition: {StringEquals: {'aws:x': [1, ${written}]}}}}`),
      told: [
        expect.stringMatching(
          /^4:\d+: spec\.policy\.Condition.*: YAML reads \S+ as the number \S+ \(manifest\.type\)$/u,
        ),
      ],
    })),
    {
      why: 'a variable of IAM with a dot',
      text: key('{policy: {Resource: "${aws.username}"}}'),
      told: ['4:28: ${aws.username} is unknown to Keywright and IAM (manifest.interpolation)'],
    },
    {
      why: 'a hole that never closes',
      text: key('{policy: {Resource: "${Key/b.arn"}}'),
      told: ['4:28: this ${ has no closing } (manifest.interpolation)'],
    },
    {
      why: 'a hole in policy text points at the text',
      text: key(`{policy: '{"Resource": "\${Key/b.arn}"}'}`),
      told: ['4:31: no manifest declares Key/b: did you mean "Key/a"? (manifest.reference)'],
    },
    {
      why: 'a resource that waits for itself',
      text: key('{policy: {Resource: "${Key/a.arn}"}}'),
      told: ['4:27: Key/a waits for its own arn (manifest.cycle)'],
    },
    {
      why: 'two that wait for each other',
      text: two(
        key('{policy: {Resource: "${Key/b.arn}"}}'),
        key('{policy: {Resource: "${Key/a.arn}"}}', 'name: b'),
      ),
      told: [
        '4:27: these wait for each other: Key/a (m.yaml:4:27) → Key/b (m.yaml:9:27) → Key/a (manifest.cycle)',
      ],
    },
    {
      why: 'a tombstone that is still used',
      text: two(
        key('{}', 'name: a, state: absent, keyId: 1234abcdabcd'),
        doc('Alias', 'x', '{name: alias/x, target: {ref: Key/a}}'),
      ),
      told: ['9:37: Key/a is declared absent, but is still referenced here (manifest.state)'],
    },
    {
      why: 'formerly names what is still there',
      text: two(key('{}', 'name: a, formerly: [Key/b]'), key('{}', 'name: b')),
      told: ['3:32: Key/b is still declared at m.yaml:6:1 (manifest.formerly)'],
    },
    {
      why: 'formerly names another kind',
      text: key('{}', 'name: a, formerly: [Alias/b]'),
      told: ['3:32: a Key was never Alias/b (manifest.formerly)'],
    },
    {
      why: 'two heirs of one address',
      text: two(key('{}', 'name: a, formerly: [Key/old]'), key('{}', 'name: b, formerly: [Key/old]')),
      told: ['8:32: Key/old became Key/a already (manifest.formerly)'],
    },
    {
      why: 'formerly that is no address',
      text: key('{}', 'name: a, formerly: [old]'),
      told: ['3:32: metadata.formerly[0] must be an address such as Key/customer-data (manifest.value)'],
    },
    {
      why: 'ignoring whether a key works',
      text: key('{}', 'name: a, ignore: [{path: /enabled, reason: x}]'),
      told: ['3:37: /enabled of a Key cannot be ignored (manifest.ignore)'],
    },
    {
      why: 'ignoring whether a trail records',
      text: doc('Trail', 't, ignore: [{path: /logging, reason: x}]', '{name: t}'),
      told: ['3:37: /logging of a Trail cannot be ignored (manifest.ignore)'],
    },
    {
      why: 'ignoring a field that is not there',
      text: key('{}', 'name: a, ignore: [{path: /tgas/x, reason: x}]'),
      told: ['3:37: Key has no field "tgas" to ignore: did you mean "tags"? (manifest.ignore)'],
    },
    {
      why: 'ignoring without a reason',
      text: key('{}', 'name: a, ignore: [{path: /tags/x}]'),
      told: ['3:30: metadata.ignore[0].reason is missing (manifest.missing-field)'],
    },
    {
      why: 'ignoring until no date',
      text: key('{}', 'name: a, ignore: [{path: /tags/x, reason: x, until: soon}]'),
      told: ['3:64: metadata.ignore[0].until must be a date such as 2026-11-30, got "soon" (manifest.value)'],
    },
    {
      why: 'ignoring with a dotted path',
      text: key('{}', 'name: a, ignore: [{path: tags.x, reason: x}]'),
      told: [
        '3:37: metadata.ignore[0].path must be a path below spec, as in /rotation/periodInDays, got "tags.x" (manifest.value)',
      ],
    },
    {
      why: 'a literal that is wrong once filled',
      text: doc('Alias', 'x', '{name: alias/x, target: "arn:aws:kms:${region}:${account.id}1:key/x"}'),
      told: [
        '4:31: spec.target must be an ARN of kms, as in arn:aws:kms:…, got "arn:aws:kms:eu-central-1:1111222233331:key/x" once it is filled (manifest.value)',
      ],
    },
    {
      why: 'policy text with a key twice',
      text: key(`{policy: '{"Version": "1", "Version": "2"}'}`),
      told: [
        '4:16: spec.policy is ambiguous JSON: the key "Version" is a duplicate in its object (line 1, column 18 of the text) (policy.duplicate-key)',
      ],
    },
    {
      why: 'a document that is a list',
      text: '- a\n',
      told: [
        '1:1: a manifest has apiVersion, kind, metadata and spec; this document is a list of 1 (manifest.envelope)',
      ],
    },
    {
      why: 'an unknown field beside a ref',
      text: doc('Alias', 'x', '{name: alias/x, target: {ref: Key/a, extra: 1}}'),
      told: ['4:44: spec.target has no field "extra" (manifest.unknown-field)'],
    },
    {
      why: 'an anchor',
      text: key('{tags: &t {a: b}}'),
      told: ['4:14: the anchor &t is not allowed (manifest.alias)'],
    },
    {
      why: 'a tab',
      text: key('\n\tenabled: true'),
      told: ['5:1: a tab indents this line (manifest.syntax)'],
    },
    {
      why: 'a bracket that never closes',
      text: key('{enabled: true'),
      told: ['4:7: this { is never closed (manifest.syntax)'],
    },
    {
      why: 'what the kind finds is positioned',
      text: doc(
        'BucketEncryption',
        'b',
        '{bucket: logs, key: "arn:aws:kms:eu-central-1:111122223333:alias/x"}',
      ),
      told: ['4:27: must be a key (manifest.value)'],
    },
    {
      why: 'a bucket name in upper case',
      text: doc('BucketEncryption', 'b', '{bucket: Logs, key: {ref: Key/a}}'),
      told: [
        '4:16: spec.bucket must be a bucket name: 3 to 63 lower-case letters, digits, dots and hyphens, got "Logs" (manifest.value)',
      ],
    },
  ];

const stackMistakes: typeof mistakes = [
  { why: 'no Stack', text: key('{}'), told: ['the manifests contain no Stack (manifest.stack)'] },
  {
    why: 'two Stacks',
    text: two(stack, stack),
    told: ['11:1: a second Stack; the first is at m.yaml:1:1 (manifest.stack)'],
  },
  {
    why: 'only a Stack',
    text: stack,
    told: ['1:1: the manifests contain only a Stack (manifest.none)'],
  },
  {
    why: 'nothing at all',
    text: '# only words\n',
    told: ['no documents in m.yaml (manifest.none)'],
  },
  {
    why: 'a Stack without accounts',
    text: two(key('{}'), stackOf('{uid: 7f3a9c21}')),
    told: ['9:1: spec.accounts is missing (manifest.missing-field)'],
  },
  {
    why: 'an account id that is a number',
    text: two(
      key('{}'),
      stackOf('\n  uid: 7f3a9c21\n  accounts: [{id: 011122223333, regions: [eu-central-1]}]'),
    ),
    told: ['11:19: spec.accounts[0].id must be text, got the number 11122223333 (manifest.type)'],
  },
  {
    why: 'an account twice',
    text: two(
      key('{}'),
      stackOf(
        '\n  uid: 7f3a9c21\n  accounts:\n    - {id: "111122223333", regions: [eu-central-1]}\n    - {id: "111122223333", regions: [eu-west-1]}',
      ),
    ),
    told: ['13:12: the account 111122223333 is a duplicate (manifest.value)'],
  },
  {
    why: 'a default Region that is not declared',
    text: two(
      key('{}'),
      stackOf(
        '\n  uid: 7f3a9c21\n  accounts: [{id: "111122223333", regions: [eu-central-1]}]\n  defaults: {region: eu-west-1}',
      ),
    ),
    told: ["12:22: the Region eu-west-1 is not one of the account's regions (manifest.value)"],
  },
  {
    why: 'a default account that is not declared',
    text: two(
      key('{}'),
      stackOf(
        '\n  uid: 7f3a9c21\n  accounts: [{id: "111122223333", regions: [eu-central-1]}]\n  defaults: {account: "444455556666"}',
      ),
    ),
    told: ['12:23: the account 444455556666 is not one of spec.accounts (manifest.value)'],
  },
  {
    why: 'a role of another account',
    text: two(
      key('{}'),
      stackOf(
        '\n  uid: 7f3a9c21\n  accounts:\n    - id: "111122223333"\n      regions: [eu-central-1]\n      roles:\n        read: arn:aws:iam::444455556666:role/read\n        write: arn:aws:iam::111122223333:role/write',
      ),
    ),
    told: ['15:15: this role belongs to 444455556666, not to the account 111122223333 (manifest.value)'],
  },
  {
    why: 'Regions of two partitions',
    text: two(
      key('{}'),
      stackOf('\n  uid: 7f3a9c21\n  accounts: [{id: "111122223333", regions: [eu-central-1, cn-north-1]}]'),
    ),
    told: [
      '11:13: a Stack must be in one partition, but these Regions are in aws and aws-cn (manifest.value)',
    ],
  },
  {
    why: 'a Region nobody knows',
    text: two(
      key('{}'),
      stackOf('\n  uid: 7f3a9c21\n  accounts: [{id: "111122223333", regions: [frankfurt]}]'),
    ),
    told: [
      '11:45: spec.accounts[0].regions[0] must be a Region such as eu-central-1, got "frankfurt" (manifest.value)',
    ],
  },
  {
    why: 'what no version acts on yet',
    text: two(
      key('{}'),
      stackOf(
        '\n  uid: 7f3a9c21\n  accounts: [{id: "111122223333", regions: [eu-central-1]}]\n  schedule: hourly',
      ),
    ),
    told: ['12:3: spec has no field "schedule" (manifest.unknown-field)'],
  },
  {
    why: 'a mode nobody knows',
    text: two(
      key('{}'),
      stackOf(
        '\n  uid: 7f3a9c21\n  accounts: [{id: "111122223333", regions: [eu-central-1]}]\n  mode: enforced',
      ),
    ),
    told: [
      '12:9: spec.mode must be observe, approve or enforce, got "enforced": did you mean "enforce"? (manifest.value)',
    ],
  },
  {
    why: 'coordination in both places',
    text: two(
      key('{}'),
      stackOf(
        '\n  uid: 7f3a9c21\n  accounts: [{id: "111122223333", regions: [eu-central-1]}]\n  coordination: {directory: /x, s3: {}}',
      ),
    ),
    told: ['12:33: spec.coordination does not take "s3" together with its other fields (manifest.value)'],
  },
  {
    why: 'a Region is needed',
    text: two(
      key('{}'),
      stackOf('\n  uid: 7f3a9c21\n  accounts: [{id: "111122223333", regions: [eu-central-1, eu-west-1]}]'),
    ),
    told: ['3:1: the Region in account 111122223333 is missing (manifest.place)'],
  },
  {
    why: 'an account is needed',
    text: two(
      key('{}'),
      stackOf(
        '\n  uid: 7f3a9c21\n  accounts: [{id: "111122223333", regions: [eu-central-1]}, {id: "444455556666", regions: [eu-central-1]}]',
      ),
    ),
    told: ['3:1: the account is missing (manifest.place)'],
  },
];

describe('mistakes in a document', () => {
  it.each(mistakes)('$why', ({ text, told: expected }) => {
    expect(told({ path: 'm.yaml', text }, stackFile)).toEqual(expected);
  });
});

describe('mistakes in and around the Stack', () => {
  it.each(stackMistakes)('$why', ({ text, told: expected }) => {
    expect(told({ path: 'm.yaml', text })).toEqual(expected);
  });
});

describe('all at once', () => {
  const alone = mistakes.filter(
    ({ text }) => text.startsWith('apiVersion') && !text.includes('---\n') && !/Key\/[a-z]/u.test(text),
  );

  it('reports a hundred mistakes of one file with the rest as a number, and those of other files', () => {
    const many = key(`{ ${Array.from({ length: 150 }, (_, index) => `f${String(index)}: 1`).join(', ')} }`);
    const lines = told(
      stackFile,
      { path: 'm.yaml', text: many },
      { path: 'n.yaml', text: key('{ enabeld: true }', 'name: b') },
    );
    expect(lines).toHaveLength(102);
    expect(lines.at(100)).toMatch(
      /and 50 more errors in m\.yaml; this is the first \(manifest\.too-many\)$/u,
    );
    expect(lines.at(101)).toMatch(/^n\.yaml:/u);
  });

  it('reports the mistakes of many files in any order of files', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([...alone.keys()], { minLength: 1 }), (chosen) => {
        const files = chosen.map((index) => ({
          path: `f${String(index).padStart(3, '0')}.yaml`,
          text: (alone[index]?.text ?? '').replace(
            /metadata: \{name: ([^,}]*)/u,
            `metadata: {name: $1${String(index)}`,
          ),
        }));
        const expected = [...chosen]
          .sort((a, b) => a - b)
          .flatMap((index) =>
            told(
              { ...(files.find(({ path }) => path.includes(String(index).padStart(3, '0'))) ?? stackFile) },
              stackFile,
            ),
          );
        expect(told(...files, stackFile)).toEqual(expected);
      }),
      { numRuns: 30 },
    );
  });

  it('reports other mistakes and resolves references when a file cannot be read', () => {
    const broken = { path: 'broken.yaml', text: 'a: [\n' };
    const other = {
      path: 'm.yaml',
      text: two(doc('Alias', 'x', '{name: alias/x, target: {ref: Key/a}}'), key('{enabeld: 1}', 'name: b')),
    };
    expect(told(broken, other, stackFile)).toEqual([
      'broken.yaml:1:4: this [ is never closed (manifest.syntax)',
      '9:8: spec has no field "enabeld": did you mean "enabled"? (manifest.unknown-field)',
    ]);
  });

  it('refuses garbage without a throw', () => {
    const words = fc.constantFrom(
      'apiVersion: keywright.dev/v1',
      'kind: Key',
      'kind: Stack',
      'metadata:',
      'spec:',
      '{name: a}',
      '{',
      '}',
      '[',
      ']',
      '\n',
      '  ',
      'name: a',
      'policy:',
      '${Key/a.arn}',
      'ref: Key/a',
      '- ',
      '---',
      ': ',
      'aliases:',
      'ignore:',
      'null',
      '1',
    );
    fc.assert(
      fc.property(fc.array(words, { maxLength: 30 }), (parts) => {
        const result = loadStack([{ path: 'm.yaml', text: parts.join('') }, stackFile], fakeKinds, {
          now: 0,
          stack: stackKind,
        });
        expect(['ok', 'refused']).toContain(result.is);
      }),
      { numRuns: 400 },
    );
  });
});

describe('the result of a valid set', () => {
  function load(...documents: readonly string[]) {
    const result = loadStack([{ path: 'm.yaml', text: two(...documents) }, stackFile], fakeKinds, {
      now: Date.UTC(2026, 10, 23),
      stack: stackKind,
    });
    if (result.is === 'refused') throw new Error(result.diagnostics.map(lineOf).join('\n'));
    return result.stack;
  }

  it('keeps an attribute Unknown that AWS assigns, with an edge', () => {
    const { resources } = load(key('{}'), doc('BucketEncryption', 'b', '{bucket: logs, key: {ref: Key/a}}'));
    const encryption = resources.get('BucketEncryption/b');
    expect(encryption?.spec).toEqual({ bucket: 'logs', key: { $unknown: '${Key/a.arn}' } });
    expect(encryption?.references).toEqual([{ to: 'Key/a', attribute: 'arn', path: '/key', edge: true }]);
  });

  it('resolves an attribute that manifests determine without an edge, so that key and trail may name each other', () => {
    const { resources } = load(
      key('{policy: {Statement: [{Condition: {StringEquals: {"aws:SourceArn": "${Trail/t.arn}"}}}]}}'),
      doc('Trail', 't, region: eu-west-1', '{name: audit}'),
    );
    expect(resources.get('Key/a')?.spec).toEqual({
      policy: {
        Statement: [
          {
            Condition: {
              StringEquals: { 'aws:SourceArn': 'arn:aws:cloudtrail:eu-west-1:111122223333:trail/audit' },
            },
          },
        ],
      },
    });
    expect(resources.get('Key/a')?.references).toEqual([
      {
        to: 'Trail/t',
        attribute: 'arn',
        path: '/policy/Statement/0/Condition/StringEquals/aws:SourceArn',
        edge: false,
      },
    ]);
  });

  it("fills the place, and leaves IAM's own variables and other text alone", () => {
    const { resources } = load(
      key(
        '{description: "${region}", policy: {a: "${partition} ${account.id} ${region}", b: ["${aws:username}", "${*}${?}${$}", "${kms:ViaService}"]}}',
        'name: a, account: "444455556666"',
      ),
    );
    expect(resources.get('Key/a')?.spec).toEqual({
      description: '${region}',
      policy: {
        a: 'aws 444455556666 eu-central-1',
        b: ['${aws:username}', '${*}${?}${$}', '${kms:ViaService}'],
      },
    });
  });

  it('takes a policy as JSON text like one as YAML', () => {
    const { resources } = load(
      key('\n  policy:\n    Statement: [{Resource: "${Key/b.arn}"}]'),
      key('\n  policy: |\n    {"Statement": [{"Resource": "*"}]}', 'name: b'),
      key('\n  policy: |\n    {"Statement": [{"Resource": "${Key/b.arn}"}]}', 'name: c'),
    );
    expect(resources.get('Key/c')?.spec).toEqual(resources.get('Key/a')?.spec);
    expect(resources.get('Key/c')?.references).toEqual(resources.get('Key/a')?.references);
  });

  it('tells the attributes that manifests settle, and only those', () => {
    const stackOfTwo = load(key('{}'), doc('Trail', 't', '{name: audit}'));
    expect([...attributesKnown(stackOfTwo, fakeKinds)]).toEqual([
      ['Key/a', {}],
      ['Trail/t', { arn: 'arn:aws:cloudtrail:eu-central-1:111122223333:trail/audit' }],
    ]);
  });

  it('makes resources of shorthand in the place of their parent', () => {
    const { resources } = load(
      key(
        '\n  aliases:\n    - alias/app\n    - alias/app/old',
        'name: a, region: eu-west-1, mode: observe, adopt: 1234abcd, labels: {team: x}',
      ),
    );
    expect([...resources.keys()]).toEqual(['Alias/app', 'Alias/app-old', 'Key/a']);
    const alias = resources.get('Alias/app-old');
    expect(alias?.place).toEqual({ account: '111122223333', region: 'eu-west-1' });
    expect(alias?.metadata).toEqual({
      name: 'app-old',
      labels: { team: 'x' },
      annotations: {},
      adopt: '1234abcd',
      formerly: [],
      state: 'present',
      mode: 'observe',
      partOf: 'Key/a',
      ignore: [],
    });
    expect(alias?.references).toEqual([{ to: 'Key/a', attribute: 'arn', path: '/target', edge: true }]);
    expect(alias?.spanOf('/name').line).toBe(7);
  });

  it('removes the shorthand of a tombstone with it', () => {
    const { resources } = load(key('{aliases: [alias/app]}', 'name: a, state: absent, keyId: 1234abcd'));
    expect([...resources.values()].map(({ metadata }) => metadata.state)).toEqual(['absent', 'absent']);
  });

  it('resources are in code-unit order and know their positions by the paths of their spec', () => {
    const { resources } = load(key('{}', 'name: b'), key('\n  tags:\n    a/b: x', 'name: a'));
    expect([...resources.keys()]).toEqual(['Key/a', 'Key/b']);
    const resource = resources.get('Key/a');
    expect(resource?.span.line).toBe(6);
    expect(resource?.spanOf('/tags/a~1b')).toMatchObject({ file: 'm.yaml', line: 11, column: 10 });
    expect(resource?.spanOf('/metadata/name')).toMatchObject({ line: 8, column: 18 });
  });

  it('warnings ride along, and an ignore that ended is one', () => {
    const { diagnostics, resources } = load(
      key(
        '{description: secret}',
        'name: a, ignore: [{path: /tags/x, reason: r, until: 2026-11-22}, {path: /tags/y, reason: r, until: 2026-11-23}, {path: /policy, reason: r}]',
      ),
    );
    expect(diagnostics.map(lineOf)).toEqual([
      '3:64: this entry expired after 2026-11-22: /tags/x is no longer ignored (manifest.ignore-ended)',
      '4:21: a description is public (manifest.value)',
    ]);
    expect(resources.get('Key/a')?.metadata.ignore).toEqual([
      { path: '/tags/y', reason: 'r', until: Date.UTC(2026, 10, 24) },
      { path: '/policy', reason: 'r' },
    ]);
  });

  it.each(["'012345678901'", '"1.10"', '4711', '-5', '1.5'])('takes a policy %s as written', (written) => {
    const { resources } = load(key(`{policy: {Condition: {StringEquals: {'aws:x': ${written}}}}}`));
    expect(resources.get('Key/a')).toBeDefined();
  });

  it.each([
    { clash: 'two aliases of one key', text: key('{aliases: [alias/a/b, alias/a-b]}') },
    {
      clash: 'one alias of two keys in two Regions',
      text: two(key('{aliases: [alias/a-b]}'), key('{aliases: [alias/a-b]}', 'name: b, region: eu-west-1')),
    },
  ])('hints to write an Alias when $clash make one address', ({ text }) => {
    const stack = { now: 0, stack: stackKind };
    const result = loadStack([{ path: 'm.yaml', text }, stackFile], fakeKinds, stack);
    expect(result.is === 'refused' && result.diagnostics.map(({ hint }) => hint)).toEqual([
      expect.stringMatching(
        /^remove one of the two; or move it out of Key\/[ab] into a document of kind Alias/u,
      ),
    ]);
  });

  it('hints how to quote a value that YAML reads as a number', () => {
    const result = loadStack([{ path: 'm.yaml', text: key('{tags: {id: 0123}}') }, stackFile], fakeKinds, {
      now: 0,
      stack: stackKind,
    });
    expect(result.is === 'refused' && result.diagnostics.map(({ hint }) => hint)).toEqual([
      'put it in quotes: "0123"',
    ]);
  });
});
