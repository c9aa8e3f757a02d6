import type { Lane } from '../model/call.ts';

/** Who waits for a turn, by lane. All of it takes the same time however many wait. */
export interface Line<T> {
  /** Puts one at the end of its lane, or, if it comes again, before all that wait there for the first time. */
  join(one: T, lane: Lane, again: boolean): Place;
  /** Whose turn is next. */
  first(): T | undefined;
  /** Takes the first out of the line. */
  serve(): void;
  waiting(): number;
}

export interface Place {
  leave(): void;
}

/** The most urgent first. */
const lanes: readonly Lane[] = ['asked', 'sweep'];

/** A lane in which somebody waits gets at least each eighth turn, so that nothing waits for ever. */
const turns = 8;

/** Two lanes may become due together and are served one after the other. */
const patience = turns - (lanes.length - 1);

interface Waiting<T> extends Place {
  readonly one: T;
  left: boolean;
}

interface LaneQueue<T> {
  readonly again: Fifo<Waiting<T>>;
  readonly fresh: Fifo<Waiting<T>>;
  waiting: number;
  /** Turns that others got while somebody waited here. */
  passedOver: number;
}

export function createLine<T>(): Line<T> {
  const queues = lanes.map((): LaneQueue<T> => ({
    again: createFifo(),
    fresh: createFifo(),
    waiting: 0,
    passedOver: 0,
  }));

  function next(): LaneQueue<T> | undefined {
    const due = queues.findLast(({ waiting, passedOver }) => waiting > 0 && passedOver >= patience);
    return due ?? queues.find(({ waiting }) => waiting > 0);
  }

  function queueOf(lane: Lane): LaneQueue<T> {
    const queue = queues[lanes.indexOf(lane)];
    if (queue === undefined) throw new Error(`there is no lane ${lane}`);
    return queue;
  }

  return {
    join(one, lane, again) {
      const queue = queueOf(lane);
      const waiting: Waiting<T> = {
        one,
        left: false,
        leave() {
          if (waiting.left) return;
          waiting.left = true;
          queue.waiting -= 1;
          if (queue.waiting === 0) queue.passedOver = 0;
        },
      };
      (again ? queue.again : queue.fresh).push(waiting);
      queue.waiting += 1;
      return waiting;
    },
    first() {
      const queue = next();
      return queue === undefined ? undefined : headOf(queue)?.one;
    },
    serve() {
      const served = next();
      if (served === undefined) return;
      headOf(served)?.leave();
      served.passedOver = 0;
      for (const queue of queues) if (queue !== served && queue.waiting > 0) queue.passedOver += 1;
    },
    waiting: () => queues.reduce((sum, { waiting }) => sum + waiting, 0),
  };
}

function headOf<T>({ again, fresh }: LaneQueue<T>): Waiting<T> | undefined {
  const isGone = ({ left }: Waiting<T>): boolean => left;
  return again.firstUnless(isGone) ?? fresh.firstUnless(isGone);
}

/** `Array.shift` moves all that is behind: a thousand calls in a line would make a million moves. */
interface Fifo<T> {
  push(one: T): void;
  /** The first that is not gone; those before it are forgotten. */
  firstUnless(isGone: (one: T) => boolean): T | undefined;
}

function createFifo<T>(): Fifo<T> {
  let all: T[] = [];
  let head = 0;
  return {
    push: (one) => void all.push(one),
    firstUnless(isGone) {
      for (let one = all[head]; one !== undefined && isGone(one); one = all[head]) head += 1;
      if (head > 32 && head * 2 > all.length) {
        all = all.slice(head);
        head = 0;
      }
      return all[head];
    },
  };
}
