import { load } from 'js-yaml';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { accountsOf, productionFiles } from '../../src/cli/starter/production/files.ts';
import { productionFor } from './estate.ts';

const Step = z.object({
  uses: z.string().optional(),
  run: z.string().optional(),
  with: z.record(z.string(), z.unknown()).optional(),
  env: z.record(z.string(), z.string()).optional(),
});
const Job = z.object({
  if: z.string().optional(),
  'runs-on': z.string(),
  'timeout-minutes': z.number(),
  environment: z.string().optional(),
  permissions: z.record(z.string(), z.string()),
  steps: z.array(Step),
});
const Workflow = z.object({
  name: z.string(),
  on: z.record(z.string(), z.unknown()),
  permissions: z.strictObject({}),
  defaults: z.object({ run: z.object({ shell: z.literal('bash') }) }),
  concurrency: z.object({ group: z.string(), 'cancel-in-progress': z.boolean() }),
  jobs: z.record(z.string(), Job),
});

const facts = productionFor('cli');
const texts = [...productionFiles(facts)].filter(([path]) => path.startsWith('.github/workflows/'));
const workflows = texts.map(([path, text]) => ({ path, text, workflow: Workflow.parse(load(text)) }));
const jobs = workflows.flatMap(({ workflow }) =>
  Object.entries(workflow.jobs).map(([name, job]) => ({ id: `${workflow.name} ${name}`, job })),
);

function jobNamed(id: string): z.output<typeof Job> {
  const found = jobs.find((one) => one.id === id);
  if (found === undefined) throw new Error(`no job ${id}`);
  return found.job;
}

describe.each(workflows)('$path', ({ text, workflow }) => {
  it('starts by an event that gives a fork no secrets', () => {
    const safe = ['pull_request', 'push', 'schedule', 'workflow_dispatch'];
    expect(Object.keys(workflow.on).filter((event) => !safe.includes(event))).toEqual([]);
  });

  it('explains itself in its first two lines', () => {
    expect(text.split('\n').slice(0, 3)).toEqual([
      expect.stringMatching(/^# .{20,}/u),
      expect.stringMatching(/^# .{20,}/u),
      `name: ${workflow.name}`,
    ]);
  });

  it('pins each action by commit, with its version beside', () => {
    const uses = [...text.matchAll(/uses: (.*)/gu)].map(([, action = '']) => action);
    expect(uses.length).toBeGreaterThan(1);
    expect(uses.filter((one) => !/^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/u.test(one))).toEqual([]);
  });

  it('uses no secret', () => {
    expect(text).not.toMatch(/secrets[.[]/u);
  });
});

describe.each(jobs)('$id', ({ job }) => {
  it('runs no expression in a script: what others name could be code', () => {
    expect(job.steps.filter(({ run }) => run?.includes('${{') === true)).toEqual([]);
  });

  it('leaves no token in the checkout', () => {
    const checkout = job.steps.find(({ uses }) => uses?.startsWith('actions/checkout@'));
    expect(checkout?.with).toEqual({ 'persist-credentials': false });
  });

  it('installs what the lockfile pins and runs no install script', () => {
    expect(job.steps.flatMap(({ run }) => run ?? []).find((run) => run.includes('npm'))).toMatch(
      /^npm ci --ignore-scripts /u,
    );
  });

  it('gets a token for AWS only if it requests credentials', () => {
    const asks = job.steps.some(({ uses }) => uses?.startsWith('aws-actions/') === true);
    expect(job.permissions['id-token']).toBe(asks ? 'write' : undefined);
  });
});

it('gives each job the permissions that it needs', () => {
  expect(Object.fromEntries(jobs.map(({ id, job }) => [id, job.permissions]))).toEqual({
    'keywright-plan validate': { contents: 'read' },
    'keywright-plan plan': { contents: 'read', 'id-token': 'write', 'pull-requests': 'write' },
    'keywright-apply apply': { contents: 'read', 'id-token': 'write' },
    'keywright-drift drift': { contents: 'read', 'id-token': 'write', issues: 'write' },
  });
});

it('runs only validate for a pull request of a fork', () => {
  const ofFork = jobs.filter(
    ({ id, job }) =>
      id.startsWith('keywright-plan ') &&
      job.if !== 'github.event.pull_request.head.repo.full_name == github.repository',
  );
  expect(ofFork.map(({ id }) => id)).toEqual(['keywright-plan validate']);
});

it.each(['1.0', 'release/2', 'on'])('keeps the name of the branch %s as a text', (branch) => {
  const github = { repository: 'acme/infra', branch };
  const files = productionFiles(productionFor('cli', { github }));
  const text = files.get('.github/workflows/keywright-apply.yml') ?? '';
  expect(Workflow.parse(load(text)).on['push']).toMatchObject({ branches: [branch] });
});

it('applies on main only, in the environment, one at a time', () => {
  expect(jobNamed('keywright-apply apply')).toMatchObject({
    if: "github.ref == 'refs/heads/main'",
    environment: 'production',
  });
  const apply = workflows.find(({ workflow }) => workflow.name === 'keywright-apply')?.workflow;
  expect(apply?.concurrency['cancel-in-progress']).toBe(false);
});

it('gives each job the role that is created for it', () => {
  const [home] = accountsOf(facts);
  const created = new Map(
    home?.callers.map(({ name, trust }) => [`arn:aws:iam::${home.account}:role/${name}`, trust]),
  );
  const asked = jobs.flatMap(({ id, job }) =>
    job.steps.flatMap(({ with: given }) =>
      given?.['role-to-assume'] === undefined ? [] : [[id, given['role-to-assume'], given['audience']]],
    ),
  );
  expect(asked).toEqual([
    ['keywright-plan plan', [...created.keys()][0], 'sts.amazonaws.com'],
    ['keywright-apply apply', [...created.keys()][1], 'sts.amazonaws.com'],
    ['keywright-drift drift', [...created.keys()][0], 'sts.amazonaws.com'],
  ]);
});
