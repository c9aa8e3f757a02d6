import { isRefusal } from '../../daemon/control/control.ts';
import type { OperationName, RequestOf } from '../../daemon/control/operations.ts';
import type { DecisionDisplay } from '../../report/human/decision.ts';
import type { Address } from '../../model/address.ts';
import { asking } from '../control/asker.ts';
import type { AskingRequest } from '../control/ports.ts';
import { showDecision } from '../control/show.ts';
import { wordsOf } from '../control/words.ts';
import type { Io } from '../io.ts';
import type { Invocation } from '../options.ts';
import { refused, type Refused } from '../refused.ts';

/** The operations that answer with what was decided. */
type Deciding = {
  [Name in OperationName]: RequestOf<Name> extends { readonly of: unknown }
    ? never
    : Name extends 'status' | 'get' | 'plans' | 'plan' | 'history'
      ? never
      : Name;
}[OperationName];

type Ended = Promise<number | Refused>;

/** Decides one thing and shows it with all that is in effect. Exit: 0 decided, 1 not. */
async function decided<Name extends Deciding>(
  name: Name,
  request: RequestOf<Name>,
  where: Pick<AskingRequest, 'invocation' | 'io' | 'version' | 'paths' | 'without'>,
): Ended {
  const { invocation, io } = where;
  const { source } = invocation.options;
  return asking({ ...where, decides: true }, async (asker) => {
    const asked = source === undefined ? request : { ...request, source };
    const answer: object = await asker.ask(name, asked, new AbortController().signal);
    if (isRefusal(answer)) return { is: 'refused', diagnostics: answer.refused };
    showDecision(answer as DecisionDisplay, invocation, io);
    return 0;
  });
}

function named(addresses: readonly Address[]): { readonly addresses?: Address[] } {
  return addresses.length === 0 ? {} : { addresses: [...addresses] };
}

/** Writes nothing to a Stack, or to resources of it, until an end. */
export async function pause(invocation: Invocation, io: Io, version: string): Ended {
  const { options, args } = invocation;
  const { addresses, paths } = await wordsOf(args, io);
  const bounded = { forMs: options.for ?? 0, why: options.reason ?? '' };
  if (!options.freeze)
    return decided(
      'pause',
      { ...named(addresses), ...bounded },
      { invocation, io, version, paths, without: addresses.length === 0 ? 'journal' : 'look' },
    );
  if (addresses.length > 0)
    return refused(
      'cli.usage',
      'a freeze applies to the whole Stack',
      'omit the addresses, or omit --freeze',
    );
  return decided('freeze', bounded, { invocation, io, version, paths, without: 'journal' });
}

/** Ends pauses; without an address also a freeze and a lent lease. With --brake, releases the brake. */
export async function resume(invocation: Invocation, io: Io, version: string): Ended {
  const { options, args } = invocation;
  const { addresses, paths } = await wordsOf(args, io);
  const where = { invocation, io, version, paths, without: 'journal' } as const;
  if (!options.brake) return decided('resume', named(addresses), where);
  if (options.for === undefined || options.reason === undefined)
    return refused(
      'cli.usage',
      '--brake needs --for and --reason',
      'e.g. --for 30m --reason "the import is ours"',
    );
  return decided('release', { forMs: options.for, why: options.reason }, where);
}

/** Looks at once; without an address it also ends a rollback. */
export async function sync(invocation: Invocation, io: Io, version: string): Ended {
  const { addresses, paths } = await wordsOf(invocation.args, io);
  if (paths.length > 0) return refused('cli.address', `${paths.join(', ')} is not an address`);
  return decided('sync', named(addresses), { invocation, io, version, paths, without: 'daemon' });
}

/** Lends the lease to a command line. */
export function yieldLease(invocation: Invocation, io: Io, version: string): Ended {
  const { options, args } = invocation;
  return decided(
    'yield',
    { to: options.to ?? '', forMs: options.for ?? 0, why: options.reason ?? '' },
    { invocation, io, version, paths: args, without: 'journal' },
  );
}

/** Orders every replica to write nothing. */
export function stop(invocation: Invocation, io: Io, version: string): Ended {
  const { options, args } = invocation;
  return decided(
    'stop',
    { why: options.reason ?? '' },
    { invocation, io, version, paths: args, without: 'journal' },
  );
}

/** Takes back the order to stop. */
export function start(invocation: Invocation, io: Io, version: string): Ended {
  return decided('start', {}, { invocation, io, version, paths: invocation.args, without: 'journal' });
}

/** Sends no notifications until an end, or ends that. */
export async function silence(invocation: Invocation, io: Io, version: string): Ended {
  const { options, args } = invocation;
  const { addresses, paths } = await wordsOf(args, io);
  const where = {
    invocation,
    io,
    version,
    paths,
    without: addresses.length === 0 ? 'journal' : 'look',
  } as const;
  if (options.end !== undefined) return decided('unsilence', { id: options.end }, where);
  if (options.for === undefined || options.reason === undefined)
    return refused('cli.usage', 'a silence needs --for and --reason', 'e.g. --for 2h --reason "known"');
  const labels = options.label.length === 0 ? {} : { labels: Object.fromEntries(options.label) };
  return decided(
    'silence',
    { ...named(addresses), ...labels, forMs: options.for, why: options.reason },
    where,
  );
}
