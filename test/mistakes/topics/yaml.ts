import { goodKey, goodStack, head, resource, setOf } from '../harness/estate.ts';
import type { Mistake, Topic } from '../harness/mistake.ts';

/** Returns one document of a Key with this text at its end. */
function keyWith(text: string): Readonly<Record<string, string>> {
  return setOf(`${head}\nkind: Key\nmetadata: { name: data }\nspec:\n${text}`);
}

/** Writes lists each of which holds the one before nine times: a billion items when written out. */
function laughs(): string {
  const letters = Array.from('abcdefghi');
  const first = 'a: &a [ha, ha, ha, ha, ha, ha, ha, ha, ha]';
  const rest = letters.slice(1).map((letter, index) => {
    const before = letters[index] ?? 'a';
    return `${letter}: &${letter} [${Array.from({ length: 9 }, () => `*${before}`).join(', ')}]`;
  });
  return [first, ...rest, ''].join('\n');
}

function deepBlock(levels: number): string {
  return Array.from({ length: levels }, (_, level) => `${' '.repeat(level)}a:`).join('\n');
}

const mistakes: readonly Mistake[] = [
  { name: 'a line indented with a tab', files: keyWith('\tdescription: x\n'), about: 'tab' },
  {
    name: 'a tab among the spaces',
    files: keyWith('  rotation:\n  \tenabled: true\n'),
    about: 'tab indents',
  },
  {
    name: 'a bracket that was never closed',
    files: keyWith('  aliases: [alias/a, alias/b\n'),
    about: 'never closed',
  },
  { name: 'a brace that was never closed', files: keyWith('  tags: { owner: me\n'), about: '{ owner' },
  { name: 'a quote that was never closed', files: keyWith('  description: "x\n'), about: 'quote' },
  {
    name: 'a single quote inside single quotes',
    files: keyWith("  description: 'Anna's key'\n"),
    about: "Anna's",
  },
  { name: 'a colon without a space', files: keyWith('  description:x\n'), about: 'description:x' },
  {
    name: 'text with a colon and a space, not quoted',
    files: keyWith('  description: note: x\n'),
    about: 'note: x',
  },
  { name: 'a line that is only a word', files: keyWith('  description: x\n  enabled\n'), about: 'enabled' },
  {
    name: 'a field indented one step too far',
    files: keyWith('  description: x\n    enabled: true\n'),
    about: 'enabled: true',
  },
  {
    name: 'a field indented one step too little',
    files: keyWith('  rotation:\n    enabled: true\n   periodInDays: 365\n'),
    about: 'periodInDays',
  },
  {
    name: 'a comma forgotten in a list',
    files: keyWith("  aliases: ['alias/a' 'alias/b']\n"),
    about: 'comma',
  },
  { name: 'a comma too many in a list', files: keyWith('  aliases: [alias/a,, alias/b]\n'), about: ',,' },
  { name: 'a backslash in double quotes', files: keyWith('  description: "C:\\keys"\n'), about: 'C:\\keys' },
  { name: 'a template of Helm', files: keyWith('  description: {{ .Values.description }}\n'), about: '{{' },
  { name: 'a percent sign at the start', files: setOf(`%description\n${goodKey}`), about: '%description' },
  {
    name: 'a control character in a value',
    files: keyWith('  description: a\u0007b\n'),
    about: 'non-printable',
  },
  { name: 'an anchor', files: keyWith('  tags: &tags { owner: me }\n'), about: '&tags' },
  { name: 'an alias of an anchor', files: keyWith('  tags: *tags\n'), about: '*tags' },
  { name: 'a merge key', files: keyWith('  <<: { description: x }\n'), about: '<<' },
  { name: 'a billion laughs', files: setOf(goodKey, laughs()), about: '*a' },
  {
    name: 'a thousand anchors',
    files: keyWith(
      `  tags:\n${Array.from({ length: 1_000 }, (_, index) => `    t${String(index)}: &t${String(index)} v\n`).join('')}`,
    ),
    about: 'more errors in',
  },
  { name: 'a tag of YAML', files: keyWith('  description: !!binary aGVsbG8=\n'), about: '!!binary' },
  {
    name: 'a tag that runs code elsewhere',
    files: keyWith('  description: !!python/object:os.system x\n'),
    about: '!!python',
  },
  { name: 'a function of CloudFormation', files: keyWith('  description: !Sub "key"\n'), about: '!Sub' },
  { name: 'a key given twice', files: keyWith('  description: x\n  description: y\n'), about: 'description' },
  {
    name: 'a key given twice, once in quotes',
    files: keyWith('  tags: { owner: a, "owner": b }\n'),
    about: '"owner"',
  },
  {
    name: 'a document that says kind twice',
    files: setOf(goodKey.replace('kind: Key\n', 'kind: Key\nkind: Key\n')),
    about: 'kind: Key',
  },
  { name: 'a list as a key', files: keyWith('  ? [a, b]\n  : c\n'), about: '[a, b]' },
  { name: 'a key named __proto__', files: keyWith('  tags: { __proto__: x }\n'), about: '__proto__' },
  { name: 'a key named $unknown', files: keyWith('  policy: { $unknown: x }\n'), about: '$unknown' },
  {
    name: 'ten thousand brackets',
    files: keyWith(`  tags: ${'['.repeat(10_000)}${']'.repeat(10_000)}\n`),
    about: 'too deep',
  },
  {
    name: 'ten thousand braces',
    files: keyWith(`  tags: ${'{a: '.repeat(10_000)}${'}'.repeat(10_000)}\n`),
    about: '{a: ',
  },
  { name: 'ten thousand levels of indentation', files: setOf(goodKey, deepBlock(1_500)), about: 'nested' },
  { name: 'ten thousand dashes', files: setOf(goodKey, `${'- '.repeat(10_000)}x\n`), about: '- - -' },
  { name: 'ten thousand question marks', files: setOf(goodKey, `${'? '.repeat(10_000)}x\n`), about: '? ?' },
  {
    name: 'a number that none can hold',
    files: keyWith('  rotation: { enabled: true, periodInDays: .inf }\n'),
    about: '.inf',
  },
  {
    name: 'a number that is not one',
    files: keyWith('  rotation: { enabled: true, periodInDays: .nan }\n'),
    about: '.nan',
  },
  {
    name: 'a very long line with a mistake at its end',
    files: keyWith(
      `  tags: { ${Array.from({ length: 4_000 }, (_, index) => `k${String(index)}: v`).join(', ')}, last: [ }\n`,
    ),
    about: 'last',
  },
  {
    name: 'Windows line ends and a mistake',
    files: Object.fromEntries(
      Object.entries(keyWith('  tags: { owner: me\n')).map(([path, text]) => [
        path,
        text.replaceAll('\n', '\r\n'),
      ]),
    ),
    about: 'owner: me',
  },
  {
    name: 'a byte order mark and a mistake in the first line',
    files: { ...setOf(goodKey), 'manifests/bom.yaml': `\ufeffapiVersion keywright.dev/v1\n${goodStack}` },
    about: 'apiVersion keywright',
  },
  {
    name: 'a conflict of Git',
    files: setOf(goodKey.replace('spec:', '<<<<<<< HEAD\nspec:\n=======\nspec: {}\n>>>>>>> main')),
    about: '<<<<<<<',
  },
  {
    name: 'JSON with a comma too many',
    files: { ...setOf(goodKey), 'manifests/a.json': '{"apiVersion": "keywright.dev/v1", "kind": "Key",, }' },
    about: 'a.json',
  },
  {
    name: 'JSON with comments',
    files: { ...setOf(goodKey), 'manifests/a.json': '{\n  // the key\n  "kind": "Key"\n}' },
    about: '// the key',
  },
  {
    name: 'two documents without a line between them',
    files: setOf(goodKey + resource('Key', 'more', 'description: x')),
    about: 'apiVersion',
  },
];

/** What is no YAML, or YAML that a manifest may not use. */
export const yaml: Topic = { name: 'yaml', mistakes };
