import { baselineOf } from './authority/baseline.ts';
import { judgedStack } from './authority/judged.ts';
import { standsOnOf } from './authority/stands-on.ts';
import { rulesNow } from './decide/rules.ts';
import { lookOnce } from './look-once.ts';
import type { Looked, LookRequest } from './looked.ts';
import { vanishedIn } from './observe/vanished.ts';
import type { Ports } from './ports.ts';
import { restUntil } from './waiting/rest.ts';

/** Looks and plans; what seems to have drifted is read once more some seconds later before it counts. */
export async function look(given: LookRequest, ports: Ports): Promise<Looked> {
  const baseline = given.baseline ?? (await baselineOf(given.stack, ports));
  const standsOn = given.standsOn ?? (await standsOnOf(given, ports));
  const rules = given.rules ?? (await rulesNow(given.daemon, ports));
  const request = {
    ...given,
    rules,
    baseline,
    standsOn,
    declared: given.stack,
    stack: judgedStack(baseline, given.stack),
  };
  const start = ports.clock.now();
  const first = await lookOnce(request, ports, start);
  const drifted = first.plan.resources.filter(({ sync }) => sync === 'Drifted').map(({ address }) => address);
  const vanished = vanishedIn(first);
  if (drifted.length + vanished.length === 0) return first;
  const pause = vanished.length === 0 ? ports.timing.secondLook : ports.timing.vanishedLook;
  // A part of looking, which no --timeout shortens: one read alone would call an old answer drift.
  await restUntil(ports.clock.now() + pause, { clock: ports.clock, signal: ports.signal });
  if (ports.signal.aborted) return first;
  return lookOnce(request, ports, start, {
    addresses: new Set([...drifted, ...vanished]),
    since: ports.clock.now(),
    vanished: new Set(vanished),
  });
}
