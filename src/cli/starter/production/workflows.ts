import { audienceIn, environment } from '../../../permissions/github.ts';
import { quotedWords } from '../../same-estate.ts';

/** What the workflows are written for. */
export interface WorkflowFacts {
  readonly stack: string;
  /** The directory of the manifests, from the root of the repository. */
  readonly directory: string;
  readonly branch: string;
  readonly region: string;
  readonly partition: string;
  /** The ARNs of the roles of the jobs. */
  readonly planRole: string;
  readonly applyRole: string;
}

/** Where the package of Keywright and its lockfile are, from the root of the repository. */
export const packageFolder = '.github/keywright';

const paths = {
  plan: '.github/workflows/keywright-plan.yml',
  apply: '.github/workflows/keywright-apply.yml',
  drift: '.github/workflows/keywright-drift.yml',
  package: `${packageFolder}/package.json`,
  ignored: `${packageFolder}/.gitignore`,
} as const;

/** All that is written here. A lockfile beside it stays: it pins the package that the workflows install. */
export const workflowPaths: readonly string[] = Object.values(paths);

/** Builds three workflows and the package that they install, by path. */
export function workflowFiles(facts: WorkflowFacts, version: string): ReadonlyMap<string, string> {
  return new Map<string, string>([
    [paths.plan, planWorkflow(facts)],
    [paths.apply, applyWorkflow(facts)],
    [paths.drift, driftWorkflow(facts)],
    [paths.package, packageText(version)],
    [paths.ignored, 'node_modules/\n'],
  ]);
}

/** Actions by commit: a tag can be moved to other code (GitHub Docs, "Secure use reference"). */
const actions = {
  checkout: 'actions/checkout@de0fac2e4500dabe0009e67214ff5f5447ce83dd # v6.0.2',
  node: 'actions/setup-node@2028fbc5c25fe9cf00d9f06a71cc4710d4507903 # v6.0.0',
  credentials: 'aws-actions/configure-aws-credentials@61815dcd50bd041e203e49132bacad1fd04d2708 # v5.1.1',
} as const;

/**
 * Declares everything that a repository pins: the packed Keywright beside it, and by the lockfile what that needs.
 */
function packageText(version: string): string {
  const value = {
    private: true,
    description: 'Keywright as the workflows install it. The lockfile beside this pins everything.',
    dependencies: { keywright: `file:${tarball(version)}` },
  };
  return `${JSON.stringify(value, undefined, 2)}\n`;
}

/** Builds the file name of the package, as `npm pack` names it. */
function tarball(version: string): string {
  return `keywright-${version}.tgz`;
}

const install = `      - uses: ${actions.checkout}
        with:
          persist-credentials: false
      - uses: ${actions.node}
        with:
          node-version: 24
          package-manager-cache: false
      - name: Install Keywright
        run: |
          npm ci --ignore-scripts --no-audit --no-fund --prefix ${packageFolder}
          echo "$GITHUB_WORKSPACE/${packageFolder}/node_modules/.bin" >>"$GITHUB_PATH"
`;

function credentials(role: string, { region, partition }: WorkflowFacts): string {
  return `      - uses: ${actions.credentials}
        with:
          role-to-assume: ${role}
          aws-region: ${region}
          audience: ${audienceIn(partition)}
`;
}

/** Bash with pipefail, unlike the default of GitHub: the exit code of reconcile must survive a pipe. */
const shell = `permissions: {}
defaults:
  run:
    shell: bash
`;

function planWorkflow(facts: WorkflowFacts): string {
  const { stack, branch } = facts;
  const where = quotedWords([facts.directory]);
  return `# Plans each pull request and keeps one comment with the plan up to date. No job here may write to AWS.
# A pull request from a fork is only validated, without credentials. Never use pull_request_target here.
name: keywright-plan
on:
  pull_request:
    branches: ['${branch}']
${shell}concurrency:
  group: keywright-plan-\${{ github.event.pull_request.number }}
  cancel-in-progress: true
jobs:
  validate:
    runs-on: ubuntu-24.04
    timeout-minutes: 10
    permissions:
      contents: read
    steps:
${install}      - run: reconcile validate${where}
      - run: reconcile fmt --check --diff${where}
  plan:
    needs: validate
    # GitHub gives a fork no token for AWS.
    if: github.event.pull_request.head.repo.full_name == github.repository
    runs-on: ubuntu-24.04
    timeout-minutes: 30
    permissions:
      contents: read
      id-token: write
      pull-requests: write
    steps:
${install}${credentials(facts.planRole, facts)}      - name: Plan
        id: plan
        env:
          COMMIT: \${{ github.event.pull_request.head.sha }}
        run: |
          status=0
          reconcile plan${where} --commit "$COMMIT" -o markdown >plan.md || status=$?
          [ -s plan.md ] || echo 'There is no plan: the log of the run says why.' >plan.md
          cat plan.md >>"$GITHUB_STEP_SUMMARY"
          echo "status=$status" >>"$GITHUB_OUTPUT"
      - name: Comment
        env:
          GH_TOKEN: \${{ github.token }}
          REPOSITORY: \${{ github.repository }}
          NUMBER: \${{ github.event.pull_request.number }}
        run: |
          marker='<!-- keywright-plan ${stack} -->'
          # GitHub takes 65,536 characters, and Keywright writes at most 60,000.
          jq -n --rawfile plan plan.md --arg marker "$marker" '{body: ($marker + "\\n" + $plan)}' >comment.json
          comment=$(gh api --paginate "repos/$REPOSITORY/issues/$NUMBER/comments" \\
            --jq ".[] | select(.user.login == \\"github-actions[bot]\\" and (.body | startswith(\\"$marker\\"))) | .id" | tail -n 1)
          if [ -n "$comment" ]; then
            gh api --method PATCH "repos/$REPOSITORY/issues/comments/$comment" --input comment.json >/dev/null
          else
            gh api --method POST "repos/$REPOSITORY/issues/$NUMBER/comments" --input comment.json >/dev/null
          fi
      - name: Fail if there is no plan
        env:
          STATUS: \${{ steps.plan.outputs.status }}
        run: '[ "$STATUS" = 0 ] || [ "$STATUS" = 2 ]'
`;
}

function applyWorkflow(facts: WorkflowFacts): string {
  const { directory, branch } = facts;
  const where = quotedWords([directory]);
  return `# Applies what is merged into ${branch}. The rules of the environment "${environment}" decide who lets it run.
# Exit code 3: a step waits for approval. Run this by hand and name the classes of approval that the plan shows.
name: keywright-apply
on:
  push:
    branches: ['${branch}']
    paths: ['${directory}/**', '${packageFolder}/**']
  workflow_dispatch:
    inputs:
      approve:
        description: Classes of approval, comma-separated, e.g. widen,repair
        required: false
        type: string
${shell}# One apply at a time; one that runs is never cancelled.
concurrency:
  group: keywright-apply
  cancel-in-progress: false
jobs:
  apply:
    if: github.ref == 'refs/heads/${branch}'
    runs-on: ubuntu-24.04
    timeout-minutes: 60
    environment: ${environment}
    permissions:
      contents: read
      id-token: write
    steps:
${install}${credentials(facts.applyRole, facts)}      - name: Apply
        env:
          COMMIT: \${{ github.sha }}
          APPROVE: \${{ inputs.approve }}
        run: |
          reconcile apply${where} --yes \${APPROVE:+"--approve=$APPROVE"} --commit "$COMMIT" -o markdown | tee -a "$GITHUB_STEP_SUMMARY"
`;
}

function driftWorkflow(facts: WorkflowFacts): string {
  const { stack, branch } = facts;
  const where = quotedWords([facts.directory]);
  return `# Compares AWS with ${branch} each day and keeps one issue up to date while they differ. It may not write to AWS.
# The job fails on a difference, also on orphans (--fail-on orphans).
name: keywright-drift
on:
  schedule:
    - cron: '23 5 * * *'
  workflow_dispatch:
${shell}concurrency:
  group: keywright-drift
  cancel-in-progress: true
jobs:
  drift:
    if: github.ref == 'refs/heads/${branch}'
    runs-on: ubuntu-24.04
    timeout-minutes: 60
    permissions:
      contents: read
      id-token: write
      issues: write
    steps:
${install}${credentials(facts.planRole, facts)}      - name: Plan
        id: plan
        run: |
          status=0
          reconcile plan${where} --fail-on orphans -o markdown >plan.md || status=$?
          cat plan.md >>"$GITHUB_STEP_SUMMARY"
          echo "status=$status" >>"$GITHUB_OUTPUT"
      - name: Issue
        env:
          GH_TOKEN: \${{ github.token }}
          GH_REPO: \${{ github.repository }}
          STATUS: \${{ steps.plan.outputs.status }}
        run: |
          title='Drift: AWS differs from the manifests of ${stack}'
          issue=$(gh issue list --state open --author 'app/github-actions' --limit 200 --json number,title \\
            --jq ".[] | select(.title == \\"$title\\") | .number" | tail -n 1)
          if [ "$STATUS" = 2 ] && [ -n "$issue" ]; then
            gh issue edit "$issue" --body-file plan.md
          elif [ "$STATUS" = 2 ]; then
            gh issue create --title "$title" --body-file plan.md
          elif [ "$STATUS" = 0 ] && [ -n "$issue" ]; then
            gh issue close "$issue" --comment 'AWS is as the manifests say.'
          fi
      - name: Fail if AWS differs
        env:
          STATUS: \${{ steps.plan.outputs.status }}
        run: '[ "$STATUS" = 0 ]'
`;
}
