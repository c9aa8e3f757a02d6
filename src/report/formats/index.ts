import { z } from 'zod';
import { isList, isMap, type Tree, type TreeMap } from '../../model/tree.ts';
import { formatVersion } from './version.ts';
import { applyJsonSchema } from './apply.ts';
import { decisionJsonSchema } from './decision.ts';
import { diagnosticsJsonSchema } from './diagnostics.ts';
import { explanationJsonSchema } from './explanation.ts';
import { historyJsonSchema } from './history.ts';
import { permissionsJsonSchema } from './permissions.ts';
import { planJsonSchema } from './plan.ts';
import { plansJsonSchema } from './plans.ts';
import { resourcesJsonSchema } from './resources.ts';
import { statusJsonSchema } from './status.ts';
import { tokenJsonSchema } from './token.ts';

/** One format of `-o json`: its file in schemas/output/, and the command that shows it. */
export interface PublishedFormat {
  /** Its field `kind`. */
  readonly kind: string;
  readonly file: string;
  readonly command: string;
  readonly schema: z.ZodType;
}

export const publishedFormats: readonly PublishedFormat[] = [
  { kind: 'Plan', file: 'plan.json', command: 'reconcile plan -o json', schema: planJsonSchema },
  {
    kind: 'ApplyResult',
    file: 'apply-result.json',
    command: 'reconcile apply -o json',
    schema: applyJsonSchema,
  },
  {
    kind: 'Diagnostics',
    file: 'diagnostics.json',
    command: 'reconcile validate -o json',
    schema: diagnosticsJsonSchema,
  },
  {
    kind: 'Explanation',
    file: 'explanation.json',
    command: 'reconcile explain -o json',
    schema: explanationJsonSchema,
  },
  {
    kind: 'Permissions',
    file: 'permissions.json',
    command: 'reconcile permissions -o json',
    schema: permissionsJsonSchema,
  },
  {
    kind: 'Status',
    file: 'status.json',
    command: 'reconcile status -o json',
    schema: statusJsonSchema,
  },
  {
    kind: 'ResourceList',
    file: 'resource-list.json',
    command: 'reconcile get -o json',
    schema: resourcesJsonSchema,
  },
  {
    kind: 'PlanList',
    file: 'plan-list.json',
    command: 'reconcile plans -o json',
    schema: plansJsonSchema,
  },
  {
    kind: 'History',
    file: 'history.json',
    command: 'reconcile history -o json',
    schema: historyJsonSchema,
  },
  {
    kind: 'Decision',
    file: 'decision.json',
    command: 'reconcile pause -o json',
    schema: decisionJsonSchema,
  },
  { kind: 'Token', file: 'token.json', command: 'reconcile token -o json', schema: tokenJsonSchema },
];

/** Draft 07: what the most validators know, and the same as for manifests. */
const draft = 'http://json-schema.org/draft-07/schema#';

/** The major version of the formats is part of the name: a schema with this name never takes anything back. */
const base = `https://keywright.dev/schemas/output/v${formatVersion.split('.')[0] ?? ''}/`;

/**
 * Builds the JSON Schema of a format as it is published. Allows fields that the schema does not name, since the next
 * minor version may add some. A reader that checks with this schema goes on working.
 */
export function outputSchema({ file, schema }: PublishedFormat): TreeMap {
  const { $schema: _, ...rest } = opened(
    z.toJSONSchema(schema, { target: 'draft-7', io: 'input', unrepresentable: 'any' }) as TreeMap,
  );
  return { $schema: draft, $id: `${base}${file}`, ...rest };
}

/**
 * Leaves out `additionalProperties: false`, patterns and the bounds of integers in JavaScript: a later minor version may
 * know more services, and what else zod says of times is no help to a reader.
 */
function opened(tree: TreeMap): TreeMap {
  const entries = Object.entries(tree).filter(
    ([key, value]) =>
      !(key === 'additionalProperties' && value === false) &&
      !['pattern', 'minimum', 'maximum'].includes(key),
  );
  return Object.fromEntries(entries.map(([key, value]) => [key, openedValue(value)]));
}

function openedValue(tree: Tree): Tree {
  if (isList(tree)) return tree.map(openedValue);
  return isMap(tree) ? opened(tree) : tree;
}
