import { hour, type Duration, type Instant } from '../../../model/instant.ts';
import { plural } from '../../../model/plural.ts';
import { refusal, type Refusal } from '../control.ts';

const together = 2;
const readsOfCaller = 500;
const readsOfAll = 2000;
const window: Duration = hour;

/** What plans of sent manifests may take of a daemon: they must not delay its own work, nor use up the quotas of AWS. */
export interface Bounds {
  /** Takes a place for one plan of a caller, or says why not now. */
  enter(caller: string): { leave(): void } | Refusal;
  /** Counts one read of AWS for a caller; returns why it must not be sent. */
  read(caller: string): string | undefined;
}

export function createBounds(now: () => Instant): Bounds {
  const inside = new Set<string>();
  const perCaller = new Map<string, number>();
  let all = 0;
  let since = now();

  function renew(): void {
    const at = now();
    // A clock that was set back makes the hour no longer.
    if (at >= since && at - since < window) return;
    perCaller.clear();
    all = 0;
    since = at;
  }

  return {
    enter(caller) {
      if (inside.has(caller))
        return refusal('control.busy', 'the daemon already makes a plan for this caller');
      if (inside.size >= together)
        return refusal('control.busy', `the daemon already makes ${plural(together, 'plan')} for others`);
      inside.add(caller);
      return { leave: () => void inside.delete(caller) };
    },
    read(caller) {
      renew();
      const own = perCaller.get(caller) ?? 0;
      if (own >= readsOfCaller) return over('of this caller', readsOfCaller);
      if (all >= readsOfAll) return over('of all callers', readsOfAll);
      perCaller.set(caller, own + 1);
      all += 1;
      return undefined;
    },
  };
}

function over(of: string, reads: number): string {
  return `plans ${of} read AWS ${plural(reads, 'time')} in this hour, which is the limit`;
}
