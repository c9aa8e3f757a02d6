import type { Ports } from '../ports.ts';

/** Ports of a run that waits no longer than `waitFor` after the last thing it got done. */
export interface Patience {
  readonly ports: Ports;
  /** Something else than waiting was done, say a plan was approved: the time to wait begins again. */
  progressed(): void;
}

/**
 * Gives a run one deadline for all its waits. It is counted from the last step that got done, not from the start: a
 * run of an hour must still be able to wait a minute for its last write. Sending something again moves nothing.
 */
export function patient(given: Ports): Patience {
  const { waitFor } = given;
  if (waitFor === undefined) return { ports: given, progressed: () => undefined };
  let since = given.clock.now();
  const progressed = (): void => {
    since = given.clock.now();
  };
  let looked = false;
  return {
    progressed,
    ports: {
      ...given,
      deadline: () => since + waitFor,
      progress(event) {
        // The first look at a large estate takes minutes; those after it only look whether something shows by now.
        const firstLook = !looked && event.is === 'looking' && event.seen === event.of;
        looked ||= firstLook;
        if (firstLook || (event.is === 'step-ended' && event.outcome.is === 'done')) progressed();
        given.progress(event);
      },
    },
  };
}
