import { isoOf, type Instant } from '../../model/instant.ts';
import { planIdOf } from '../../model/plan-id.ts';
import { displayOf } from '../../report/display/make.ts';
import { withId } from '../../report/display/with-id.ts';
import type { Controller } from '../controller.ts';
import type { CallCounts } from '../metrics/recent-calls.ts';
import { attentionOf } from './attention/attention.ts';
import { isRefusal, refusal, type Control } from './control.ts';
import { strangers } from './deciding.ts';
import { listOf } from './list/list.ts';
import { mapOf } from './map/map.ts';
import type { DecisionName } from './operations.ts';
import { overviewOf } from './overview.ts';
import { historyOf, ownedBy, planOf, plansOf } from './reads.ts';
import { resourceOf } from './resource/resource.ts';
import type { Sources } from './sources.ts';
import { forbiddenToPlan, plannable } from './speculate/sight.ts';
import { speculation, type Speculating } from './speculate/speculate.ts';
import { statusOfState } from './status.ts';
import { createSeal, type Seal } from './timeline/seal.ts';
import { timelineOf } from './timeline/timeline.ts';

export interface ReadParts {
  readonly controllers: readonly Controller[];
  now(): Instant;
  /** Makes an id that nobody guesses. */
  newId(): string;
  /** Counts the requests of a source to AWS in the last hour; absent: there is no process that counts them. */
  readonly calls?: (source: string, now: Instant) => CallCounts;
  /** Bounds plans of sent manifests, at all doors together; absent: there is no daemon that plans any. */
  readonly speculating?: Speculating;
}

const noCalls: CallCounts = { calls: 0, throttled: 0 };

/** Makes the operations that decide nothing. */
export function createReads(
  { controllers, now, newId, calls, speculating }: ReadParts,
  { named, withOne }: Sources,
): Omit<Control, DecisionName> {
  const made: { seal?: Seal } = {};
  const seal = (): Seal => (made.seal ??= createSeal(newId() + newId()));
  return {
    async status(request, caller) {
      const found = named(request, caller);
      if (isRefusal(found)) return found;
      return (
        strangers(found, request.addresses) ?? {
          items: found.map(({ state }) => statusOfState(state(), request.addresses ?? [], now())),
        }
      );
    },
    async get(request, caller) {
      const found = named(request, caller);
      if (isRefusal(found)) return found;
      const strange = strangers(found, request.addresses);
      return (
        strange ?? { at: isoOf(now()), items: found.flatMap(({ state }) => ownedBy(state(), request, now())) }
      );
    },
    async overview(request, caller) {
      const found = named(request, caller);
      if (isRefusal(found)) return found;
      const at = now();
      return {
        version: found[0]?.state().under.version ?? '',
        at: isoOf(at),
        items: found.map((one) => {
          // They are counted for the source as a whole.
          const counts = controllers.includes(one) ? calls?.(one.name, at) : undefined;
          return overviewOf(one.state(), counts ?? noCalls, at);
        }),
      };
    },
    async attention(request, caller) {
      const found = named(request, caller);
      return isRefusal(found) ? found : attentionOf(found, caller, now());
    },
    async map(request, caller) {
      const found = named(request, caller);
      if (isRefusal(found)) return found;
      const strange = request.around === undefined ? undefined : strangers(found, [request.around]);
      if (strange !== undefined) return strange;
      const states = found.map(({ state }) => state());
      return mapOf(states, request, now());
    },
    async list(request, caller) {
      const found = named(request, caller);
      return isRefusal(found) ? found : listOf(found, request, now());
    },
    async timeline(request, caller) {
      const found = named(request, caller);
      return isRefusal(found) ? found : timelineOf(found, request, { now: now(), seal: seal() });
    },
    async plans(request, caller) {
      const found = named(request, caller);
      if (isRefusal(found)) return found;
      const rows = await Promise.all(found.map((one) => plansOf(one, request.limit)));
      return { at: isoOf(now()), items: rows.flat() };
    },
    async resource(request, caller) {
      const found = named(request, caller);
      if (isRefusal(found)) return found;
      const strange = strangers(found, [request.address]);
      if (strange !== undefined) return strange;
      const [own, ...others] = found.filter((one) => strangers([one], [request.address]) === undefined);
      const only = own === undefined || others.length > 0 ? request : { source: own.name };
      return withOne(only, caller, async (controller) => {
        const asked = { address: request.address, caller, namesSource: found.length > 1, now: now() };
        const page = await resourceOf(controller, asked);
        return page ?? refusal('control.missing', `${request.address} has not been read yet`);
      });
    },
    plan: (request, caller) =>
      withOne(request, caller, async (controller) => {
        const found = await planOf(controller, request.id);
        return found ?? refusal('control.missing', noPlan(request.id));
      }),
    history: (request, caller) =>
      withOne(request, caller, (controller) =>
        historyOf(controller, request.address, { limit: request.limit, now: now() }),
      ),
    preview: (request, caller) =>
      withOne(request, caller, async (controller) => {
        const plan = await controller.preview(request.of, caller.signal);
        return isRefusal(plan) ? plan : withId(displayOf(plan), planIdOf(plan));
      }),
    speculate: async (request, caller) =>
      forbiddenToPlan(caller) ??
      withOne(
        request,
        caller,
        async (controller) =>
          speculating === undefined
            ? refusal('control.needs-daemon', 'a plan without AWS credentials needs a running daemon')
            : speculation(request, controller, caller, speculating),
        plannable,
      ),
  };
}

function noPlan(id: string | undefined): string {
  return id === undefined ? 'there is no plan yet' : `there is no plan ${id}`;
}
