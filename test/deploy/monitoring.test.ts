import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { describe, expect, it } from 'vitest';
import { parseArguments } from '../../src/cli/grammar/parse.ts';
import { catalogue } from '../../src/daemon/metrics/catalogue/index.ts';
import type { CatalogueRow } from '../../src/daemon/metrics/catalogue/row.ts';
import { fullPage } from './page.test-helper.ts';

const root = join(import.meta.dirname, '../..');

function read(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

interface Rule {
  readonly alert: string;
  readonly expr: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

const { groups } = load(read('deploy/prometheus/keywright.rules.yaml')) as {
  readonly groups: readonly { readonly rules: readonly Rule[] }[];
};
const rules = groups.flatMap((group) => group.rules);

interface Panel {
  readonly title: string;
  readonly targets?: readonly { readonly expr: string }[];
}

const { panels } = JSON.parse(read('deploy/grafana/keywright.json')) as { readonly panels: readonly Panel[] };
const drawn = panels.flatMap(({ title, targets = [] }) => targets.map(({ expr }) => ({ title, expr })));

const rows: Readonly<Record<string, CatalogueRow>> = catalogue;

/** Labels that Prometheus itself gives to what it scrapes, and those of buckets. */
const ofPrometheus = ['job', 'instance', 'le'];

/** Lists unknown metrics and labels in an expression. */
function wrongIn(expr: string): readonly string[] {
  const names = [...expr.matchAll(/\b(?:keywright|process)_\w+/gu)].map(([name]) => name);
  const wrong = names.filter((name) => rowOf(name) === undefined).map((name) => `no metric ${name}`);
  for (const [, name = '', matchers = ''] of expr.matchAll(/\b((?:keywright|process)_\w+)\{([^}]*)\}/gu))
    for (const [, label = '', operator, value = ''] of matchers.matchAll(/(\w+)(=~|!=|!~|=)"([^"]*)"/gu)) {
      const values = rowOf(name)?.labels[label];
      if (ofPrometheus.includes(label) || value.startsWith('$')) continue;
      if (values === undefined) wrong.push(`${name} has no label ${label}`);
      else if (values !== 'open')
        wrong.push(
          ...value
            .split(operator?.endsWith('~') === true ? '|' : '\0')
            .filter((one) => !values.includes(one))
            .map((one) => `${name} never has ${label}="${one}"`),
        );
    }
  const grouped = [...expr.matchAll(/\b(?:by|on|ignoring|group_left) \(([^)]*)\)/gu)].flatMap(
    ([, labels = '']) => labels.split(',').map((label) => label.trim()),
  );
  const known = [...ofPrometheus, ...names.flatMap((name) => Object.keys(rowOf(name)?.labels ?? {}))];
  wrong.push(
    ...grouped.filter((label) => label !== '' && !known.includes(label)).map((label) => `no label ${label}`),
  );
  return wrong;
}

function rowOf(name: string): CatalogueRow | undefined {
  const plain = name.replace(/_(?:bucket|sum|count)$/u, '');
  return rows[name] ?? (rows[plain]?.type === 'histogram' ? rows[plain] : undefined);
}

describe('alarms', () => {
  it.each(rules)('$alert names metrics, labels and values that there are', ({ expr }) => {
    expect(wrongIn(expr)).toEqual([]);
  });

  it.each(rules)(
    '$alert says what happened, how bad it is and what to do',
    ({ alert, labels, annotations }) => {
      expect(alert).toMatch(/^Keywright[A-Z]/u);
      expect(['critical', 'warning']).toContain(labels['severity']);
      expect(Object.keys(annotations).sort()).toEqual(['description', 'runbook', 'summary']);
      expect(existsSync(join(root, annotations['runbook'] ?? ''))).toBe(true);
      expect(read(annotations['runbook'] ?? '')).toContain(`\`${alert}\``);
      expect(read('docs/runbooks/README.md')).toContain(`[${alert}]`);
    },
  );

  it('has a runbook for each alarm, and no runbook without an alarm', () => {
    const files = readdirSync(join(root, 'docs/runbooks')).map((name) => `docs/runbooks/${name}`);
    const named = rules.map(({ annotations }) => annotations['runbook']);
    expect(files.filter((file) => !named.includes(file))).toEqual(['docs/runbooks/README.md']);
  });

  it('covers each alarm by a promtool test', () => {
    const tests = read('deploy/prometheus/keywright.rules.test.yaml');
    expect(
      rules.filter(({ alert }) => !tests.includes(`alertname: ${alert}`)).map(({ alert }) => alert),
    ).toEqual([]);
  });

  it('reads a threshold that depends on a setting from a metric', () => {
    for (const { expr } of rules) expect(expr).not.toMatch(/> (?:600|1200|3600|7200|180)\b/u);
  });
});

/** Every command line of the runbooks, with something in the place of what a person fills in. */
const commands = readdirSync(join(root, 'docs/runbooks')).flatMap((name) =>
  [...read(`docs/runbooks/${name}`).matchAll(/`reconcile ([^`]+)`/gu)].map(([, line = '']) => ({
    name,
    line,
  })),
);

describe('runbooks', () => {
  it.each(commands)('$name names a command that there is: $line', async ({ line }) => {
    const filled = line
      .replaceAll('ADDRESS', 'Key/a')
      .replaceAll('COMMIT', '1f0c2ab --for 1h --reason x')
      .replaceAll('HASH', '0'.repeat(64))
      .replaceAll(/\b(?:NAME|TEXT|CODE|DIRECTORY|FILE|HOLDER)\b/gu, 'x');
    expect(await parseArguments(filled.split(' '), () => undefined)).toMatchObject({ is: 'invocation' });
  });
});

describe('the dashboard', () => {
  it.each(drawn)('draws what there is: $title', ({ expr }) => {
    expect(wrongIn(expr)).toEqual([]);
  });

  it('draws every metric', () => {
    const all = drawn.map(({ expr }) => expr).join('\n');
    expect(
      Object.keys(catalogue).filter(
        (name) => !new RegExp(`\\b${name}\\b|\\b${name}_bucket\\b`, 'u').test(all),
      ),
    ).toEqual([]);
  });

  it('has each panel once', () => {
    const titles = panels.map(({ title }) => title);
    expect(new Set(titles).size).toBe(titles.length);
  });
});

describe('a page of metrics', () => {
  it('is what promtool checks in its lane', async () => {
    const file = join(root, 'test/deploy/metrics.txt');
    const page = await fullPage();
    if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(file, page);
    else expect(page).toBe(existsSync(file) ? readFileSync(file, 'utf8') : 'UPDATE_GOLDEN=1');
  });
});
