import type { StatusRecord } from '../../model/history.ts';
import { oneLine } from '../../model/one-line.ts';
import type { Outcome, PassResult } from '../../model/outcome.ts';
import type { Plan, Step, StepId } from '../../model/plan.ts';
import type { ReasonCode } from '../../model/reasons.ts';
import { callRecord, progressRecord, type LogRecord } from '../../report/log/records.ts';
import type { DaemonEvent } from '../events.ts';
import { overBy } from '../over-by.ts';
import { createRequestLines, type LoggedRequests } from './answered.ts';
import { createFew } from './few.ts';

/** Gives the lines of a log for each event. */
export type LogLines = (event: DaemonEvent) => readonly LogRecord[];

/**
 * Makes log lines of events: one line a decision. A step that waits is logged when it begins to wait and when that
 * changes, not with every look.
 */
export function createLogLines(requests: LoggedRequests = 'notable'): LogLines {
  const requestLines = createRequestLines(requests);
  const told = new Map<string, Map<StepId, string>>();

  function decisions(source: string, plan: Plan, outcomes: PassResult['outcomes']): readonly LogRecord[] {
    const known = told.get(source) ?? new Map<StepId, string>();
    told.set(source, known);
    const isOver = overBy(plan);
    for (const [id] of known) if (isOver(id)) known.delete(id);
    const fresh = plan.steps.flatMap((step) => {
      const record = decisionOf(step, outcomes.get(step.id));
      const key = JSON.stringify(record);
      if (known.get(step.id) === key) return [];
      known.set(step.id, key);
      return [record];
    });
    return together(fresh);
  }

  /** One line a minute for each source and outcome. */
  const webhooks = createFew(1);

  function webhook({ source, at, outcome }: Extract<DaemonEvent, { is: 'webhook' }>): readonly LogRecord[] {
    const untold = webhooks(JSON.stringify([source, outcome]), at);
    if (untold === undefined) return [];
    const more = untold === 0 ? {} : { untold };
    return [line(outcome === 'refused' ? 'warn' : 'info', 'webhook', { outcome, ...more })];
  }

  return (event) => {
    const lines =
      event.is === 'looked'
        ? decisions(event.source, event.plan, new Map())
        : event.is === 'passed'
          ? decisions(event.source, event.result.plan, event.result.outcomes)
          : event.is === 'webhook'
            ? webhook(event)
            : event.is === 'answered'
              ? requestLines(event.answered, event.at)
              : [];
    return [...lines, ...linesOf(event)].map(({ fields, ...rest }) => ({
      ...rest,
      fields: event.source === '' ? fields : { source: event.source, ...fields },
    }));
  };
}

/** What stops every step alike: nothing of a single one. */
const ofAll: ReadonlySet<unknown> = new Set<ReasonCode>(['no-baseline', 'stop-ordered', 'yielded']);

/** Says once what stops every step, and each of those steps at level debug. */
function together(records: readonly LogRecord[]): readonly LogRecord[] {
  const groups = Map.groupBy(
    records.filter(({ fields }) => ofAll.has(fields['reason'])),
    ({ fields }) => fields['reason'],
  );
  const once = [...groups.values()].flatMap((all) => {
    const [first] = all;
    if (first === undefined) return [];
    const { gate, reason, why } = first.fields;
    return [{ ...first, fields: { steps: all.length, gate, reason, why } }];
  });
  return [
    ...once,
    ...records.map((one) => (ofAll.has(one.fields['reason']) ? { ...one, level: 'debug' as const } : one)),
  ];
}

/** Tells what was decided of a step, and how it ended if it was tried. */
function decisionOf({ id, action, repair, gate }: Step, outcome: Outcome | undefined): LogRecord {
  const about = { step: id, action, ...(repair === undefined ? {} : { repair }) };
  if (outcome !== undefined && outcome.is !== 'blocked') {
    const reason = 'reason' in outcome ? { reason: outcome.reason } : {};
    const failure = outcome.is === 'failed' ? { code: outcome.failure.code } : {};
    const level = outcome.is === 'failed' ? 'error' : 'info';
    return {
      level,
      msg: 'decided',
      fields: { ...about, gate: 'released', outcome: outcome.is, ...reason, ...failure },
    };
  }
  if (gate.is === 'released')
    return { level: 'info', msg: 'decided', fields: { ...about, gate: 'released' } };
  const { reason, why } = gate;
  const classes = gate.is === 'approval' ? { classes: gate.classes } : {};
  return {
    level: 'warn',
    msg: 'decided',
    fields: { ...about, gate: gate.is, reason, ...classes, why: oneLine(why) },
  };
}

function linesOf(event: DaemonEvent): readonly LogRecord[] {
  switch (event.is) {
    case 'started':
    case 'stopped':
      return [line('info', event.is, {})];
    case 'revision': {
      const { id, commit, outcome, diagnostics, dropped = [] } = event;
      const [first] = diagnostics;
      const subject = commit === undefined ? {} : { commit: commit.id, subject: oneLine(commit.subject) };
      return [
        line(outcome === 'in-force' && dropped.length === 0 ? 'info' : 'warn', 'revision', {
          outcome,
          ...(id === undefined ? {} : { revision: id }),
          ...subject,
          ...(dropped.length === 0 ? {} : { dropped: dropped.slice(0, 20) }),
          ...(first === undefined ? {} : { code: first.code, message: oneLine(first.message) }),
        }),
      ];
    }
    case 'looked':
      return [
        line('debug', 'looked', {
          look: event.look,
          complete: event.complete,
          ...sizeOf(event.plan),
          durationMs: event.took,
        }),
      ];
    case 'passed': {
      const { plan, outcomes, calls } = event.result;
      const level = outcomes.size === 0 ? 'debug' : 'info';
      const ends = Object.fromEntries(
        [...Map.groupBy(outcomes.values(), ({ is }) => is)].map(([is, all]) => [is, all.length]),
      );
      return [
        line(level, 'passed', {
          look: event.look,
          complete: event.complete,
          ...sizeOf(plan),
          ...ends,
          ...calls,
          durationMs: event.took,
        }),
      ];
    }
    case 'failed':
      return [
        line('error', 'failed', {
          during: event.during,
          code: event.diagnostic.code,
          message: oneLine(event.diagnostic.message),
        }),
      ];
    case 'status':
      return event.changed.map(statusOf);
    case 'episode': {
      const { address, facet, label, openedAt, closed } = event.episode;
      if (event.change === 'changed') return [];
      const how = closed === undefined ? {} : { how: closed.how, lastedMs: closed.at - openedAt };
      return [line('info', `drift ${event.change}`, { address, facet, label, ...how })];
    }
    case 'lease': {
      const { state, term, by } = event;
      return [
        line('info', 'lease', {
          state,
          ...(term === undefined ? {} : { term }),
          ...(by === undefined ? {} : { by }),
        }),
      ];
    }
    case 'health':
      return [
        line(event.ready ? 'info' : 'warn', 'health', {
          ready: event.ready,
          live: event.live,
          why: event.why.map(oneLine),
        }),
      ];
    case 'sink':
      return [
        line(event.ok ? 'debug' : 'error', 'record sink', {
          ok: event.ok,
          ...(event.why === undefined ? {} : { why: oneLine(event.why) }),
        }),
      ];
    case 'rhythm': {
      const { cadence, bill, isOver } = event.rhythm;
      return [
        line(isOver ? 'warn' : 'info', 'rhythm', {
          fastMs: cadence.fast,
          fullMs: cadence.full,
          ...(isOver ? { overBudget: true } : {}),
          ...(bill === undefined
            ? {}
            : {
                callsPerFastLook: bill.fast.requests,
                callsPerFullLook: bill.full.requests,
                callsPerDay: bill.perDay.requests,
                kmsPerDay: bill.perDay.kms,
                trailEventsPerDay: Object.fromEntries(bill.perDay.events),
                usdIn30Days: bill.monthly,
              }),
        }),
      ];
    }
    case 'progress':
      return [quieter(progressRecord(event.event))];
    case 'request':
      return [callRecord(event.request, false)];
    case 'webhook':
    case 'answered':
      // Told only so often: above.
      return [];
    case 'record':
      // The record has lines of its own on standard output.
      return [];
  }
}

function statusOf(record: StatusRecord): LogRecord {
  const { address, sync, health, state, reason } = record;
  const level = health === 'Degraded' || health === 'Blocked' ? 'warn' : isFine(record) ? 'debug' : 'info';
  const more = { ...(state === undefined ? {} : { state }), ...(reason === undefined ? {} : { reason }) };
  return line(level, 'status', { address, sync, health, ...more });
}

/** Returns true if nothing is wrong, which a start would tell a thousand times of a thousand resources. */
function isFine({ sync, health }: StatusRecord): boolean {
  return sync === 'InSync' && (health === 'Healthy' || health === 'Progressing');
}

/**
 * Lowers to debug what a person at a terminal follows. Spares, that way, the log of a process that lives for months.
 * Includes how a step ended, which is part of what was decided of it.
 */
function quieter(record: LogRecord): LogRecord {
  const isTold = record.level === 'info' || record.msg === 'step ended';
  return isTold ? { ...record, level: 'debug' } : record;
}

function sizeOf({ resources, steps }: Plan): LogRecord['fields'] {
  return { resources: resources.length, steps: steps.length };
}

function line(level: LogRecord['level'], msg: string, fields: LogRecord['fields']): LogRecord {
  return { level, msg, fields };
}
