import type { Stack } from '../../../model/resource.ts';
import type { GitHub } from '../../../permissions/github.ts';

/** How the roles and the bucket are created. */
export type RolesAs = 'cli' | 'cloudformation' | 'terraform';

/** What the files for production are written for. */
export interface ProductionFacts {
  /** Names the roles of each account, and the bucket if there is one. */
  readonly stack: Stack;
  readonly directory: string;
  readonly rolesAs: RolesAs;
  readonly github: GitHub | undefined;
  /** ARNs of those who may assume the roles besides CI. */
  readonly operators: readonly string[];
  /** Of the Keywright that runs. */
  readonly version: string;
  /** What `npm pack` makes that Keywright of: its folder, and options. */
  readonly packed: readonly string[];
}

/** Where the roles and the bucket are: beside the manifests, in which every JSON and YAML file is read as one. */
export const bootstrapFolder = 'bootstrap';
