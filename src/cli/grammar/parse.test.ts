import { describe, expect, it } from 'vitest';
import { defaultOptions, type Options } from '../options.ts';
import { commands } from './commands.ts';
import { parseArguments } from './parse.ts';

/** What a command line means for each field of `Options`. The types hold the list whole; commander has none. */
const fields: {
  readonly [Name in keyof Required<Options>]: readonly [
    typed: string,
    means: Options[Name],
    /** What has to stand beside it. */
    beside?: Partial<Options>,
  ];
} = {
  yes: ['apply --yes', true],
  firstRun: ['apply --first-run', true],
  approve: ['apply --approve=widen,delete --approve=widen', ['widen', 'delete']],
  dryRun: ['apply --dry-run', true],
  target: ['plan --target Key/a --target Key/b', ['Key/a', 'Key/b']],
  exclude: ['plan --exclude Key/a', ['Key/a']],
  output: ['plan -o json', 'json'],
  color: ['plan --no-color', false],
  calls: ['plan --calls full', 'full'],
  guardrails: ['plan --guardrails bounds.yaml', 'bounds.yaml'],
  logLevel: ['plan --log-level debug', 'debug'],
  port: ['sandbox --port 0', 0],
  sandboxPort: ['daemon --sandbox-port 0', 0],
  dir: ['sandbox --dir world', 'world'],
  recursive: ['explain Key --recursive', true],
  outputFormat: ['schema --output-format plan', 'plan'],
  since: ['audit export x --since 7d', { is: 'ago', ago: 7 * 86_400_000 }],
  until: ['audit export x --until 2026-11-30', { is: 'at', at: Date.UTC(2026, 10, 30) }],
  head: [`audit verify x --head ${'a'.repeat(64)}`, 'a'.repeat(64)],
  role: ['permissions --role read', 'read'],
  document: ['permissions --document', true],
  part: ['permissions --part 2', 2],
  bucket: ['init --bucket logs', 'logs'],
  account: ['init --account 111122223333', '111122223333'],
  region: ['init --region eu-central-1', 'eu-central-1'],
  ci: ['init --ci github', 'github'],
  repository: ['init --repository acme@1/infra@2', 'acme@1/infra@2'],
  branch: ['init --branch release/1', 'release/1'],
  roles: ['init --roles terraform', 'terraform'],
  trust: ['init --trust arn:aws:iam::111122223333:role/a', ['arn:aws:iam::111122223333:role/a']],
  coordination: ['init --coordination state', 'state'],
  failOn: ['plan --fail-on orphans', 'orphans'],
  out: ['plan --out plan.json', 'plan.json'],
  expires: ['plan --expires 2h', 7_200_000],
  wait: ['apply --no-wait', false],
  timeout: ['apply --timeout 90s', 90_000],
  sandbox: ['plan --sandbox=world', { directory: 'world' }],
  endpoint: ['plan --endpoint http://127.0.0.1:1', 'http://127.0.0.1:1'],
  stateDir: ['plan --state-dir .state', '.state'],
  commit: ['plan --commit abc', 'abc'],
  socket: ['get --socket /run/s', '/run/s'],
  dataDir: ['get --data-dir /data', '/data'],
  source: ['get --source keys', 'keys'],
  server: ['plan --server https://k.example', 'https://k.example'],
  subject: ['token --subject ann', 'ann'],
  as: ['token --subject ann --as planner', 'planner', { subject: 'ann' }],
  stacks: ['token --subject ann --stacks a,b', ['a', 'b'], { subject: 'ann' }],
  classes: [
    'token --subject ann --as approver --classes widen',
    ['widen'],
    { subject: 'ann', as: 'approver' },
  ],
  tokenFile: ['get --token-file t', 't'],
  for: ['resume --for 2h', 7_200_000],
  reason: ['resume --reason because', 'because'],
  to: ['yield --to ann --for 1h --reason x', 'ann', { for: 3_600_000, reason: 'x' }],
  label: [
    'get -l team=x --label tier=',
    [
      ['team', 'x'],
      ['tier', ''],
    ],
  ],
  only: ['plan --only drifted,blocked --only orphans', ['drifted', 'blocked', 'orphans']],
  kind: ['plan --kind Key,grants --kind Bucket', ['Key', 'grants', 'Bucket']],
  name: ['status --name orders-*', ['orders-*']],
  summary: ['apply --no-summary', false],
  brake: ['resume --brake', true],
  freeze: ['pause --freeze --for 1h --reason x', true, { for: 3_600_000, reason: 'x' }],
  end: ['silence --end id', 'id'],
  watch: ['get --watch', true],
  check: ['fmt --check', true],
  diff: ['fmt --diff', true],
  restore: ['history Key/a --restore 3', 3],
};

async function optionsOf(typed: string): Promise<Options | undefined> {
  const parsed = await parseArguments(typed.split(' '), () => undefined);
  return parsed.is === 'invocation' ? parsed.invocation.options : undefined;
}

describe('options', () => {
  it.each(Object.entries(fields))('fills %s', async (name, [typed, means, beside]) => {
    expect(await optionsOf(typed)).toEqual({ ...defaultOptions, ...beside, [name]: means });
  });

  it('declares no option without a field', () => {
    // Those of a daemon are its settings, and read by their schema.
    const names = commands
      .filter(({ name }) => name !== 'daemon')
      .flatMap(({ options }) => options.map((option) => option.attributeName()));
    expect([...new Set(names)].filter((name) => !Object.hasOwn(fields, name))).toEqual([]);
  });

  it('keeps a value given before the command, unless one stands behind it', async () => {
    expect((await optionsOf('--state-dir a plan'))?.stateDir).toBe('a');
    expect((await optionsOf('--state-dir a plan --state-dir b'))?.stateDir).toBe('b');
    expect((await optionsOf('--target Key/a plan --target Key/b'))?.target).toEqual(['Key/a', 'Key/b']);
    expect(await optionsOf('-yo json apply')).toMatchObject({ yes: true, output: 'json' });
  });

  it('takes before the command the values that the command has, and no others', async () => {
    expect((await optionsOf('-o sarif validate'))?.output).toBe('sarif');
    expect((await optionsOf('--output=dot graph'))?.output).toBe('dot');
    expect(await optionsOf('-o markdown explain')).toBeUndefined();
    expect(await optionsOf('-o human graph')).toBeUndefined();
    expect(await optionsOf('-y plan')).toBeUndefined();
    expect((await optionsOf('-osarif validate'))?.output).toBe('sarif');
  });
});
