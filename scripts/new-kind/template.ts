import { fileOf } from '../docs/markdown.ts';

/** Makes the files of a new kind, by path from the root. */
export function kindFiles(kind: string, service: string): Readonly<Record<string, string>> {
  const folder = `src/kinds/${fileOf(kind)}`;
  const names = { kind, local: localOf(kind), folder };
  return {
    [`${folder}/schema.ts`]: schema(names, service === 's3'),
    [`${folder}/reads.ts`]: reads(names),
    [`${folder}/index.ts`]: service === 's3' ? ofBucket(names) : byName(names),
    [`${folder}/laws.test-helper.ts`]: laws(names),
    [`${folder}/kind.test.ts`]: test(names),
  };
}

/** Adds the kind to the registry: its import and its entry, each where the alphabet has it. */
export function withKind(registry: string, kind: string): string {
  const line = `import { ${localOf(kind)} } from './${fileOf(kind)}/index.ts';`;
  const lines = registry.split('\n');
  const imports = lines.filter((one) => one.startsWith('import {'));
  const entries = lines.filter((one) => /^ {2}\w+,$/u.test(one));
  const sorted = (all: readonly string[], key: (one: string) => string): string[] =>
    [...all].sort((a, b) => (key(a) < key(b) ? -1 : 1));
  return registry
    .replace(
      imports.join('\n'),
      sorted([...imports, line], (one) => one.split("from './")[1] ?? '').join('\n'),
    )
    .replace(
      entries.join('\n'),
      sorted([...entries, `  ${localOf(kind)},`], (one) => fileOf(one.trim())).join('\n'),
    );
}

interface Names {
  readonly kind: string;
  /** What it is called in code: `bucketLogging`. */
  readonly local: string;
  readonly folder: string;
}

function localOf(kind: string): string {
  return kind.slice(0, 1).toLowerCase() + kind.slice(1);
}

const bucketField = `  bucket: ref({
    to: ['Bucket'],
    attribute: 'name',
    literal: bucketName,
    description: 'The bucket, ours or not.',
    examples: [{ ref: 'Bucket/customer-data' }, 'customer-data-111122223333'],
    identity: true,
  }),`;

const nameField = `  name: described(z.string().min(1), {
    description: 'Fill in: its name in AWS.',
    examples: ['customer-data'],
    identity: true,
  }),`;

function schema({ kind }: Names, isOfBucket: boolean): string {
  return `import { z } from 'zod';
import { ${isOfBucket ? 'bucketName, described, ref' : 'described'} } from '../shared/fields.ts';

/** Fill in: the operation that takes it, with the page of AWS's API Reference. */
export const ${kind}SpecSchema = z.strictObject({
${isOfBucket ? bucketField : nameField}
  setting: described(z.enum(['Enabled', 'Disabled']).optional(), {
    description: 'Fill in: what it does, in the words of a user.',
    examples: ['Enabled'],
  }),
});

export type ${kind}SpecOf = z.infer<typeof ${kind}SpecSchema>;
`;
}

function reads({ kind, folder }: Names): string {
  return `import { z } from 'zod';
import type { Read } from '../../model/kind/read.ts';
import type { ${kind}SpecOf } from './schema.ts';

export type ${kind}Reads = { readonly setting: string };

/** Fill in: the operation and its call; \`instead\` names the errors of "not configured". */
export const setting: Read<${kind}SpecOf, string> = {
  trust: 'truth',
  asks: [],
  call() {
    throw new Error('fill in ${folder}/reads.ts: the call that shows it');
  },
  parse: (answer) => z.string().parse(answer),
};
`;
}

function facetOf({ kind, folder }: Names, own: string): string {
  return `/** Fill in: \`put\` of kinds/shared/facet writes by one operation; \`gates\` say what waits for a person. */
const facet = field<${kind}SpecOf, ${kind}Reads>({
  path: '/setting',
  about: 'Fill in: what is kept here.',
  read: 'setting',
  put: {
    calls: [],
    write() {
      throw new Error('fill in ${folder}/index.ts: the call that writes it');
    },
  },
  ungated: [names('${own}')],
});
`;
}

function ofBucket(names: Names): string {
  const { kind, local } = names;
  return `import { declareKind } from '../../model/kind/declare.ts';
import { field } from '../shared/facet/field.ts';
import { names } from '../shared/policy/gates.ts';
import { partOfBucket } from '../shared/s3/part.ts';
import { setting, type ${kind}Reads } from './reads.ts';
import { ${kind}SpecSchema, type ${kind}SpecOf } from './schema.ts';

${facetOf(names, '/bucket')}
/** Fill in: what it is. */
export const ${local} = declareKind<${kind}SpecOf, ${kind}Reads>({
  kind: '${kind}',
  summary: 'Fill in: what it is, in one sentence.',
  schema: ${kind}SpecSchema,
  ...partOfBucket<${kind}SpecOf, ${kind}Reads>({
    // Fill in: what claims call it, and which answer is AWS's default.
    what: 'the setting',
    blank: (reads) => reads.setting === 'Disabled',
  }),
  reads: { setting },
  existence: 'setting',
  facets: [facet],
  byHand: 'Fill in: the command that ends it',
});
`;
}

function byName(names: Names): string {
  const { kind, local } = names;
  return `import { declareKind } from '../../model/kind/declare.ts';
import { field } from '../shared/facet/field.ts';
import { names } from '../shared/policy/gates.ts';
import { setting, type ${kind}Reads } from './reads.ts';
import { ${kind}SpecSchema, type ${kind}SpecOf } from './schema.ts';

${facetOf(names, '/name')}
/** Fill in: what it is. */
export const ${local} = declareKind<${kind}SpecOf, ${kind}Reads>({
  kind: '${kind}',
  summary: 'Fill in: what it is, in one sentence.',
  schema: ${kind}SpecSchema,
  identity: {
    by: 'name',
    ids: ({ spec }) => ({ name: spec.name }),
    // Fill in: which answer is AWS's default.
    blank: (reads) => reads.setting === 'Disabled',
    adoption: { is: 'true' },
  },
  claims: ({ name }, { account, region }) => [\`${kind} \${name} in \${account}/\${region}\`],
  locks: ({ spec }) => [\`${kind}:\${spec.name}\`],
  reads: { setting },
  existence: 'setting',
  facets: [facet],
  byHand: 'Fill in: the command that ends it',
});
`;
}

function laws({ kind }: Names): string {
  return `import type { KindLaws } from '../../../test/support/kind-laws.ts';

/** Fill in each of these: what they are is said in kind-laws.ts, and src/kinds/bucket-logging shows it. */
export const laws: KindLaws = {
  // A ${kind} that sets every path, in the world of the drift rows.
  documents: '',
  drift: [],
};
`;
}

function test({ kind, local }: Names): string {
  return `import { describe } from 'vitest';
import { describeKind } from '../describe-kind.test-helper.ts';
import { ${local} } from './index.ts';
import { laws } from './laws.test-helper.ts';

describe('${kind}', () => describeKind(${local}, laws));
`;
}
