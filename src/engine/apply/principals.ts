import { applySentences } from '../../report/sentences/apply.ts';
import type { AwsFailure, Call } from '../../model/call.ts';
import type { Ports } from '../ports.ts';
import { restUntil } from '../waiting/rest.ts';

/** What was found out about a refusal that may be because of a principal. */
export interface Findings {
  /** Whether there is a reason to try again; `unknown`: nothing was found out. */
  readonly wait: { readonly is: 'no' | 'unknown' } | { readonly is: 'yes'; readonly why: string };
  /** What a person reads besides AWS's message. */
  readonly because?: string;
}

const nothing: Findings = { wait: { is: 'unknown' } };

/**
 * Asks after the roles that a refused document names. AWS says of a principal that is not there and of one it does
 * not know yet the same. One that is not there is no reason to wait, and one that is young is. If all are there and
 * old, the document itself is at fault.
 */
export async function findingsOn(
  failure: AwsFailure,
  call: Call,
  { named, ...ports }: Pick<Ports, 'named' | 'aws' | 'clock' | 'signal' | 'deadline' | 'timing'>,
): Promise<Findings> {
  if (failure.code !== 'aws.malformed-policy' && failure.name !== 'InvalidArnException') return nothing;
  let found = await named?.(call, ports.aws);
  if (named !== undefined && found !== undefined && found.missing.length > 0) {
    // IAM's own answers may be some seconds old: what is missing is asked after twice.
    const again = await restUntil(ports.clock.now() + ports.timing.secondLook, ports);
    found = again
      ? await named(call, ports.aws)
      : { ...found, unknown: [...found.unknown, ...found.missing], missing: [] };
  }
  if (found === undefined) return nothing;
  const { missing, young, unknown, known } = found;
  if (missing.length > 0)
    return { wait: { is: 'no' }, because: applySentences.missingPrincipals({ arns: missing }) };
  if (young.length > 0) {
    const why = applySentences.youngPrincipals({ young });
    return { wait: { is: 'yes', why }, because: why };
  }
  if (unknown.length > 0)
    return { wait: { is: 'unknown' }, because: applySentences.unknownPrincipals({ arns: unknown }) };
  if (known.length > 0) return { wait: { is: 'no' }, because: applySentences.knownPrincipals() };
  return { wait: { is: 'no' } };
}
