import { second, type Duration } from '../model/instant.ts';
import { ruledAs } from '../model/motive.ts';
import type { Step, StepId, Stop } from '../model/plan.ts';
import { stableText, type Tree } from '../model/tree.ts';
import { decidedSentences } from '../report/sentences/decided.ts';
import type { Approvals } from './decide/approvals.ts';
import { blocked } from './decide/gates/types.ts';
import { rulesNow, type Rules } from './decide/rules.ts';
import { gated } from './gated.ts';
import type { Looked } from './looked.ts';
import type { Ports } from './ports.ts';

/** What was read so recently is as good as read now: steps that start together ask once. */
const recent: Duration = 2 * second;

/**
 * Checks decisions before each write (authority.md §3.12). A pass may take an hour, and a pause or a tighter commit
 * holds from the next request on. Rejects where they cannot be read.
 */
export function stillReleased(
  looked: Looked,
  approvals: Approvals,
  ports: Pick<Ports, 'journal' | 'clock'>,
): (step: Step) => Promise<Stop | undefined> {
  const { daemon } = looked.rules;
  const { clock } = ports;
  let judged = { by: byPersons(looked.rules), stops: new Map<StepId, Stop>() };
  let read: { readonly at: Duration; readonly rules: Promise<Rules> } | undefined;

  async function stopsNow(): Promise<ReadonlyMap<StepId, Stop>> {
    if (read === undefined || clock.monotonic() - read.at > recent)
      read = { at: clock.monotonic(), rules: rulesNow(daemon, ports) };
    const rules = await read.rules;
    const by = byPersons(rules);
    if (by === judged.by) return judged.stops;
    const { steps } = gated({ ...looked, rules }, approvals);
    const stops = steps.flatMap(({ id, gate }) => (gate.is === 'released' ? [] : [[id, gate] as const]));
    judged = { by, stops: new Map(stops) };
    return judged.stops;
  }

  return async (step) => {
    // What narrows drift goes on as it was accepted, whatever was committed since (authority.md §2.10).
    if (daemon?.isInForce?.() === false && ruledAs(step) !== 'narrows-drift')
      return blocked('engine.frozen', decidedSentences.superseded(), 'superseded');
    return (await stopsNow()).get(step.id);
  };
}

/** Keeps the decisions of persons that stop a step; counts and uses change with every pass. */
function byPersons({ decisions, stop }: Rules): string {
  const { pauses, rejections, freeze, pin, yielded } = decisions;
  return stableText(JSON.parse(JSON.stringify({ pauses, rejections, freeze, pin, yielded, stop })) as Tree);
}
