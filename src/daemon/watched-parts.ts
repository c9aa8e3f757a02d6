import type { ControllerParts, Tenure } from './parts.ts';
import type { Wedges } from './wedges.ts';
import { watching } from './watch.ts';

/**
 * Gives the parts with what may hang watched: a directory on a network share has no deadline. A revision that never
 * comes into force, or a person's decision that is never stored, is a wedge as a pass that hangs is.
 */
export function watchedParts(parts: ControllerParts, wedges: Wedges): ControllerParts {
  const desk = { parts, wedges };
  const { source, kept } = parts;
  return {
    ...parts,
    source: {
      revisions: (signal) => source.revisions(signal),
      poll: () => source.poll(),
      read: watching(desk, (id, signal) => source.read(id, signal)),
      lineage: watching(desk, (from, to, signal) => source.lineage(from, to, signal)),
    },
    kept: {
      read: watching(desk, () => kept.read()),
      write: watching(desk, (revision) => kept.write(revision)),
    },
    open: watching(desk, async (stack, seen) => {
      const tenure = await parts.open(stack, seen);
      return 'refused' in tenure ? tenure : watchedTenure(tenure, desk);
    }),
  };
}

function watchedTenure(tenure: Tenure, desk: Parameters<typeof watching>[0]): Tenure {
  const { decisions, decider } = tenure;
  return {
    ...tenure,
    decisions: {
      decisions: watching(desk, () => decisions.decisions()),
      decide: watching(desk, (change) => decisions.decide(change)),
      stopOrder: watching(desk, () => decisions.stopOrder()),
      orderStop: watching(desk, (order) => decisions.orderStop(order)),
    },
    decider: {
      ...decider,
      took: watching(desk, (revision, commits) => decider.took(revision, commits)),
    },
    preflight: watching(desk, () => tenure.preflight()),
    close: watching(desk, () => tenure.close()),
  };
}
