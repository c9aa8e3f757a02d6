import type { Finding, Overview } from '../../server/types.ts';

type Source = Overview['items'][number];
type Approval = NonNullable<Source['inEffect']>['approvals'][number];

/** Finds the approval of a finding whose steps are all approved and have not run yet; of several the last one. */
export function approvalOf(
  { source, actions }: Pick<Finding, 'source' | 'actions'>,
  sources: readonly Source[],
): Approval | undefined {
  const steps = actions.find(({ is }) => is === 'approve')?.steps ?? [];
  const approvals = sources.find((one) => one.source === source)?.inEffect?.approvals ?? [];
  const found = steps.map((step) => approvals.findLast((approval) => approval.step === step));
  return found.includes(undefined)
    ? undefined
    : found.reduce(
        (last, one) => (last === undefined || (one !== undefined && one.at > last.at) ? one : last),
        undefined,
      );
}
