import { goodKey, goodSet, goodStack, head, resource, setOf } from '../harness/estate.ts';
import type { Mistake, Topic } from '../harness/mistake.ts';

function keyLike(
  ...changes: readonly (readonly [from: string, to: string])[]
): Readonly<Record<string, string>> {
  return setOf(changes.reduce((text, [from, to]) => text.replace(from, to), goodKey));
}

function metadata(lines: string, kind = 'Key', spec = 'description: x'): Readonly<Record<string, string>> {
  return setOf(`${head}\nkind: ${kind}\nmetadata: ${lines}\nspec: { ${spec} }\n`);
}

const mistakes: readonly Mistake[] = [
  { name: 'no apiVersion', files: keyLike([`${head}\n`, '']), about: 'apiVersion' },
  { name: 'the apiVersion of another version', files: keyLike(['/v1', '/v2']), about: 'keywright.dev/v2' },
  { name: 'the apiVersion of Kubernetes', files: keyLike(['keywright.dev/v1', 'v1']), about: 'v1' },
  { name: 'an apiVersion that is a number', files: keyLike(['keywright.dev/v1', '1']), about: '1' },
  { name: 'a misspelt apiVersion', files: keyLike(['apiVersion', 'apiversion']), about: 'apiversion' },
  { name: 'no kind', files: keyLike(['kind: Key\n', '']), about: 'kind' },
  { name: 'a misspelt kind', files: keyLike(['kind: Key', 'kind: Kee']), about: 'Kee' },
  { name: 'a kind in lower case', files: keyLike(['kind: Key', 'kind: key']), about: 'key' },
  {
    name: 'a kind whose first letter is Cyrillic',
    files: keyLike(['kind: Key', 'kind: \u041aey']),
    about: 'U+041A',
  },
  {
    name: 'a kind of Crossplane',
    files: keyLike(['kind: Key', 'kind: S3BucketServerSide']),
    about: 'S3BucketServerSide',
  },
  {
    name: 'a kind named like a method of objects',
    files: keyLike(['kind: Key', 'kind: constructor']),
    about: 'constructor',
  },
  { name: 'a kind that is a list', files: keyLike(['kind: Key', 'kind: [Key]']), about: '[Key]' },
  {
    name: 'the status of Kubernetes in the manifest',
    files: setOf(`${goodKey}status: {}\n`),
    about: 'status',
  },
  { name: 'a misspelt spec', files: keyLike(['spec:', 'specs:']), about: 'specs' },
  {
    name: 'a field beside spec that belongs into it',
    files: setOf(`${goodKey}tags: { owner: me }\n`),
    about: 'tags',
  },
  { name: 'a field named toString at the top', files: setOf(`${goodKey}toString: x\n`), about: 'toString' },
  { name: 'a document that is a list', files: setOf(goodKey, '- kind: Key\n'), about: 'a list' },
  { name: 'a document that is one word', files: setOf(goodKey, 'KEYS\n'), about: 'KEYS' },
  { name: 'a document that is a number', files: setOf(goodKey, '42\n'), about: '42' },
  { name: 'no metadata', files: keyLike(['metadata:\n  name: data\n', '']) },
  { name: 'metadata that is text', files: metadata('data'), about: 'metadata' },
  { name: 'metadata without a name', files: metadata('{ labels: { a: b } }') },
  { name: 'a name that is a number', files: metadata('{ name: 42 }') },
  { name: 'a name in upper case', files: metadata('{ name: Data }') },
  { name: 'a name with an underscore', files: metadata('{ name: customer_data }') },
  { name: 'a name of seventy letters', files: metadata(`{ name: ${'a'.repeat(70)} }`) },
  { name: 'a name with an escape sequence', files: metadata('{ name: "a\\e[31mb" }') },
  { name: 'a namespace, as Kubernetes has it', files: metadata('{ name: data, namespace: prod }') },
  { name: 'a misspelt field of metadata', files: metadata('{ name: data, acount: "111122223333" }') },
  { name: 'a label that is a number', files: metadata('{ name: data, labels: { tier: 1 } }') },
  { name: 'labels that are a list', files: metadata('{ name: data, labels: [a, b] }') },
  {
    name: 'a label named constructor that is true',
    files: metadata('{ name: data, labels: { constructor: true } }'),
  },
  { name: 'an annotation that is a list', files: metadata('{ name: data, annotations: { toString: [a] } }') },
  { name: 'an annotation that is empty', files: metadata('{ name: data, annotations: { note: } }') },
  { name: 'adopt set to false', files: metadata('{ name: data, adopt: false }') },
  { name: 'adopt set to nothing', files: metadata('{ name: data, adopt: "" }') },
  { name: 'a misspelt state', files: metadata('{ name: data, state: abscent }') },
  {
    name: 'adopting what cannot be adopted, or not by this value',
    files: setOf(
      resource('Key', 'data', 'description: ours', 'adopt: true'),
      resource('Bucket', 'logs', 'name: the-logs', 'adopt: the-logs'),
      resource(
        'Grant',
        'reader',
        'key: { ref: Key/data }\ngranteePrincipal: arn:aws:iam::111122223333:role/reader\noperations: [Decrypt]',
        'adopt: true',
      ),
    ),
  },
  {
    name: 'a tombstone for what Keywright never removes',
    files: setOf(
      goodKey,
      resource('BucketPolicy', 'data', 'bucket: the-data-bucket\ndocument: null', 'state: absent'),
      resource('Alias', 'old', 'name: alias/old\ntarget: { ref: Key/data }', 'state: absent'),
    ),
  },
  {
    name: 'prune: auto on what stays without its manifest',
    files: setOf(
      resource('Key', 'data', 'description: x', 'prune: auto'),
      resource('BucketPolicy', 'data', 'bucket: the-data-bucket\ndocument: null', 'prune: auto'),
    ),
  },
  {
    name: 'a mode looser than the mode of the Stack',
    files: {
      ...metadata('{ name: data, mode: enforce }'),
      'manifests/stack.yaml': `${goodStack}  mode: observe\n`,
    },
    exit: 0,
  },
  { name: 'a mode of another tool', files: metadata('{ name: data, mode: force }') },
  {
    name: 'a key id without a tombstone',
    files: metadata('{ name: data, keyId: 1234abcd-12ab-34cd-56ef-1234567890ab }'),
  },
  { name: 'spec that is text', files: setOf(goodKey.replace(/spec:\n.*/su, 'spec: none\n')), about: 'spec' },
  { name: 'spec that is a list', files: setOf(goodKey.replace(/spec:\n.*/su, 'spec: [a]\n')), about: 'spec' },
  {
    name: 'a Stack that has an account in its metadata',
    files: {
      ...goodSet,
      'manifests/stack.yaml': goodStack.replace('{ name: shop }', '{ name: shop, account: "111122223333" }'),
    },
    about: 'account',
  },
  {
    name: 'a Stack without a name',
    files: { ...goodSet, 'manifests/stack.yaml': goodStack.replace('{ name: shop }', '{}') },
  },
  {
    name: 'the same address twice, in two files',
    files: { ...goodSet, 'manifests/more.yaml': goodKey },
    about: 'Key/data',
  },
  {
    name: 'the same address twice, one of them broken',
    files: setOf(goodKey, resource('Key', 'data', 'descripton: x')),
    about: 'already declared',
  },
];

/** What stands around a spec. */
export const envelope: Topic = { name: 'envelope', mistakes };
