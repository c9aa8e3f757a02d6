import type { Answer, Aws, Call } from '../model/call.ts';
import { showPlace } from '../model/call.ts';
import type { Clock } from '../model/clock.ts';
import { second, type Instant } from '../model/instant.ts';
import type { Recall, Recalled } from '../model/recall.ts';
import { createSetBack } from '../model/set-back.ts';
import { isList, stableText } from '../model/tree.ts';
import { isRead } from './operations.ts';

/** More than the looks at the largest estate ask. */
const mostKept = 100_000;

/** So many answers are served before others have their turn. */
const servedAtOnce = 200;

interface Kept {
  readonly answer: Answer;
  readonly at: Instant;
}

/** Hands calls on, and keeps the newest answer of each read. */
export interface KeptAnswers extends Recall {
  readonly aws: Aws;
}

export function createKeptAnswers(aws: Aws, clock: Clock, most = mostKept): KeptAnswers {
  // For less nobody reads everything again (daemon/clock-set.ts): what was forgotten would be missing for long.
  const setBack = createSetBack(clock, second);
  let since = newSince();

  function keep(call: Call, answer: Answer, { answers }: Since): void {
    if (answer.is === 'failed' && isPassing(answer)) return;
    const key = keyOf(call);
    const at = answer.is === 'ok' ? answer.at : clock.now();
    const before = answers.get(key);
    if (before !== undefined && before.at > at) return;
    answers.delete(key);
    answers.set(key, { answer, at });
    const [oldest] = answers.keys();
    if (answers.size > most && oldest !== undefined) answers.delete(oldest);
  }

  /** Gives what is comparable by time. What was dated before the clock was set back looks newer than what is of now. */
  function comparable(): Since {
    if (setBack.happened()) since = newSince();
    return since;
  }

  const watched: Aws = {
    async call(call, options) {
      const begun = comparable();
      const answer = await aws.call(call, options);
      if (isRead(call.op)) keep(call, answer, begun);
      else comparable().wrote.note(call, clock.now());
      return answer;
    },
  };

  return {
    aws: watched,
    recalling(mayAsk) {
      let told: Recalled = { oldest: undefined, kept: 0, asked: 0, refused: 0 };
      return {
        told: () => told,
        aws: {
          async call(call, options) {
            if (!isRead(call.op)) throw new Error(`${call.op} writes, and this part of Keywright only reads`);
            const { answers, wrote } = comparable();
            const found = answers.get(keyOf(call));
            if (found !== undefined && !wrote.since(call, found.at)) {
              told = { ...told, kept: told.kept + 1, oldest: Math.min(told.oldest ?? found.at, found.at) };
              if (told.kept % servedAtOnce === 0) await clock.sleep(0, options?.signal);
              return found.answer;
            }
            const failure = mayAsk(call);
            if (failure !== undefined) {
              told = { ...told, refused: told.refused + 1 };
              return { is: 'failed', failure };
            }
            told = { ...told, asked: told.asked + 1 };
            return watched.call(call, options);
          },
        },
      };
    },
  };
}

/** What was answered and written since the clock was set back last. */
interface Since {
  /** The oldest first: an answer that is replaced moves to the end. */
  readonly answers: Map<string, Kept>;
  readonly wrote: Writes;
}

function newSince(): Since {
  return { answers: new Map(), wrote: createWrites() };
}

interface Writes {
  note(call: Call, at: Instant): void;
  since(call: Call, at: Instant): boolean;
}

/** Notes which things were written, so that what was read of them before is not taken for what is. */
function createWrites(): Writes {
  const ofThings = new Map<string, Instant>();
  const ofPlaces = new Map<string, Instant>();
  return {
    note(call, at) {
      ofPlaces.set(showPlace(call.at), at);
      for (const name of namesIn(call)) ofThings.set(name, at);
    },
    since(call, at) {
      const names = namesIn(call);
      // A listing names nothing: any write at its place may have changed it.
      const writes =
        names.length === 0 ? [ofPlaces.get(showPlace(call.at))] : names.map((one) => ofThings.get(one));
      return writes.some((one) => one !== undefined && one > at);
    },
  };
}

/** Lists the things that a call names, by the last part of an id or ARN: one call names a key by its id, another by its ARN. */
function namesIn({ op, input, at }: Call): readonly string[] {
  if (op.startsWith('tagging:')) return [];
  return Object.values(input)
    .flatMap((value) => (isList(value) ? value : [value]))
    .flatMap((value) =>
      typeof value === 'string' ? [`${at.account} ${value.split(/[/:]/u).at(-1) ?? value}`] : [],
    );
}

function keyOf({ op, at, input }: Call): string {
  return `${op} ${showPlace(at)} ${stableText(input)}`;
}

/** Returns true for an error that says nothing of what is there. */
function isPassing({ failure }: Extract<Answer, { readonly is: 'failed' }>): boolean {
  return failure.class === 'throttled' || failure.class === 'transient' || failure.class === 'propagating';
}
