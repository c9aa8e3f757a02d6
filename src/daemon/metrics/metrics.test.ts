import { describe, expect, it } from 'vitest';
import type { PassResult } from '../../model/outcome.ts';
import type { Address } from '../../model/address.ts';
import { noDecisions } from '../../model/decisions.ts';
import type { Episode, History, StatusRecord } from '../../model/history.ts';
import { hour, minute } from '../../model/instant.ts';
import { health, sync } from '../../model/plan-schema/resource.ts';
import { resourcePlanOf, stepOf } from '../../model/plan.test-helper.ts';
import type { Plan } from '../../model/plan.ts';
import { reasons } from '../../model/reasons.ts';
import type { Controller, ControllerState } from '../controller.ts';
import type { CallMade, DaemonEvent } from '../events.ts';
import type { Backlog } from '../queue.ts';
import { catalogue, mostSeries } from './catalogue/index.ts';
import type { CatalogueRow } from './catalogue/row.ts';
import { createMetrics, type Metrics } from './metrics.ts';

const noon = Date.UTC(2026, 10, 2, 12);
const version = '1.2.3';

describe('metrics', () => {
  it('keeps at most 2,000 series', () => {
    const all = Object.entries<CatalogueRow>(catalogue).map(
      ([name, row]) => [name, mostSeries(row)] as const,
    );
    expect(all.reduce((sum, [, most]) => sum + most, 0)).toBeLessThanOrEqual(2_000);
  });

  it('stays under 2,000 series, without a name or an ARN, in a hostile estate', async () => {
    const { metrics, listen } = metricsOf(Array.from({ length: 20 }, (_, at) => hostile(`source-${at}`)));
    for (let n = 0; n < 2_000; n += 1) {
      listen({ is: 'request', request: requestOf(n) }, `source-${n % 400}`);
      listen({ is: 'looked', look: 'full', plan: planOf(n), complete: true, took: n }, `source-${n % 400}`);
      metrics.notified(`target-${n}`, 'sent');
    }
    const lines = seriesIn(await metrics.text());
    expect(lines.length).toBeGreaterThan(500);
    expect(lines.length).toBeLessThanOrEqual(2_000);
    expect(lines.filter((line) => /secret-name|arn:|\n|Key\//u.test(line))).toEqual([]);
    expect(lines.some((line) => line.includes('"other"'))).toBe(true);
  });

  it('loses no resource by sharing series', async () => {
    const { metrics } = metricsOf([hostile('a'), hostile('b')]);
    const text = await metrics.text();
    expect(sumOf(text, 'keywright_resources')).toBe(2 * manyRecords);
    expect(valueOf(text, 'keywright_resources_managed{source="a"}')).toBe(manyRecords);
  });

  it('forgets what is gone, so that it does not hold the place of what is new', async () => {
    let status = recordsOf([]);
    const { metrics } = metricsOf([stateOf('a', () => ({ status }))]);
    for (let round = 0; round < 8; round += 1) {
      status = recordsOf(Array.from({ length: 100 }, (_, n) => 100 * round + n));
      const lines = seriesIn(await metrics.text()).filter((line) => line.startsWith('keywright_resources{'));
      expect(lines.length).toBe(100);
      expect(lines.join()).not.toContain('"other"');
    }
  });

  it('has every metric of the catalogue, each with its sentence', async () => {
    const { metrics } = metricsOf([hostile('a')]);
    const text = await metrics.text();
    for (const [name, { help, type }] of Object.entries<CatalogueRow>(catalogue)) {
      expect(text).toContain(`# HELP ${name} ${help}`);
      expect(text).toContain(`# TYPE ${name} ${type}`);
      expect(name).toMatch(type === 'counter' ? /_total$/u : /(?<!_total)$/u);
    }
  });

  it('tells the age of access that somebody opened, and of all drift', async () => {
    const open: readonly Episode[] = [
      episodeOf('Key/a', noon - hour, { label: 'changed-in-git', half: 'contract' }),
      episodeOf('Key/b', noon - 20 * minute, { label: 'drifted', half: 'contract' }),
      episodeOf('BucketPolicy/c', noon - 30 * minute, { label: 'drifted', half: 'expand' }),
    ];
    const { metrics } = metricsOf([stateOf('a', () => ({ open }))]);
    const text = await metrics.text();
    expect(valueOf(text, 'keywright_access_opened_oldest_seconds{source="a"}')).toBe(1_200);
    expect(valueOf(text, 'keywright_drift_oldest_seconds{source="a",kind="BucketPolicy"}')).toBe(1_800);
    expect(sumOf(text, 'keywright_drift_open')).toBe(3);
  });

  it('measures how long drift may have gone unseen, and how long it took to repair', async () => {
    const { metrics, listen } = metricsOf([stateOf('a', () => ({}))]);
    const at = (observedAt: number): Plan => ({
      ...planOf(0),
      resources: [{ ...resourcePlanOf('Key/a'), observedAt }],
    });
    listen({ is: 'looked', look: 'fast', plan: at(noon - 8 * minute), complete: false, took: 0 });
    listen({ is: 'looked', look: 'fast', plan: at(noon), complete: false, took: 0 });
    const opened = episodeOf('Key/a', noon, { label: 'drifted', half: 'contract' });
    listen({ is: 'episode', episode: opened, change: 'opened' });
    listen({
      is: 'episode',
      episode: { ...opened, closed: { at: noon + 90_000, how: 'repaired' } },
      change: 'closed',
    });
    const text = await metrics.text();
    expect(valueOf(text, 'keywright_drift_detection_seconds_sum')).toBe(480);
    expect(valueOf(text, 'keywright_drift_repair_seconds_sum')).toBe(90);
  });

  it('counts how often in a row a protective repair fails, until it gets done', async () => {
    const { metrics, listen } = metricsOf([stateOf('a', () => ({}))]);
    const step = stepOf('Key/a', 'policy', { repair: 'protective' });
    const plan = { ...planOf(0), steps: [step], resources: [resourcePlanOf('Key/a')] };
    const passed = (is: 'done' | 'failed'): void => {
      const outcome =
        is === 'done'
          ? ({ is, calls: 1, took: 5 } as const)
          : ({ is, failure: { severity: 'error', code: 'aws.forbidden', message: 'no' } } as const);
      const outcomes = new Map([[step.id, outcome]]);
      const result = { plan, outcomes, calls: { reads: 1, writes: 1 }, seen: 'complete' as const };
      listen({ is: 'passed', look: 'full', result, complete: true, took: 0 });
    };
    const failures = async (): Promise<number | undefined> =>
      valueOf(await metrics.text(), 'keywright_protective_repair_failures{source="a"}');
    passed('failed');
    passed('failed');
    expect(await failures()).toBe(2);
    passed('done');
    expect(await failures()).toBe(0);
  });

  it('counts no repair of what lost its manifest', async () => {
    const { metrics, listen } = metricsOf([stateOf('a', () => ({}))]);
    const step = stepOf('Key/a', 'policy', { repair: 'protective' });
    const failure = { severity: 'error', code: 'aws.forbidden', message: 'no' } as const;
    const outcomes = new Map([[step.id, { is: 'failed', failure } as const]]);
    const of = { calls: { reads: 1, writes: 1 }, seen: 'complete' as const };
    const passed = (result: Pick<PassResult, 'plan' | 'outcomes'>): void =>
      listen({ is: 'passed', look: 'full', result: { ...of, ...result }, complete: true, took: 0 });
    passed({ plan: { ...planOf(0), steps: [step], resources: [resourcePlanOf('Key/a')] }, outcomes });
    passed({ plan: { ...planOf(0), steps: [], resources: [] }, outcomes: new Map() });
    const failures = valueOf(await metrics.text(), 'keywright_protective_repair_failures{source="a"}');
    expect(failures).toBe(0);
  });

  it('shows what waits in line at the moment of the scrape', async () => {
    const backlog = { size: 3, due: 2, oldest: noon - minute };
    const text = await metricsOf([stateOf('a', () => ({}), backlog)]).metrics.text();
    expect(valueOf(text, 'keywright_queue_size{source="a"}')).toBe(3);
    expect(valueOf(text, 'keywright_queue_due{source="a"}')).toBe(2);
    expect(valueOf(text, 'keywright_queue_oldest_seconds{source="a"}')).toBe(60);
  });

  it('keeps a standby from looking leaderless while the leader renews, and a candidate not', async () => {
    const leadership = { is: 'standby', since: noon - hour, by: 'pod-a' } as const;
    let state: Partial<ControllerState> = { leadership };
    const { metrics } = metricsOf([stateOf('a', () => state)]);
    const seen = async (): Promise<number | undefined> =>
      valueOf(await metrics.text(), 'keywright_leader_seen_timestamp_seconds{source="a"}');
    expect(await seen()).toBe(noon / 1_000);
    state = { leadership: { is: 'candidate', since: noon - hour } };
    expect(await seen()).toBe((noon - hour) / 1_000);
  });
});

function metricsOf(controllers: readonly Controller[]): {
  readonly metrics: Metrics;
  listen(event: EventBody, source?: string): void;
} {
  const metrics = createMetrics({
    clock: { now: () => noon },
    controllers,
    leaseTerm: minute,
    version,
    node: '24.0.0',
    usage: () => ({ startedAt: noon - hour, residentBytes: 1, cpu: 2_000 }),
  });
  return {
    metrics,
    listen: (event, source = 'a') => {
      metrics.listen({ source, at: noon, ...event });
    },
  };
}

type EventBody = DaemonEvent extends infer Event
  ? Event extends DaemonEvent
    ? Omit<Event, 'source' | 'at'>
    : never
  : never;

const manyRecords = 1_000;

/** Makes a source with thousands of accounts, kinds and names, blocked for every reason. */
function hostile(name: string): Controller {
  const numbers = Array.from({ length: manyRecords }, (_, n) => n);
  const status = recordsOf(numbers);
  const plan: Plan = {
    ...planOf(0),
    steps: Object.keys(reasons).map((reason, n) =>
      stepOf(`Key/secret-name-${n}`, 'policy', {
        gate: {
          is: 'approval',
          classes: ['widen'],
          reason: reason as keyof typeof reasons,
          why: 'secret-name',
        },
      }),
    ),
  };
  const episodes = numbers.map((n) =>
    episodeOf(`Kind${n}/secret-name-${n}`, noon - n, { label: 'drifted', half: 'contract' }),
  );
  return stateOf(name, () => ({ status, plan, open: episodes }));
}

function recordsOf(numbers: readonly number[]): ReadonlyMap<Address, StatusRecord> {
  return new Map(
    numbers.map((n) => {
      const address: Address = `Key/secret-name-${n}`;
      const record: StatusRecord = {
        address,
        kind: `Kind${n % 40}`,
        place: { account: String(100_000_000_000 + n), region: `region-${n % 30}` },
        ids: { arn: 'arn:aws:kms:secret-name' },
        labels: { team: 'secret-name' },
        sync: sync.options[n % sync.options.length] ?? 'InSync',
        health: health.options[n % health.options.length] ?? 'Healthy',
        why: 'secret-name',
        waiting: [],
        parts: {},
      };
      return [address, record];
    }),
  );
}

function stateOf(
  name: string,
  more: () => Partial<ControllerState>,
  backlog: Backlog = { size: 0, due: 0 },
): Controller {
  return {
    name,
    history: {} as unknown as History,
    state: () => ({
      source: name,
      maxMode: 'enforce',
      leadership: { is: 'leader', since: noon, term: 3 },
      status: new Map(),
      open: [],
      decisions: noDecisions,
      under: { version, settings: '', guardrails: '' },
      unready: [],
      wedged: false,
      rhythm: { cadence: { fast: 10 * minute, full: hour }, isOver: false },
      needsBaseline: false,
      startedAt: noon,
      ...more(),
    }),
    backlog: () => backlog,
    poll: () => undefined,
    request: () => undefined,
    decide: async () => noDecisions,
    orderStop: async () => undefined,
    preview: async () => ({ refused: [] }),
    speculate: async () => ({ refused: [] }),
    observed: async () => undefined,
  };
}

function episodeOf(
  address: Address,
  openedAt: number,
  { label, half }: { readonly label: Episode['label']; readonly half: 'contract' | 'expand' },
): Episode {
  const changes = [{ path: '/policy' as const, label, half }];
  return { id: address, address, facet: 'policy', changes, label, openedAt, seenAt: openedAt, declared: '' };
}

function planOf(n: number): Plan {
  return {
    version: 1,
    stack: 'secret-name',
    uid: 'u',
    at: noon,
    scope: { is: 'all' },
    resources: [resourcePlanOf(`Key/secret-name-${n}`)],
    steps: [],
    orphans: [],
    diagnostics: [],
  };
}

function requestOf(n: number): CallMade {
  return {
    op: `kms:Operation${n}` as CallMade['op'],
    place: { account: String(n), region: `region-${n}` },
    access: 'read',
    role: 'read',
    lane: 'sweep',
    at: noon,
    took: n,
    waited: n,
    attempt: 1,
    outcome: n % 2 === 0 ? 'aws.throttled' : `arn:odd-${n}`,
  };
}

function seriesIn(text: string): readonly string[] {
  return text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
}

function valueOf(text: string, series: string): number | undefined {
  const line = seriesIn(text).find((one) => one.startsWith(`${series} `));
  return line === undefined ? undefined : Number(line.slice(series.length + 1));
}

function sumOf(text: string, name: string): number {
  return seriesIn(text)
    .filter((line) => line.startsWith(`${name}{`))
    .reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' ') + 1)), 0);
}
