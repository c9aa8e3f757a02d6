import { operationOf } from '../aws/operations.ts';
import { sts } from '../aws/services/sts.ts';
import { fastReads, hasFastSet } from '../model/kind/fast.ts';
import { showPlace, type Call, type Place } from '../model/call.ts';
import { stableText } from '../model/tree.ts';
import type { EstimateInput } from './input.ts';
import type { Subjects } from './subjects.ts';

type Estate = Pick<EstimateInput, 'stack' | 'kinds'>;

/** One question of a look, and how many requests its answer takes. */
export interface Question {
  readonly call: Call;
  /** More than one where the answer has more than one page. */
  readonly requests: number;
}

/**
 * Lists what a look at the whole estate asks when everything is there and nothing differs. Each question comes once,
 * whoever asks it. A long answer takes a page for every so many of our own resources in it. What others have there
 * besides is not known.
 */
export function questionsOfLook(
  input: Estate,
  subjects: Subjects,
  look: 'full' | 'fast' = 'full',
): readonly Question[] {
  const { stack, kinds } = input;
  const asked = new Map<string, { readonly call: Call; entries: number }>();
  function ask(call: Call, entries: number): void {
    const before = asked.get(keyOf(call));
    if (before === undefined) asked.set(keyOf(call), { call, entries });
    else before.entries += entries;
  }

  const indexes = new Set<string>();
  // A fast look believes the journal, and asks no index (engine/observe/observe.ts).
  for (const [call, marked] of look === 'full' ? indexCalls(input) : []) {
    ask(call, marked);
    indexes.add(keyOf(call));
  }
  for (const resource of stack.resources.values()) {
    const kind = kinds.get(resource.kind);
    const at = subjects.of(resource.address);
    if (kind === undefined || at === undefined || resource.metadata.state !== 'present') continue;
    if (look === 'fast' && !hasFastSet(kind)) continue;
    const calls = Object.values(look === 'full' ? kind.reads : fastReads(kind))
      .filter((read) => read.needed?.(at) !== false)
      .map((read) => read.call(at));
    // Two reads of one resource may share an answer: it fills one place on its pages.
    const own = new Map(calls.map((call) => [keyOf(call), call]));
    for (const [key, call] of own) if (!indexes.has(key)) ask(call, 1);
    // Who we are is asked once an hour.
    if (look === 'full') ask(sts.getCallerIdentity({ ...resource.place, region: 'us-east-1' }), 0);
  }
  return [...asked.values()].map(({ call, entries }) => ({ call, requests: pagesOf(call, entries) }));
}

/**
 * Builds the calls to the index of marks, one in every Region of the Stack. It lists all that carries a mark there.
 */
function indexCalls({ stack, kinds }: Estate): readonly (readonly [Call, number])[] {
  const { settings, resources } = stack;
  const markings = [...kinds.values()].flatMap(({ identity }) => identity.marking ?? []);
  const marked = [...resources.values()].filter(
    ({ kind }) => kinds.get(kind)?.identity.marking !== undefined,
  );
  const count = Map.groupBy(marked, ({ place }) => showPlace(place));
  return settings.accounts.flatMap(({ id, regions }) =>
    regions.flatMap((region) => {
      const place: Place = { account: id, region };
      const calls = markings.map((marking) => marking.index(place, settings));
      const asked = new Map(calls.map((call) => [keyOf(call), call]));
      return [...asked.values()].map((call) => [call, count.get(showPlace(place))?.length ?? 0] as const);
    }),
  );
}

function keyOf({ op, at, input }: Call): string {
  return `${op} ${showPlace(at)} ${stableText(input)}`;
}

function pagesOf({ op }: Call, entries: number): number {
  const most = operationOf(op).paging?.limit?.max;
  return most === undefined ? 1 : Math.max(1, Math.ceil(entries / most));
}
