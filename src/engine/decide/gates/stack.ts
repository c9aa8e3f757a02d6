import { isWithin, type Path } from '../../../model/path.ts';
import { motiveOf } from '../../../model/motive.ts';
import type { Step } from '../../../model/plan.ts';
import { accepts } from '../../authority/accepts.ts';
import { isAcceptedAccount } from '../../authority/judged.ts';
import { loosenedFor } from '../../authority/findings.ts';
import { quietedBy, waitsFor } from '../../authority/metadata-fields.ts';
import { gateSentences } from '../../../report/sentences/gates.ts';
import { blocked, type DecideContext, type StepGate } from './types.ts';

/**
 * Stops what only a Stack allows that nobody accepted, and what follows from the loss of many manifests. What narrows
 * drift never waits for that.
 */
export const stackGate: StepGate = (step, context) => {
  if (motiveOf(step) === 'narrows-drift') return undefined;
  const { dropped, stackApproved } = context;
  if (dropped.has(step.address)) {
    const why = gateSentences.manifestsLost({ count: dropped.size });
    return { is: 'approval', classes: ['shrink'], reason: 'waits-for-approval', why };
  }
  if (accepts(stackApproved)) return undefined;
  const stacks = byStack(step, context);
  if (stacks !== undefined)
    return blocked(
      'engine.waits-for-stack',
      gateSentences.stackWaits({ what: stacks, inDaemon: context.rules?.daemon !== undefined }),
    );
  const why = byMetadata(step, context);
  return why === undefined
    ? undefined
    : { is: 'approval', classes: ['loosen'], reason: 'waits-for-approval', why };
};

function byStack({ address, place }: Step, { stack, onlyLoosened }: DecideContext): string | undefined {
  if (isAcceptedAccount(stack.settings, place.account)) return onlyLoosened.get(address);
  return gateSentences.unacceptedAccount(place);
}

function byMetadata(step: Step, { stack, loosened }: DecideContext): string | undefined {
  const partOf = stack.resources.get(step.address)?.metadata.partOf;
  const field = loosenedFor(step.address, partOf, loosened).find((found) => {
    const held = waitsFor(found.path);
    return held === 'all' || (held === 'within' && touches(step, quietedBy(found)));
  });
  return field === undefined ? undefined : gateSentences.loosened({ address: step.address, ...field });
}

/**
 * Returns true if a step changes one of the paths. A document is one value: a step that changes it changes every path
 * in it.
 */
function touches({ changes }: Step, ignored: readonly Path[]): boolean {
  return changes.some(({ path }) => ignored.some((one) => isWithin(path, one) || isWithin(one, path)));
}
