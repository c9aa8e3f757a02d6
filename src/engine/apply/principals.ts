import type { AwsFailure, Call } from '../../model/call.ts';
import { second } from '../../model/instant.ts';
import type { NamedPrincipals } from '../../model/principals.ts';
import type { Ports } from '../ports.ts';
import { restUntil } from '../waiting/rest.ts';

/** What was found out about a refusal that may be because of a principal. */
export interface Findings {
  /** Whether there is a reason to try again; `unknown`: nothing was found out. */
  readonly wait: { readonly is: 'no' | 'unknown' } | { readonly is: 'yes'; readonly why: string };
  /** What a person is told besides AWS's message. */
  readonly because?: string;
}

const nothing: Findings = { wait: { is: 'unknown' } };

/**
 * AWS says of a principal that is not there and of one it does not know yet the same. So the roles are asked
 * after: one that is not there is no reason to wait, one that is young is, and if all are there and old, the
 * document itself is at fault.
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
  if (missing.length > 0) return { wait: { is: 'no' }, because: missingText(missing) };
  if (young.length > 0) return { wait: { is: 'yes', why: youngText(young) }, because: youngText(young) };
  if (unknown.length > 0)
    return {
      wait: { is: 'unknown' },
      because: `it names ${unknown.join(', ')}, which could not be asked after: one that does not exist is refused so`,
    };
  if (known.length > 0)
    return { wait: { is: 'no' }, because: 'all roles it names exist, so its other parts are at fault' };
  return { wait: { is: 'no' } };
}

function missingText(missing: readonly string[]): string {
  return missing.length === 1
    ? `the principal ${missing.join()} does not exist: correct its name, or make it first`
    : `these principals do not exist: ${missing.join(', ')}; correct their names, or make them first`;
}

function youngText(young: NamedPrincipals['young']): string {
  const names = young.map(
    ({ arn, age }) => `${arn} (made ${String(Math.max(0, Math.round(age / second)))} s ago)`,
  );
  return `${names.join(', ')} may be too young for this service to know`;
}
