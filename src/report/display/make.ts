import type { Address } from '../../model/address.ts';
import type { Change } from '../../model/change.ts';
import type { Estimate } from '../../model/estimate.ts';
import { isoOf } from '../../model/instant.ts';
import type { Outcome } from '../../model/outcome.ts';
import type { Plan, ResourcePlan, SavedNote, Step, StepId } from '../../model/plan.ts';
import { byCodeUnit } from '../../model/tree.ts';
import { severalHelp } from '../help/several.ts';
import { countsOf } from './counts.ts';
import type { Display, Notice, Quiet, Section, StepView } from './display.ts';
import { heldSteps } from './held.ts';
import { diagnosticView } from './diagnostic.ts';
import { outcomeView } from './outcome.ts';
import { declaredBeside } from './declared.ts';
import { byPath, driftLines, lineOf, pendingChanges } from './lines.ts';
import { lastRank, rankOf, riskyOf } from './risky.ts';
import { orphanOf } from './orphan.ts';
import { outsideOf } from './scope.ts';
import { standingOf, symbolOf, verbOf } from './verb.ts';

/** Shows the plan as every renderer needs it; with outcomes, each step also says how it ended. */
export function displayOf(
  plan: Plan,
  outcomes: ReadonlyMap<StepId, Outcome> = new Map(),
  estimate?: Estimate,
): Display {
  const view = stepViews(plan, outcomes);
  const stepsOf = Map.groupBy(plan.steps, (step) => step.address);
  const outside = outsideOf(plan);
  const within = plan.resources.filter(({ address }) => !outside.has(address));
  const risky = riskyOf(plan, outside);
  const sections = byDanger(
    within.flatMap((resource) => sectionOf(resource, stepsOf.get(resource.address) ?? [], view)),
    risky,
  );
  const help = severalHelp(
    within.flatMap(({ unreadable, failure }) => [
      ...unreadable.map((one) => one.failure),
      ...(failure === undefined ? [] : [failure]),
    ]),
  );
  const found = within.flatMap(({ address, ids, foundByTags }) =>
    foundByTags === undefined ? [] : [{ address, ids, ...foundByTags }],
  );
  const told = new Set(sections.map((section) => section.address));
  const settling = within.filter(({ sync }) => sync === 'Settling').map(({ address }) => address);
  return {
    stack: plan.stack,
    uid: plan.uid,
    ...(plan.commit === undefined ? {} : { commit: plan.commit }),
    at: isoOf(plan.at),
    scope: plan.scope,
    counts: countsOf(plan, { sections, settling }),
    ...(plan.stackChange === undefined ? {} : { stackChange: plan.stackChange }),
    risky,
    ...(estimate === undefined ? {} : { estimate }),
    drift: plan.resources
      .map((resource) => ({ address: resource.address, lines: driftLines(resource) }))
      .filter((section) => section.lines.length > 0),
    ...(found.length === 0 ? {} : { foundByTags: found }),
    sections,
    deferred: plan.resources.flatMap(deferredOf),
    ignored: plan.resources.flatMap(({ address, ignored }) => ignored.map((one) => ({ address, ...one }))),
    notices: [
      ...within.flatMap(foreignOf),
      ...within.filter(({ address }) => !told.has(address)).flatMap(noticesOf),
    ],
    settling,
    outside: [...outside].sort(byCodeUnit),
    orphans: plan.orphans.map(orphanOf),
    diagnostics: plan.diagnostics.map(diagnosticView),
    ...(help.length === 0 ? {} : { help }),
    ...(plan.saved === undefined ? {} : { saved: savedOf(plan.saved) }),
  };
}

/** Puts the most dangerous first, and keeps those of the same danger in the order of addresses. */
function byDanger(sections: readonly Section[], risky: Display['risky']): readonly Section[] {
  const ranks = new Map<Address, number>();
  for (const one of risky) ranks.set(one.address, Math.min(rankOf(one), ranks.get(one.address) ?? lastRank));
  const rank = ({ address }: Section): number => ranks.get(address) ?? lastRank;
  return sections.toSorted((a, b) => rank(a) - rank(b));
}

function savedOf({ madeAt, expiresAt, already }: SavedNote): NonNullable<Display['saved']> {
  return { madeAt: isoOf(madeAt), expiresAt: isoOf(expiresAt), already };
}

function deferredOf({ address, deferred, changes }: ResourcePlan): readonly Quiet[] {
  return deferred.map(({ path, reason, why }) => {
    const change = changes.find((one) => one.path === path);
    return {
      address,
      path,
      reason,
      why,
      ...(change?.before === undefined ? {} : { before: change.before }),
      ...(change?.after === undefined ? {} : { after: change.after }),
    };
  });
}

/** Lists access that somebody else gave, and that the review does not show: a service of AWS made it for its use. */
function foreignOf({ address, foreign = [], opened = [] }: ResourcePlan): readonly Notice[] {
  if (opened === 'unread') return foreign.map((message) => ({ address, message }));
  return foreign
    .filter((message) => !opened.includes(message))
    .map((message) => ({ address, message: `gives access that no manifest declares: ${message}` }));
}

function ownNotes({ notes, foreign = [] }: ResourcePlan): readonly string[] {
  return notes.filter((note) => !foreign.includes(note));
}

function noticesOf(resource: ResourcePlan): readonly Notice[] {
  const { address, health, sync, why } = resource;
  const told = why === undefined ? '' : `: ${why}`;
  return [
    // Progressing without a reason is the ordinary life of what is gone or still to come.
    ...(health === 'Healthy' || (health === 'Progressing' && why === undefined)
      ? []
      : [{ address, message: `is ${health.toLowerCase()}${told}` }]),
    ...(sync === 'Settling'
      ? [{ address, message: 'is settling: the last write has not propagated yet' }]
      : []),
    ...ownNotes(resource).map((message) => ({ address, message })),
  ];
}

function sectionOf(
  resource: ResourcePlan,
  steps: readonly Step[],
  view: (step: Step) => StepView,
): readonly Section[] {
  const verb = verbOf(resource, steps);
  if (verb === undefined) return [];
  const views = steps.map(view);
  const { address, kind, place, ids, source, sync, health, reason, why, blocked } = resource;
  return [
    {
      address,
      kind,
      place,
      ids,
      ...(source === undefined ? {} : { source }),
      symbol: symbolOf(verb),
      verb,
      standing: standingOf(views),
      sync,
      health,
      ...(reason === undefined ? {} : { reason }),
      ...(why === undefined ? {} : { why }),
      lines: sectionChanges(resource, steps).map(lineOf),
      unchanged: resource.unchanged ?? [],
      steps: views,
      ...(blocked === undefined ? {} : { blocked }),
      unreadable: resource.unreadable.map(({ facet, failure }) => ({
        facet,
        op: failure.op,
        name: failure.name,
        message: failure.message,
        code: failure.code,
      })),
      notes: ownNotes(resource),
    },
  ];
}

/**
 * Lists the changes of a section. Counts the whole manifest of what is created, also where it says what AWS would do
 * anyway.
 */
function sectionChanges(resource: ResourcePlan, steps: readonly Step[]): readonly Change[] {
  const pending = pendingChanges(resource, steps);
  if (resource.spec === undefined) return pending;
  const told = [...pending, ...resource.deferred, ...resource.ignored].map(({ path }) => path);
  return [...pending, ...declaredBeside(resource.spec, told)].sort(byPath);
}

function stepViews(plan: Plan, outcomes: ReadonlyMap<StepId, Outcome>): (step: Step) => StepView {
  const held = heldSteps(plan.steps);
  const addressOfStep = new Map(plan.steps.map((step) => [step.id, step.address]));
  const turns = new Map(plan.steps.map(({ id }, index) => [id, index + 1]));
  return (step) => {
    const heldBy = held.get(step.id);
    const outcome = outcomes.get(step.id);
    return {
      id: step.id,
      name: step.name,
      half: step.half,
      action: step.action,
      calls: step.calls,
      gate: step.gate,
      turn: turns.get(step.id) ?? plan.steps.length,
      ...(heldBy === undefined ? {} : { heldBy }),
      after: othersOf(step, addressOfStep),
      risks: step.risks.map(({ class: of, message, path }) => ({
        class: of,
        message,
        ...(path === undefined ? {} : { path }),
      })),
      ...(step.repair === undefined ? {} : { repair: step.repair }),
      ...(outcome === undefined ? {} : { outcome: outcomeView(outcome) }),
    };
  };
}

function othersOf(step: Step, addressOfStep: ReadonlyMap<StepId, Address>): readonly Address[] {
  const others = step.after.map((id) => addressOfStep.get(id));
  return [...new Set(others)]
    .filter((address): address is Address => address !== undefined && address !== step.address)
    .sort(byCodeUnit);
}
