import { checkStack } from '../../checks/index.ts';
import { kindsDigest } from '../../kinds/digest.ts';
import { kinds } from '../../kinds/index.ts';
import { recheckStack } from '../../manifest/recheck-stack.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { ErrorCode } from '../../model/errors/index.ts';
import { isoOf } from '../../model/instant.ts';
import type { Against, SavedPlan } from '../../model/saved-plan.ts';
import type { Io } from '../io.ts';
import type { Options } from '../options.ts';

/** Tells where a run finds AWS. */
export function againstOf({ sandbox, endpoint }: Options, { environment }: Pick<Io, 'environment'>): Against {
  if (sandbox !== undefined) return 'sandbox';
  const named = Object.entries(environment.variables).some(
    ([name, value]) => name.startsWith('AWS_ENDPOINT_URL') && (value ?? '') !== '',
  );
  return endpoint !== undefined || named ? 'endpoint' : 'aws';
}

/** Explains why a saved plan may not be applied by this run; nothing if it may. */
export function refusalsOf(
  saved: SavedPlan,
  options: Options,
  io: Pick<Io, 'clock' | 'environment'>,
): readonly Diagnostic[] {
  const { plan, stack, expiresAt, madeBy, against } = saved;
  const here = againstOf(options, io);
  if (options.target.length + options.exclude.length > 0)
    return [refusal('plan.not-alone', '--target and --exclude cannot be combined with a saved plan')];
  if (options.commit !== undefined && options.commit !== plan.commit) {
    const of = plan.commit === undefined ? 'without --commit' : `from commit ${plan.commit}`;
    return [refusal('plan.other-commit', `this plan was made ${of}, but --commit is ${options.commit}`)];
  }
  if (madeBy.kinds !== kindsDigest())
    return [
      refusal('plan.other-kinds', `Keywright ${madeBy.version} made this plan and manages other fields`),
    ];
  if (io.clock.now() >= expiresAt)
    return [refusal('plan.expired', `this plan expired at ${isoOf(expiresAt)}`)];
  if (against !== here)
    return [refusal('plan.elsewhere', `this plan was made ${words[against]}, not ${words[here]}`)];
  const found = [...recheckStack(stack, kinds), ...checkStack(stack)];
  return found.filter(({ severity }) => severity === 'error');
}

const words: Readonly<Record<Against, string>> = {
  aws: 'against AWS itself',
  endpoint: 'against a custom endpoint',
  sandbox: 'against the embedded AWS',
};

function refusal(code: ErrorCode, message: string): Diagnostic {
  return { severity: 'error', code, message };
}
