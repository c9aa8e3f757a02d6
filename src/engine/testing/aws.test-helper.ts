import type { Address } from '../../model/address.ts';
import type { Answer, Aws, AwsFailure, Call, CallOptions } from '../../model/call.ts';
import type { Clock } from '../../model/clock.ts';
import type { Duration, Instant } from '../../model/instant.ts';
import { addressTag, stackTag } from '../../model/resource.ts';
import { byCodeUnit, isMap, type Tree } from '../../model/tree.ts';
import type { BoxAnswer } from './box-facets.test-helper.ts';
import { failure, home, notFound } from './stack.test-helper.ts';

export interface FakeBox {
  box: BoxAnswer;
  tags: Readonly<Record<string, string>>;
  rules: readonly string[];
  /** In listings and the index from then on. */
  listedFrom: Instant;
}

export interface FakeCell {
  target: string;
  note: string;
}

/** One call as it arrived, and what became of it. */
export interface Sent {
  readonly name: string;
  readonly call: Call;
  readonly options: CallOptions;
  readonly at: Instant;
  until: Instant;
}

/** What a script answers instead of the world: a failure, a value, or `undefined` to let the world answer. */
export type Reply =
  | { readonly fails: Partial<AwsFailure>; readonly anyway?: boolean }
  | { readonly gives: unknown }
  | undefined;

export interface FakeAws extends Aws {
  readonly boxes: Map<string, FakeBox>;
  readonly cells: Map<Address, FakeCell>;
  /** Every call, in order of arrival. */
  readonly log: Sent[];
  /** Names of the writing calls, in order. */
  writes(): readonly string[];
  /** The next answers to calls of this name, in order; then the world answers again. */
  script(name: string, ...replies: readonly Reply[]): void;
  /** Every answer to calls of this name. */
  always(name: string, reply: (call: Call) => Reply): void;
  /** How long one call takes. */
  latency: Duration;
  /** How long a new box is missing from listings and the index. */
  lag: Duration;
  /** Puts a box there, as if somebody had made it. */
  put(
    keyId: string,
    over?: Partial<BoxAnswer>,
    more?: { readonly mark?: Address; readonly rules?: readonly string[] },
  ): void;
}

const reading = /^(?:Get|List|Index)/u;

/**
 * Fakes a tiny AWS of boxes and cells. It remembers what it gets, and answers from a script where one is given.
 */
export function fakeAws(clock: Clock): FakeAws {
  const scripts = new Map<string, Reply[]>();
  const rules = new Map<string, (call: Call) => Reply>();
  let made = 0;
  const aws: FakeAws = {
    boxes: new Map(),
    cells: new Map(),
    log: [],
    latency: 0,
    lag: 0,
    writes: () => aws.log.filter(({ name }) => !reading.test(name)).map(({ name }) => name),
    script: (name, ...replies) => void scripts.set(name, [...(scripts.get(name) ?? []), ...replies]),
    always: (name, reply) => void rules.set(name, reply),
    put(keyId, over = {}, more = {}) {
      aws.boxes.set(keyId, {
        box: { size: 1, color: 'grey', open: true, material: 'wood', ...over },
        tags: more.mark === undefined ? {} : { [stackTag]: 'shop/u1', [addressTag]: more.mark },
        rules: more.rules ?? [],
        listedFrom: 0,
      });
    },
    async call(call, options = {}) {
      const name = call.op.slice(call.op.indexOf(':') + 1);
      const sent: Sent = { name, call, options, at: clock.now(), until: clock.now() };
      aws.log.push(sent);
      const reply = scripts.get(name)?.shift() ?? rules.get(name)?.(call);
      const answer = answerOf(name, call, reply);
      if (aws.latency > 0) await clock.sleep(aws.latency);
      sent.until = clock.now();
      return answer;
    },
  };

  function answerOf(name: string, call: Call, reply: Reply): Answer {
    if (reply === undefined) return world(name, call);
    if ('gives' in reply) return ok(reply.gives);
    // The effect is there although the answer is lost.
    if (reply.anyway === true) world(name, call);
    return { is: 'failed', failure: failure({ op: call.op, at: call.at, ...reply.fails }) };
  }

  function ok(value: unknown): Answer {
    return { is: 'ok', value, at: clock.now() };
  }

  function gone(call: Call): Answer {
    return { is: 'failed', failure: failure({ op: call.op, ...notFound, message: 'there is none' }) };
  }

  function listed(): readonly (readonly [string, FakeBox])[] {
    return [...aws.boxes].filter(([, { listedFrom }]) => listedFrom <= clock.now());
  }

  function world(name: string, call: Call): Answer {
    if (call.at.region !== home.region) return ok([]);
    const { input } = call;
    if (name === 'ListBoxes') return ok(listed().map(([keyId]) => keyId));
    if (name === 'ListCells') return ok([...aws.cells].map(([cell, { target }]) => ({ name: cell, target })));
    if (name === 'Index')
      return ok(
        listed()
          .filter(([, { tags }]) => tags[stackTag] === input['Mark'])
          .map(([keyId, { tags }]) => ({ address: tags[addressTag], ids: { keyId } })),
      );
    if (name === 'CreateBox') return createBox(input);
    return typeof input['Name'] === 'string'
      ? ofCell(name, call, input['Name'] as Address)
      : ofBox(name, call);
  }

  function createBox(input: Call['input']): Answer {
    made += 1;
    const keyId = `made-${made}`;
    aws.put(keyId, {}, { rules: input['Rules'] as readonly string[] });
    const box = aws.boxes.get(keyId);
    if (box !== undefined) {
      box.tags = input['Tags'] as Readonly<Record<string, string>>;
      box.listedFrom = clock.now() + aws.lag;
    }
    return ok({ keyId });
  }

  function ofBox(name: string, call: Call): Answer {
    const { input } = call;
    const box = aws.boxes.get(textOf(input['Id']));
    if (box === undefined) return gone(call);
    if (name === 'GetBox') return ok({ ...box.box });
    if (name === 'GetTags') return ok({ ...box.tags });
    if (name === 'GetRules') return ok(box.rules.toReversed());
    if (name === 'SetRules') box.rules = (input['Rules'] as readonly string[]).toSorted(byCodeUnit);
    else if (name === 'SetShape') box.box = { ...box.box, ...(input['Shape'] as object) };
    else if (name === 'SetTags') box.tags = changed(box.tags, input['Tags']);
    else box.box = { ...box.box, open: name === 'OpenBox' };
    return ok({});
  }

  function ofCell(name: string, call: Call, address: Address): Answer {
    const cell = aws.cells.get(address);
    if (name === 'CreateCell') {
      if (cell !== undefined) {
        const exists = {
          code: 'aws.already-exists',
          class: 'conflict',
          name: 'AlreadyExistsException',
        } as const;
        return { is: 'failed', failure: failure({ op: call.op, ...exists }) };
      }
      aws.cells.set(address, { target: textOf(call.input['Target']), note: '' });
      return ok({});
    }
    if (cell === undefined) return gone(call);
    if (name === 'SetTarget') cell.target = textOf(call.input['Target']);
    if (name === 'SetNote') cell.note = textOf(call.input['Note']);
    return ok({ ...cell });
  }
  return aws;
}

function changed(
  tags: Readonly<Record<string, string>>,
  by: Tree | undefined,
): Readonly<Record<string, string>> {
  const all: Readonly<Record<string, Tree>> = { ...tags, ...(isMap(by) ? by : {}) };
  return Object.fromEntries(
    Object.entries(all).flatMap(([key, value]) => (typeof value === 'string' ? [[key, value]] : [])),
  );
}

/** Returns text as it is, anything else as JSON. */
export function textOf(tree: Tree | undefined): string {
  return typeof tree === 'string' ? tree : JSON.stringify(tree);
}
