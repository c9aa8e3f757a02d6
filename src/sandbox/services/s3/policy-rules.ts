import { globalKeys, keyPrefixes, services, tables } from '../../../policy/authorization/index.ts';
import { refuse } from '../../refusal.ts';
import { listOf, type Statement } from '../iam/document.ts';
import { bucketArn } from './access.ts';
import type { BucketRecord } from './records.ts';

export function malformed(text: string): never {
  refuse('MalformedPolicy', text);
}

/** Refuses what S3 refuses in a statement (S3 User Guide, bucket policies and their errors; texts as seen). */
export function requireStatement(bucket: BucketRecord, statement: Statement): void {
  const actions = [...listOf<string>(statement.Action), ...listOf<string>(statement.NotAction)];
  const resources = [...listOf<string>(statement.Resource), ...listOf<string>(statement.NotResource)];
  if (statement.Principal === undefined && statement.NotPrincipal === undefined) {
    malformed('Missing required field Principal');
  }
  if (actions.length === 0) malformed('Missing required field Action');
  if (resources.length === 0) malformed('Missing required field Resource');
  const rows = rowsOf();
  const known = actions.map((entry) => rows.filter(({ name }) => patternOf(entry).test(name)));
  if (known.some((rows) => rows.length === 0)) malformed('Policy has invalid action');
  const arn = bucketArn(bucket);
  if (resources.some((resource) => resource !== arn && !resource.startsWith(`${arn}/`))) {
    malformed('Policy has invalid resource');
  }
  const keys = Object.values(statement.Condition ?? {}).flatMap((block) => Object.keys(block));
  if (!keys.every(isKey)) malformed('Policy has an invalid condition key');
  if (statement.NotAction !== undefined || statement.NotResource !== undefined) return;
  if (!known.every((rows) => rows.some((row) => applies(row, resources, arn)))) {
    malformed('Action does not apply to any resource(s) in statement');
  }
  const own = keys.filter((key) => key.toLowerCase().startsWith('s3:'));
  if (!own.every((key) => known.every((rows) => rows.some((row) => carries(row, key))))) {
    malformed('Conditions do not apply to combination of actions and resources in statement');
  }
}

interface Row {
  readonly name: string;
  readonly on: readonly string[];
  readonly keys: readonly string[];
}

function words(text: string): readonly string[] {
  return text.split(/\s+/u).filter((word) => word !== '');
}

function linesOf(text: string): readonly (readonly string[])[] {
  return text
    .trim()
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim()));
}

/** Lists the actions of S3 by AWS's reference. */
function rowsOf(): readonly Row[] {
  const table = tables['s3'];
  const ofType = new Map(
    linesOf(table?.resources ?? '').map(([type = '', , keys = '']) => [type, words(keys)]),
  );
  return linesOf(table?.actions ?? '').flatMap(([names = '', on = '', keys = '']) =>
    words(names).map((name) => ({
      name: `s3:${name}`.toLowerCase(),
      on: words(on),
      keys: [...words(keys), ...words(on).flatMap((type) => ofType.get(type) ?? [])],
    })),
  );
}

function patternOf(glob: string): RegExp {
  const escaped = glob.replaceAll(/[$()+.[\\\]^{|}]/gu, String.raw`\$&`);
  return new RegExp(`^${escaped.replaceAll('*', '.*').replaceAll('?', '.')}$`, 'isu');
}

function applies({ on }: Row, resources: readonly string[], arn: string): boolean {
  return resources.some((resource) => on.includes(resource === arn ? 'bucket' : 'object'));
}

function carries({ keys }: Row, key: string): boolean {
  return keys.some((name) => patternOf(name).test(key));
}

/**
 * Returns true if S3 takes the condition key. It does not look at keys of other services and of identity providers
 * (guess).
 */
function isKey(key: string): boolean {
  const prefix = key.slice(0, Math.max(key.indexOf(':'), 0)).toLowerCase();
  if (prefix.includes('.')) return true;
  if (prefix !== 's3' && prefix !== 'aws')
    return [...words(services), ...words(keyPrefixes)].includes(prefix);
  return [...words(globalKeys), ...words(tables['s3']?.keys ?? '')].some((name) => patternOf(name).test(key));
}
