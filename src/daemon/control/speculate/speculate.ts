import { isoOf, minute, type Duration } from '../../../model/instant.ts';
import { displayOf } from '../../../report/display/make.ts';
import { exitCodeOf } from '../../../report/exit.ts';
import { firstPathsOf } from '../../../report/sarif/places.ts';
import type { Clock } from '../../../model/clock.ts';
import type { Plan } from '../../../model/plan.ts';
import type { Controller, Speculated } from '../../controller.ts';
import { notRead } from '../../not-read.ts';
import { isRefusal, type Caller, type Refusal } from '../control.ts';
import type { AnswerOf, RequestOf } from '../operations.ts';
import { plannedFor } from './sight.ts';
import type { Bounds } from './bounds.ts';

const longest: Duration = 2 * minute;

export interface Speculating {
  readonly bounds: Bounds;
  readonly clock: Pick<Clock, 'sleep'>;
}

/** Makes the plan of sent manifests for a caller. The plan has no id, so nothing can approve it. */
export async function speculation(
  { files, commit }: RequestOf<'speculate'>,
  controller: Controller,
  { person, bindings, signal }: Caller,
  { bounds, clock }: Speculating,
): Promise<AnswerOf<'speculate'> | Refusal> {
  const state = controller.state();
  const place = bounds.enter(person.id);
  if (isRefusal(place)) return place;
  const late = new AbortController();
  const done = new AbortController();
  void clock.sleep(longest, done.signal).then(() => {
    if (!done.signal.aborted) late.abort();
  });
  try {
    const speculated = await controller.speculate(
      {
        files,
        ...(commit === undefined ? {} : { commit }),
        mayAsk(call) {
          const why = bounds.read(person.id);
          return why === undefined ? undefined : notRead(call, why);
        },
      },
      AbortSignal.any([signal, late.signal]),
    );
    if (!isRefusal(speculated)) return answerOf(speculated, plannedFor(bindings, speculated, state));
    const isOfManifests = speculated.refused.some(({ span }) => span !== undefined);
    return isOfManifests ? { exitCode: 1, diagnostics: speculated.refused } : speculated;
  } finally {
    done.abort();
    place.leave();
  }
}

function answerOf({ plan: whole, estimate, recalled }: Speculated, plan: Plan): AnswerOf<'speculate'> {
  const { oldest, ...counts } = recalled;
  return {
    exitCode: exitCodeOf(plan),
    diagnostics: [],
    // It counts what is not seen.
    plan: displayOf(plan, undefined, plan === whole ? estimate : undefined),
    paths: Object.fromEntries(firstPathsOf(plan)),
    observed: { ...(oldest === undefined ? {} : { oldest: isoOf(oldest) }), ...counts },
  };
}
