import type { Address } from '../../../model/address.ts';
import { derived } from '../../../model/derived.ts';
import { isoOf, type Instant } from '../../../model/instant.ts';
import type { Plan } from '../../../model/plan.ts';
import { planIdOf } from '../../../model/plan-id.ts';
import type { Resource } from '../../../model/resource.ts';
import { byCodeUnit } from '../../../model/tree.ts';
import { stepsOf } from '../../../engine/record/sight.ts';
import { pendingChanges } from '../../../report/display/lines.ts';
import { displayOf } from '../../../report/display/make.ts';
import { withFirstSeen } from '../../../report/display/first-seen.ts';
import type { Controller, ControllerState } from '../../controller.ts';
import { findingsAbout } from '../attention/attention.ts';
import type { Caller } from '../control.ts';
import { listedIn, rowOf, type Listed } from '../list/row.ts';
import type { AnswerOf } from '../operations.ts';
import { historyOf, stackName } from '../reads.ts';
import { referrersOf } from '../references.ts';
import { heldTo } from '../status.ts';
import { policiesOf } from './policies.ts';

type Page = AnswerOf<'resource'>;

interface Asked {
  readonly address: Address;
  readonly caller: Pick<Caller, 'person' | 'bindings'>;
  readonly namesSource: boolean;
  readonly now: Instant;
}

/** Shows everything that is known of one resource; undefined where no look has judged it yet. */
export async function resourceOf(controller: Controller, asked: Asked): Promise<Page | undefined> {
  const { address, now } = asked;
  const state = controller.state();
  const listed = listedIn(state, now).find(({ record }) => record.address === address);
  if (listed === undefined) return undefined;
  const [{ episodes, events, applied }, observed] = await Promise.all([
    historyOf(controller, address, { now }),
    controller.observed(address),
  ]);
  return {
    at: isoOf(now),
    stack: stackName(state),
    row: rowOf(listed),
    ...verdictOf(listed, state),
    findings: findingsAbout(address, { ...asked, state }),
    ...planned(address, state),
    ...manifestOf(address, state),
    ...(observed === undefined ? {} : { observed }),
    episodes,
    events: events.map(({ seq: _, ...event }) => event),
    applied,
  };
}

type Verdict = 'ids' | 'exists' | 'why' | 'hold' | 'deletesAt' | 'fullAt' | 'fastAt' | 'notes' | 'labels';

function verdictOf({ record }: Listed, { plan }: ControllerState): Pick<Page, Verdict> {
  const { address, labels, deletesAt, fullAt, fastAt } = record;
  const { ids, exists, why, hold, notes } = heldTo(
    record,
    plan?.resources.find((one) => one.address === address),
  );
  return {
    ids,
    exists,
    ...(why === undefined ? {} : { why }),
    ...(hold === undefined ? {} : { hold }),
    ...(deletesAt === undefined ? {} : { deletesAt: isoOf(deletesAt) }),
    labels,
    ...(fullAt === undefined ? {} : { fullAt: isoOf(fullAt) }),
    ...(fastAt === undefined ? {} : { fastAt: isoOf(fastAt) }),
    notes,
  };
}

/** Shows the plan once for each plan: its sections name what other steps hold them back. */
const shown = derived((plan: Plan) => displayOf(plan));

/** Shows what differs, and what the current plan does about it. */
function planned(
  address: Address,
  { plan, stack, open }: ControllerState,
): Pick<Page, 'differences' | 'policies' | 'section' | 'planId'> {
  const seen = plan?.resources.find((one) => one.address === address);
  if (plan === undefined || seen === undefined) return { differences: [], policies: [] };
  const differences = pendingChanges(seen, stepsOf(address, { plan }));
  const display = shown(plan);
  const own = { ...display, sections: display.sections.filter((one) => one.address === address) };
  const section = withFirstSeen(own, open).sections[0];
  return {
    differences,
    policies: policiesOf(differences, stack?.resources.get(address)?.spec),
    ...(section === undefined ? {} : { section, planId: planIdOf(plan) }),
  };
}

/** A longer one is read in its file. */
const longestDocument = 100_000;

function documentOf({ text }: Resource): { readonly document?: string } {
  const document = text?.();
  return document === undefined || document.length > longestDocument ? {} : { document };
}

function manifestOf(
  address: Address,
  { stack, inForce }: ControllerState,
): Pick<Page, 'references' | 'referencedBy' | 'manifest'> {
  const resource = stack?.resources.get(address);
  const references = new Set(resource?.references.map(({ to }) => to).filter((to) => to !== address));
  const commit = inForce?.commit?.id;
  return {
    references: [...references].toSorted(byCodeUnit),
    referencedBy: referrersOf(address, stack),
    ...(resource === undefined
      ? {}
      : {
          manifest: {
            file: resource.span.file,
            line: resource.span.line,
            ...(commit === undefined ? {} : { commit }),
            ...documentOf(resource),
          },
        }),
  };
}
