import { keywright, type Decisions } from '../model/decisions.ts';
import { hasFastSet } from '../model/kind/fast.ts';
import type { Instant } from '../model/instant.ts';
import type { Trigger } from './due.ts';
import type { ControllerParts, Tenure } from './parts.ts';
import { fail } from './fail.ts';
import { estateOf } from './moved.ts';
import { createPulse } from './pulse.ts';
import { createWorkQueue } from './queue.ts';
import { recall } from './remember.ts';
import { nextLook, slotsFor } from './schedule.ts';
import { createState } from './state.ts';
import { togetherWith } from './together.ts';
import { createTurns } from './turns.ts';
import { createWedges } from './wedges.ts';
import { watchedParts } from './watched-parts.ts';

import type { Desk } from './desk.ts';

/** Makes the desk of one controller, with nothing open on it yet. */
export function createDesk(given: ControllerParts): Desk {
  const state = createState(given);
  const wedges = createWedges(state);
  const parts = watchedParts(given, wedges);
  const { clock, random, settings } = parts;
  const batches = createPulse(clock);
  const sweeps = createPulse(clock);
  const checkups = createPulse(clock);
  const whole = new Set<Trigger>();
  const admissions = createPulse(clock);
  const turns = createTurns();
  let open: { readonly digest: string; readonly tenure: Tenure } | undefined;

  function wantWhole(why: Trigger): void {
    whole.add(why);
    sweeps.wake();
  }

  function leadershipChanged(): void {
    if (open === undefined) return;
    const { stop, unready: _, ...leadership } = open.tenure.leader.state();
    const before = state.get().leadership;
    state.set({ leadership, stop });
    checkups.wake();
    // What a new leader knows is what it saw as a standby: it looks at everything before it writes.
    if (leadership.is === 'leader' && before.is !== 'leader') wantWhole('start');
  }

  function decisionsRead(decisions: Decisions): void {
    const before = state.get().decisions;
    state.set({ decisions });
    if (byPersons(before) === byPersons(decisions)) return;
    admissions.wake();
    wantWhole('request');
  }

  function unreachableSince(): Instant | undefined {
    const { wanted } = state.get();
    return wanted?.is === 'unreachable' ? wanted.since : undefined;
  }

  return {
    parts,
    state,
    wedges,
    batches,
    sweeps,
    admissions,
    admitting: createTurns(),
    latest: {},
    checkups,
    turns,
    whole,
    wantWhole,
    queue: createWorkQueue(random),
    tenure: () => open?.tenure,
    async tenureFor(stack) {
      const digest = estateOf(stack.settings);
      if (open?.digest === digest) return open.tenure;
      const tenure = await parts.open(stack, {
        leadershipChanged,
        decisionsRead,
        unreachableSince,
        isWedged: () => state.get().wedged,
      });
      if ('refused' in tenure) return tenure;
      const before = open?.tenure;
      // No pass of the old settings may still write while those of the new ones begin.
      await turns.take(async () => {
        // Whatever it trips over, its time is over: the new one must not stand by for ever without anybody to use it.
        await before?.close().catch((error: unknown) => {
          fail(error, 'releasing the old settings', { parts });
        });
        open = { digest, tenure };
        state.set({ needsBaseline: tenure.needsBaseline });
        await recall(tenure, { state, parts });
        leadershipChanged();
      });
      return tenure;
    },
    next(address) {
      const { stack } = state.get();
      const kind = open?.tenure.machine.kinds.get(stack?.resources.get(address)?.kind ?? '');
      if (stack === undefined || kind === undefined || !hasFastSet(kind)) return undefined;
      const slots = slotsFor(stack.resources.size, settings.batch, settings.cadence);
      const place = togetherWith(stack.resources).get(address) ?? address;
      return nextLook(place, settings.cadence, slots, clock.now());
    },
    async close() {
      const last = open;
      open = undefined;
      await last?.tenure.close();
    },
  };
}

/** Identifies what persons decided, of all that is kept: counts and uses change with every pass. */
function byPersons(decisions: Decisions): string {
  const { approvals, rejections, pauses, silences, pin, freeze, letGo, brakes, taken } = decisions;
  const accepted = taken?.by.id === keywright.id ? undefined : taken;
  const ids = [approvals, rejections, pauses, silences, letGo].map((all) => all.map(({ id }) => id));
  return JSON.stringify([...ids, pin, freeze, brakes, accepted]);
}
