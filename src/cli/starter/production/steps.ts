import { join } from 'node:path';
import type { AccountBootstrap } from '../../../permissions/bootstrap.ts';
import { environment, plainName, type GitHub } from '../../../permissions/github.ts';
import { quotedWords } from '../../same-estate.ts';
import { templateFile } from './cloudformation.ts';
import { policiesOf } from './documents.ts';
import { bootstrapFolder, type ProductionFacts, type RolesAs } from './facts.ts';
import { packageFolder, workflowPaths } from './workflows.ts';

/** A step to production: what it is for, and its commands. */
export interface Step {
  readonly does: string;
  readonly commands: readonly string[];
}

/** Lists what is left to do, in order. */
export function stepsOf(facts: ProductionFacts, accounts: readonly AccountBootstrap[]): readonly Step[] {
  const { github, directory, packed } = facts;
  const where = quotedWords([directory]);
  return [
    { does: 'check the manifests, without AWS', commands: [`reconcile validate${where}`] },
    ...(github === undefined ? [] : [subjectStep(github)]),
    ...accounts.map((one) => ({
      does: `create what Keywright needs in account ${one.account}, as an administrator of it`,
      commands: createCommands(facts.rolesAs, one, facts.stack.settings.name),
    })),
    ...(github === undefined
      ? [
          { does: 'show what would change in AWS', commands: [`reconcile plan${where}`] },
          { does: 'show it, ask, and apply it', commands: [`reconcile apply${where}`] },
        ]
      : [
          {
            does: 'pin the Keywright that the workflows install',
            commands: [
              `npm pack${quotedWords(packed)} --pack-destination ${packageFolder}`,
              `npm install --package-lock-only --ignore-scripts --prefix ${packageFolder}`,
            ],
          },
          environmentStep(github),
          {
            does: 'open a pull request: it shows the plan, and its merge applies the plan',
            commands: [
              'git switch --create keywright',
              `git add .github ${bootstrapFolder}${where}`,
              'git commit --message "Manage encryption with Keywright"',
              'git push --set-upstream origin keywright',
              `gh pr create --fill --base ${github.branch}`,
            ],
          },
        ]),
  ];
}

/** Repositories created after July 15, 2026 have immutable subjects (GitHub Changelog, 2026-04-23). */
function subjectStep(github: GitHub): Step {
  return {
    does: `check the subject of GitHub tokens: if this does not print repo:${github.repository}, run init again with the printed repository`,
    commands: [`gh api repos/${plainName(github)}/actions/oidc/customization/sub --jq .sub_claim_prefix`],
  };
}

/**
 * Describes the step that creates the environment. Without the branch rule, a workflow of any branch could name the
 * environment.
 */
function environmentStep(github: GitHub): Step {
  const path = `repos/${plainName(github)}/environments/${environment}`;
  return {
    does: `create the environment "${environment}" for ${github.branch} only; add required reviewers in its settings`,
    commands: [
      `gh api --method PUT ${path} -F 'deployment_branch_policy[protected_branches]=false' -F 'deployment_branch_policy[custom_branch_policies]=true'`,
      `gh api --method POST ${path}/deployment-branch-policies -f name=${github.branch}`,
    ],
  };
}

function createCommands(rolesAs: RolesAs, one: AccountBootstrap, stack: string): readonly string[] {
  const folder = join(bootstrapFolder, one.account);
  switch (rolesAs) {
    case 'cli':
      return [`bash ${folder}/create.sh`];
    case 'terraform':
      return [`terraform -chdir=${folder} init`, `terraform -chdir=${folder} apply`];
    case 'cloudformation':
      return [
        `aws cloudformation deploy --stack-name keywright-${stack.replaceAll(/[^A-Za-z\d-]/gu, '-')} --template-file ${folder}/${templateFile} --capabilities CAPABILITY_NAMED_IAM --region ${one.region}`,
      ];
  }
}

/** Writes the steps as a page, and how the policies follow the manifests later. */
export function readme(facts: ProductionFacts, accounts: readonly AccountBootstrap[]): string {
  const { stack, directory } = facts;
  return (
    `# Keywright for Stack ${stack.settings.name}

These files create what Keywright needs before its first run. An administrator of each account uses them once, in this order:

${stepsOf(facts, accounts)
  .map(({ does, commands }, index) => `${index + 1}. ${sentence(does)}\n\n${fenced(commands)}`)
  .join('\n')}
## When the manifests need more

The policies allow what these manifests need and nothing else. ${
      facts.rolesAs === 'cloudformation'
        ? `If a plan names permissions that are missing, write these files again, which never overwrites one. Then review the difference and deploy the template again.

${fenced(writeAgain(facts), '')}`
        : `If a plan names permissions that are missing, write the policies again and review the difference. Then repeat the step that creates ${accounts.length === 1 ? 'them' : 'them in each account'}:

${fenced(
  accounts.flatMap((one) => refreshCommands(one, directory)),
  '',
)}`
    }`.trimEnd() + '\n'
  );
}

/** Commands that write all but the manifests again. Only the Stack names the accounts, the Regions and the bucket. */
function writeAgain({ directory, rolesAs, github, operators }: ProductionFacts): readonly string[] {
  const { repository, branch } = github ?? {};
  const options = [
    ...['--roles', rolesAs],
    ...(repository === undefined ? [] : ['--ci', 'github', '--repository', repository]),
    ...(branch === undefined || branch === 'main' ? [] : ['--branch', branch]),
    ...operators.flatMap((arn) => ['--trust', arn]),
  ];
  return [
    `rm -r ${bootstrapFolder}`,
    ...(github === undefined ? [] : [`rm ${workflowPaths.join(' ')}`]),
    `reconcile init${quotedWords([directory, ...options])}`,
  ];
}

function refreshCommands({ account, roles }: AccountBootstrap, directory: string): readonly string[] {
  return roles.flatMap((role) =>
    policiesOf(role).map(({ as, file, part }) => {
      const only = as === 'inline' ? '' : ` --part ${part}`;
      return `reconcile permissions${quotedWords([directory])} --account ${account} --role ${role.use} --document${only} >${bootstrapFolder}/${account}/${file}`;
    }),
  );
}

/** Formats the steps for a terminal. */
export function stepsText(steps: readonly Step[]): string {
  return steps
    .map(
      ({ does, commands }, index) =>
        `  ${index + 1}. ${does}\n${commands.map((line) => `       ${line}\n`).join('')}`,
    )
    .join('');
}

function sentence(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}:`;
}

/** Formats a block of commands; below a number it stands three spaces in. */
function fenced(commands: readonly string[], indent = '   '): string {
  return ['```sh', ...commands, '```', ''].map((line) => (line === '' ? '' : `${indent}${line}`)).join('\n');
}
