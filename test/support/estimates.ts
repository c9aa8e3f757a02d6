import { actionsFor } from '../../src/aws/operations.ts';
import { defaultTiming } from '../../src/engine/ports.ts';
import type { EstimateInput } from '../../src/estimate/estimate.ts';
import { kindsByName } from '../../src/kinds/index.ts';
import { second, type Duration, type Instant } from '../../src/model/instant.ts';
import { endings, type Estate, type RunOptions } from './estate.ts';

/** Returns the input of an estimate of the next apply. */
export async function estimateInput(
  estate: Estate,
  yaml: string,
  { store = estate.store, firstRun = false }: RunOptions = {},
): Promise<EstimateInput> {
  const { plan } = await estate.plan(yaml, { store });
  const journalBornAt = firstRun ? Number.NEGATIVE_INFINITY : await store.journal.bornAt();
  return { plan, stack: estate.stack(yaml), kinds: kindsByName(), timing: defaultTiming, journalBornAt };
}

/** Returns the longest time that AWS needs for a new replica or a moved primary, which no estimate includes. */
export function replicating({ plan }: Pick<EstimateInput, 'plan'>): Duration {
  const ops = plan.steps.flatMap(({ calls }) => calls.map(({ op }) => op));
  return ops.includes('kms:ReplicateKey') || ops.includes('kms:UpdatePrimaryRegion') ? 4 * second : 0;
}

/** What an apply came to. */
export interface Measured {
  /** From the first step to the end of the last one, in milliseconds of the virtual clock. */
  readonly took: Duration;
  /** How its steps ended. */
  readonly ends: ReadonlySet<string>;
  /** IAM actions of the requests since the first step, without those that only some inputs need. */
  readonly actions: ReadonlySet<string>;
}

export async function measuredApply(
  estate: Estate,
  yaml: string,
  options: RunOptions = {},
): Promise<Measured> {
  const instants: Instant[] = [];
  const answer = await estate.apply(yaml, {
    ...options,
    approve: 'shown',
    onProgress: ({ is, at }) => {
      if (is === 'step-started' || is === 'step-ended') instants.push(at);
    },
  });
  const begun = instants[0] ?? Infinity;
  const sent = answer.requests.filter(({ at, op }) => at >= begun && !op.startsWith('sts:'));
  return {
    took: (instants.at(-1) ?? begun) - (begun === Infinity ? 0 : begun),
    ends: new Set(Object.values(endings(answer))),
    actions: new Set(sent.flatMap(({ op }) => actionsFor({ op, input: {} }))),
  };
}
