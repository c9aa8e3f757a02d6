export const account = '111122223333';
export const region = 'eu-central-1';

export const head = 'apiVersion: keywright.dev/v1';

/** A Stack in which nothing is wrong. */
export const goodStack = `${head}
kind: Stack
metadata: { name: shop }
spec:
  uid: 0a1b2c3d4e5f
  accounts:
    - id: '${account}'
      regions: [${region}, eu-west-1]
  defaults: { account: '${account}', region: ${region} }
`;

/** Writes a document by kind, name and the lines below `spec:`, as they are in a file. */
export function resource(kind: string, name: string, spec: string, metadata = ''): string {
  const more = metadata === '' ? '' : `\n${indented(metadata, 2)}`;
  return `${head}\nkind: ${kind}\nmetadata:\n  name: ${name}${more}\nspec:\n${indented(spec, 2)}\n`;
}

export function indented(text: string, by: number): string {
  return text
    .replace(/\n$/u, '')
    .split('\n')
    .map((line) => (line === '' ? '' : ' '.repeat(by) + line))
    .join('\n');
}

export const goodKey = resource('Key', 'data', 'description: Encrypts the data');

/** What a row starts from: a Stack and a key. */
export const goodSet: Readonly<Record<string, string>> = {
  'manifests/stack.yaml': goodStack,
  'manifests/key.yaml': goodKey,
};

/** Puts together the good Stack, and documents in one file of their own. */
export function setOf(...documents: readonly string[]): Readonly<Record<string, string>> {
  return { 'manifests/stack.yaml': goodStack, 'manifests/estate.yaml': documents.join('---\n') };
}

/** Returns the same set with a mistake in each of two more files. */
export function withOthers(files: Readonly<Record<string, string>>): {
  readonly set: Readonly<Record<string, string>>;
  readonly mustSay: readonly string[];
} {
  return {
    set: {
      ...files,
      'manifests/aa-other.yaml': resource('Key', 'other-one', 'descripton: Misspelt'),
      'manifests/zz-other.yaml': resource('Grant', 'other-two', 'key: Key/other-one\noperations: [Decrypt]'),
    },
    mustSay: ['spec has no field "descripton": did you mean "description"?'],
  };
}
