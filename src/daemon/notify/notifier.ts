import { second, type Instant } from '../../model/instant.ts';
import type { Episode } from '../../model/history.ts';
import type { Controller, ControllerState } from '../controller.ts';
import type { DaemonEvent } from '../events.ts';
import { createPulse } from '../pulse.ts';
import { notifySentences } from '../../report/sentences/notify.ts';
import type { Condition } from './condition.ts';
import { conditionsOf, driftIn, staleIn } from './conditions.ts';
import { deliver, type Delivered, type DeliveryParts, type Target } from './deliver.ts';
import { groupConditions, isSilencedBy, type GroupSettings, type Memory } from './grouping.ts';
import { messageOf, type Message } from './message.ts';
import { severityOf } from './severity.ts';

export interface NotifierParts extends DeliveryParts {
  readonly controllers: readonly Pick<Controller, 'name' | 'state'>[];
  readonly targets: readonly Target[];
  readonly settings: GroupSettings;
  /** Names a message. */
  newId(): string;
  /** Told how each message ended. */
  told(target: string, outcome: 'sent' | 'failed' | 'dropped', why?: string): void;
}

export interface Notifier {
  /** Looks again at what holds, since something happened. */
  listen(event: DaemonEvent): void;
  /** Tells what begins, lasts and ends, until the signal. */
  run(signal: AbortSignal): Promise<void>;
}

/** What happens all the time and changes no condition by itself. */
const silentEvents: ReadonlySet<DaemonEvent['is']> = new Set([
  'request',
  'progress',
  'rhythm',
  'webhook',
  'answered',
]);

/** So many messages wait for a target that does not answer; the oldest then gives way. */
const mostWaiting = 50;

export function createNotifier(parts: NotifierParts): Notifier {
  const { clock } = parts;
  const pulse = createPulse(clock);
  const memories = new Map<string, Memory>();
  /** Sources of which this process told everything when it looked last. */
  const told = new Set<string>();
  /** Drift that ended since the last look: repaired at once, it never held when somebody looked. */
  const closed = new Map<string, Episode[]>();
  const lines = new Map(parts.targets.map((target) => [target.name, lineTo(target, parts)] as const));

  /** Gives what must be sent about one source, and when to look again. */
  function look(
    { name, state: stateNow }: NotifierParts['controllers'][number],
    signal: AbortSignal,
  ): Instant | undefined {
    const state = stateNow();
    const now = clock.now();
    const passing = driftIn(closed.get(name) ?? []);
    closed.delete(name);
    const chosen = targetsOf(state, parts.targets);
    const isAll = tellsAll(state);
    // After a change of leader what holds is sent once more.
    if (!isAll && told.delete(name)) memories.delete(name);
    if (isAll) told.add(name);
    const conditions = isAll ? [...conditionsOf(state, now), ...chosen.missing] : staleIn(state, now);
    const silent = isSilencedBy(
      state.decisions.silences,
      (address) => state.status.get(address)?.labels ?? {},
      now,
    );
    const grouped = groupConditions(
      memories.get(name) ?? new Map(),
      { conditions, passing: isAll ? passing : [] },
      silent,
      parts.settings,
      now,
    );
    memories.set(name, grouped.memory);
    for (const notification of grouped.send) {
      const names = { source: name, stack: state.stack?.settings.name ?? '' };
      const message = messageOf(notification, { id: parts.newId(), ...names });
      for (const target of chosen.targets)
        if (target.events.includes(message.event)) lines.get(target.name)?.add(message, signal);
    }
    // What is known grows old without an event.
    return Math.min(grouped.next ?? Infinity, now + state.rhythm.cadence.fast);
  }

  return {
    listen(event) {
      if (event.is === 'episode' && event.change === 'closed')
        closed.set(event.source, [...(closed.get(event.source) ?? []), event.episode]);
      if (!silentEvents.has(event.is)) pulse.wake();
    },
    async run(signal) {
      const isOver = (): boolean => signal.aborted;
      while (!isOver()) {
        const nexts = parts.controllers.flatMap((controller) => look(controller, signal) ?? []);
        await pulse.until(nexts.length === 0 ? undefined : Math.min(...nexts), signal);
        // Events come in bursts, and each look costs as much as there are resources.
        await clock.sleep(second, signal);
      }
      await Promise.all([...lines.values()].map((line) => line.idle()));
    },
  };
}

/** Returns true for the one process that tells everything: the one that leads, or each that only observes. */
function tellsAll({ leadership, maxMode }: ControllerState): boolean {
  return maxMode === 'observe' || leadership.is === 'leader' || leadership.is === 'yielded';
}

/** Finds the target that the Stack names. Takes all of them where it names none, or one that there is not. */
function targetsOf(
  { stack }: Pick<ControllerState, 'stack'>,
  targets: readonly Target[],
): { readonly targets: readonly Target[]; readonly missing: readonly Condition[] } {
  const name = stack?.settings.notify;
  if (name === undefined) return { targets, missing: [] };
  const named = targets.filter((target) => target.name === name);
  if (named.length > 0) return { targets: named, missing: [] };
  const said = notifySentences.noTarget(name);
  const missing: Condition = {
    key: `target:${name}`,
    sort: 'target',
    event: 'blocked',
    severity: severityOf({ sort: 'target' }),
    since: 0,
    ...said,
    addresses: [],
  };
  return { targets, missing: targets.length === 0 ? [] : [missing] };
}

interface Line {
  add(message: Message, signal: AbortSignal): void;
  /** Resolves once nothing is on its way. */
  idle(): Promise<void>;
}

const unexpected: Delivered = { is: 'failed', why: 'an unexpected error' };

/** Sends messages to one target, one after another: one that hangs delays no other target. */
function lineTo(target: Target, parts: NotifierParts): Line {
  const waiting: Message[] = [];
  let working: Promise<void> | undefined;

  async function work(signal: AbortSignal): Promise<void> {
    for (let message = waiting.shift(); message !== undefined; message = waiting.shift()) {
      // A message that cannot be sent must not hold up those after it, and its error may name a secret.
      const end = await deliver(message, target, parts, signal).catch(() => unexpected);
      parts.told(target.name, end.is, end.is === 'failed' ? end.why : undefined);
    }
    working = undefined;
  }

  return {
    add(message, signal) {
      if (waiting.length >= mostWaiting) {
        waiting.shift();
        parts.told(target.name, 'dropped', `more than ${mostWaiting} messages wait`);
      }
      waiting.push(message);
      working ??= work(signal);
    },
    async idle() {
      await working;
    },
  };
}
