import type { Address } from '../../../model/address.ts';
import type { Event, History, Page, PlanRecord } from '../../../model/history.ts';
import { planIdOf } from '../../../model/plan-id.ts';
import { isList, isMap } from '../../../model/tree.ts';
import { limitedPlan } from './plan.ts';
import type { Sight } from './sight.ts';

/** How many lines are read at once while a page is filled. */
const chunk = 500;

/** So many lines are looked through for one page: a page of somebody who sees next to nothing may be short. */
const mostRead = 50_000;

/** How many earlier plans are looked through. */
const mostPlans = 200;

/** Limits a history to what a sight sees. It cannot be written to. */
export function limitedHistory(history: History, sight: Sight): History {
  const { sees } = sight;

  return {
    number: () => history.number(),
    status: async () =>
      new Map(
        [...(await history.status())]
          .filter(([address]) => sees(address))
          .map(([address, record]) => [address, sight.value(record)]),
      ),
    async episodes(filter, page) {
      if (filter.address !== undefined && !sees(filter.address)) return [];
      return filled(
        page,
        (next) => history.episodes(filter, next),
        (episode) => (sees(episode.address) ? sight.value(episode) : undefined),
        ({ id }) => id,
      );
    },
    async events(filter, page) {
      if (filter.address !== undefined && !sees(filter.address)) return [];
      return filled(
        page,
        (next) => history.events(filter, next),
        (event) => limitedEvent(event, sight),
        ({ seq }) => String(seq),
      );
    },
    async plan(id) {
      return (await plansSeen(history, sight)).find((record) => record.id === id);
    },
    async plans({ limit, before }) {
      const all = await plansSeen(history, sight);
      const start = before === undefined ? 0 : all.findIndex(({ id }) => id === before) + 1;
      return before !== undefined && start === 0 ? [] : all.slice(start, start + limit);
    },
    async applied(address, page) {
      return sees(address) ? (await history.applied(address, page)).map((one) => sight.value(one)) : [];
    },
    // Its number counts lines of others.
    head: async () => undefined,
    save: readOnly,
    append: readOnly,
    backup: readOnly,
    prune: readOnly,
    close: readOnly,
  };
}

function readOnly(): Promise<never> {
  return Promise.reject(new Error('a limited history is read only'));
}

/** Fills a page with what is seen. */
async function filled<T>(
  { limit, before }: Page,
  read: (page: Page) => Promise<readonly T[]>,
  seen: (one: T) => T | undefined,
  nameOf: (one: T) => string,
): Promise<readonly T[]> {
  const found: T[] = [];
  let from = before;
  for (let count = 0; count < mostRead; count += chunk) {
    const all = await read({ limit: chunk, ...(from === undefined ? {} : { before: from }) });
    for (const one of all) {
      const own = seen(one);
      if (own !== undefined) found.push(own);
      if (found.length === limit) return found;
    }
    const last = all.at(-1);
    if (last === undefined || all.length < chunk) return found;
    from = nameOf(last);
  }
  return found;
}

/**
 * Limits a line of the record. One of no resource is about the Stack: it is seen where it names only what is seen. Of a
 * decision on several steps those that are seen are left. The plan is not named: it had steps of others.
 */
function limitedEvent(event: Event, sight: Sight): Event | undefined {
  const { plan: _, detail, replaced, ...rest } = event;
  if (event.address !== undefined)
    return sight.sees(event.address)
      ? sight.value({
          ...rest,
          text: withoutPlan(event),
          ...(detail === undefined ? {} : { detail }),
          ...(replaced === undefined ? {} : { replaced }),
        })
      : undefined;
  if (event.is === 'decided') return limitedDecision({ ...rest, text: withoutPlan(event) }, detail, sight);
  const own = ofStack(detail);
  const told = { ...rest, ...(own === undefined ? {} : { detail: own }) };
  if (event.is === 'revision') return { ...told, text: sight.text(event.text) };
  return sight.text(event.text) === event.text ? told : undefined;
}

/** Leaves of a line about the Stack who and in which state: messages and dropped resources are of others. */
function ofStack(detail: Event['detail']): Event['detail'] {
  if (!isMap(detail)) return undefined;
  const kept = ['outcome', 'revision', 'author', 'signer', 'state', 'term'];
  return Object.fromEntries(Object.entries(detail).filter(([name]) => kept.includes(name)));
}

function limitedDecision(event: Event, detail: Event['detail'], sight: Sight): Event | undefined {
  const named = namedIn(detail);
  const seen = named.filter((one) => sight.sees(one.replace(/#.*$/u, '') as Address));
  if (named.length > 0 && seen.length === 0) return undefined;
  if (seen.length === named.length) return sight.text(event.text) === event.text ? event : undefined;
  const [verb = ''] = event.text.split(' ', 1);
  return { ...event, text: `${verb} ${seen.join(', ')}` };
}

/** Lists the steps or addresses that a decision is about. */
function namedIn(detail: Event['detail']): readonly string[] {
  if (!isMap(detail)) return [];
  const all = [detail['steps'], detail['addresses']].flatMap((list) => (isList(list) ? list : []));
  return all.filter((one) => typeof one === 'string');
}

/** Leaves out the plan that a line names. Records of before name a plan as its approver saw it, which `plan` is not. */
function withoutPlan({ is, text, plan }: Pick<Event, 'is' | 'text' | 'plan'>): string {
  const named = is === 'decided' ? text.replace(/ of plan [\da-f]{12}(?![\da-f])/u, '') : text;
  return plan === undefined ? named : named.replaceAll(` of plan ${plan}`, '');
}

/**
 * Gives the plans as a sight sees them, each under the name of what is left of it. Plans that differ only in what is not
 * seen are one; those of which nothing is left are none.
 */
async function plansSeen(history: History, sight: Sight): Promise<readonly PlanRecord[]> {
  const seen = new Map<string, PlanRecord>();
  for (const record of await history.plans({ limit: mostPlans })) {
    const plan = limitedPlan(record.plan, sight);
    const id = planIdOf(plan);
    if (seen.has(id) || (plan.steps.length === 0 && plan.stackChange === undefined)) continue;
    const steps = new Set(plan.steps.map((step) => step.id));
    const { outcomes, ...rest } = record;
    seen.set(id, {
      ...rest,
      id,
      plan,
      ...(outcomes === undefined
        ? {}
        : {
            outcomes: new Map(
              [...outcomes]
                .filter(([step]) => steps.has(step))
                .map(([step, one]) => [step, sight.value(one)]),
            ),
          }),
    });
  }
  return [...seen.values()];
}
