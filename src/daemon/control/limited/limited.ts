import { mayReadWhole, type Binding } from '../../../model/binding.ts';
import type { Controller } from '../../controller.ts';
import { noDocument } from '../../preview.ts';
import { refusal, type Refusal } from '../control.ts';
import { limitedHistory } from './history.ts';
import { limitedPlan } from './plan.ts';
import { nameFor, type Sight } from './sight.ts';
import { limitedTo } from './state.ts';

/**
 * Limits a controller to what some bindings let their holder read, before anything of it is shown, counted or searched
 * (authority.md §5.24). Gives undefined where that is nothing: then the source is as if it did not exist. Whoever reads
 * the whole Stack gets the controller itself.
 */
export function limited(controller: Controller, bindings: readonly Binding[]): Controller | undefined {
  const name = nameFor(controller.state());
  if (mayReadWhole(bindings, name)) return controller;
  const reading = bindings.filter(
    ({ role, stacks }) => role !== 'planner' && (stacks?.includes(name) ?? true),
  );
  const now = (): ReturnType<typeof limitedTo> => limitedTo(reading, controller.state());
  const { state } = now();
  // Whoever is bound to a Stack by its name knows that it exists, also while it is empty.
  const isNamed = reading.some(({ stacks }) => stacks !== undefined);
  if (!isNamed && state.status.size === 0 && (state.stack?.resources.size ?? 0) === 0) return undefined;
  return {
    name: controller.name,
    get history() {
      return limitedHistory(controller.history, now().sight);
    },
    state: () => now().state,
    // It counts what waits to be looked at, of others too.
    backlog: () => ({ size: 0, due: 0 }),
    poll() {
      controller.poll();
    },
    request(what) {
      controller.request(what);
    },
    async decide(change, note) {
      await controller.decide(change, note);
      return now().state.decisions;
    },
    orderStop: (order, note) => controller.orderStop(order, note),
    // Whoever plans gets the controller itself, and the plan is limited: speculate/sight.ts.
    speculate: () => Promise.resolve(refusal('control.forbidden', 'this caller may not plan manifests')),
    async observed(address) {
      const { sight } = now();
      return sight.sees(address) ? sight.value(await controller.observed(address)) : undefined;
    },
    async preview(what, signal) {
      const { sight } = now();
      if (what.is === 'restore' && !sight.sees(what.address)) return noDocument(what.address, what.number);
      const plan = await controller.preview(what, signal);
      return 'refused' in plan ? limitedRefusal(plan, sight) : limitedPlan(plan, sight);
    },
  };
}

/** Leaves the reasons that quote no file of others. */
function limitedRefusal({ refused }: Refusal, sight: Sight): Refusal {
  const own = refused.filter(({ address, span }) =>
    address === undefined ? span === undefined : sight.sees(address),
  );
  return own.length > 0
    ? sight.value({ refused: own })
    : refusal('control.revision', 'the manifests of this revision are not valid');
}
