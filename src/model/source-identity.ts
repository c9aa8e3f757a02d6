/** Who decided a write where nobody had to approve it. */
const byRule = 'keywright';

/**
 * Gives what CloudTrail shows as the source identity of a write: the plan and who approved it. STS takes 2 to 64 letters,
 * digits and `=,.@_-` (API Reference, AssumeRole).
 */
export function sourceIdentity(plan: string, approvers: readonly string[]): string {
  const who = approvers.length === 0 ? byRule : approvers.join(',');
  return `${plan}.${who}`.replaceAll(/[^\w=,.@-]+/gu, '-').slice(0, 64);
}
