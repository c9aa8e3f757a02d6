import type { Lane } from '../model/call.ts';
import { createQueue, type Queue } from '../model/queue.ts';

/** Who waits for a turn, by lane: thousands of calls may. */
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
  readonly queue: Queue<Waiting<T>>;
  waiting: number;
  /** Turns that others got while somebody waited here. */
  passedOver: number;
}

export function createLine<T>(): Line<T> {
  const queues = lanes.map((): LaneQueue<T> => ({ queue: createQueue(), waiting: 0, passedOver: 0 }));

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
      queue.queue.push(again ? 0 : 1, waiting);
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

/** Finds the first that has not left, and forgets those before it. */
function headOf<T>({ queue }: LaneQueue<T>): Waiting<T> | undefined {
  for (let head = queue.first()?.value; head !== undefined; head = queue.first()?.value) {
    if (!head.left) return head;
    queue.pop();
  }
  return undefined;
}
