import { join } from 'node:path';
import { kindsByName } from '../../../kinds/index.ts';
import { bootstrapOf, type AccountBootstrap } from '../../../permissions/bootstrap.ts';
import { permissionsOf } from '../../../permissions/permissions.ts';
import { awsCliFiles } from './aws-cli.ts';
import { cloudFormationFiles } from './cloudformation.ts';
import { bootstrapFolder, type ProductionFacts, type RolesAs } from './facts.ts';
import { readme } from './steps.ts';
import { terraformFiles } from './terraform.ts';
import { workflowFiles } from './workflows.ts';

const writers: Readonly<Record<RolesAs, (one: AccountBootstrap) => ReadonlyMap<string, string>>> = {
  cli: awsCliFiles,
  cloudformation: cloudFormationFiles,
  terraform: terraformFiles,
};

/** Builds everything that production needs besides the manifests, by path from the root of the repository. */
export function productionFiles(facts: ProductionFacts): ReadonlyMap<string, string> {
  const accounts = accountsOf(facts);
  const files = new Map<string, string>();
  for (const one of accounts)
    for (const [name, text] of writers[facts.rolesAs](one))
      files.set(join(bootstrapFolder, one.account, name), text);
  files.set(join(bootstrapFolder, 'README.md'), readme(facts, accounts));
  const [home] = accounts;
  const [plan, apply] = home?.callers ?? [];
  if (facts.github === undefined || home === undefined || plan === undefined || apply === undefined)
    return files;
  const arn = (name: string): string => `arn:${home.partition}:iam::${home.account}:role/${name}`;
  const workflows = workflowFiles(
    {
      stack: facts.stack.settings.name,
      directory: facts.directory,
      branch: facts.github.branch,
      region: home.region,
      partition: home.partition,
      planRole: arn(plan.name),
      applyRole: arn(apply.name),
    },
    facts.version,
  );
  return new Map([...files, ...workflows]);
}

export function accountsOf({ stack, github, operators }: ProductionFacts): readonly AccountBootstrap[] {
  const roles = permissionsOf(stack, kindsByName());
  return bootstrapOf({ settings: stack.settings, roles, github, operators });
}
