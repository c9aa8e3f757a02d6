import type { Answer, Aws, Call, CallOptions, Role } from '../model/call.ts';
import { showPlace } from '../model/call.ts';
import type { Clock } from '../model/clock.ts';
import { minute, type Instant } from '../model/instant.ts';
import { createSetBack } from '../model/set-back.ts';
import { stableText } from '../model/tree.ts';
import { isRead } from './operations.ts';
import { readOrWrite } from './roles.ts';
import type { Reply, Sender } from './sender.ts';

interface Entry {
  /** Undefined while it is under way. */
  answered: Reply | undefined;
  readonly reply: Promise<Reply>;
  /** Not sent before this instant and this write. */
  readonly asked: Instant;
  readonly writesBefore: number;
}

/** Nobody looks back further than this. */
const keptFor = 15 * minute;

interface Answers {
  readonly of: Map<string, Entry>;
  sweptAt: Instant;
}

/**
 * Answers equal reads once: one sent at or after a reader's `notBefore` serves it too, and so does one
 * under way. Without `notBefore` a reader wants the state of now. Writes always go out, and a read
 * begun before a write is not taken for one after it, even within the same millisecond.
 */
export function sharingReads(send: Sender, clock: Clock, roleOf: (call: Call) => Role = readOrWrite): Aws {
  const setBack = createSetBack(clock);
  let ofNoPass = newAnswers(clock);
  let byPass = new WeakMap<object, Answers>();
  let writes = 0;

  function answersOf(pass: object | undefined): Map<string, Entry> {
    // Answers of before look as if they were sent later than now: they would be served until that time came again.
    if (setBack.happened()) {
      ofNoPass = newAnswers(clock);
      byPass = new WeakMap();
    }
    const before = pass === undefined ? ofNoPass : byPass.get(pass);
    const answers = before ?? newAnswers(clock);
    if (pass !== undefined && before === undefined) byPass.set(pass, answers);
    sweep(answers);
    return answers.of;
  }

  function mayServe(entry: Entry, notBefore: Instant): boolean {
    if (entry.answered?.is === 'failed' && isPassing(entry.answered)) return false;
    const sent = entry.answered?.is === 'ok' ? entry.answered.sentAt : entry.asked;
    return sent > notBefore || (sent === notBefore && entry.writesBefore === writes);
  }

  /** Forgets what nobody can ask for any more. */
  function sweep(answers: Answers): void {
    if (clock.now() - answers.sweptAt < minute) return;
    answers.sweptAt = clock.now();
    for (const [key, entry] of answers.of) {
      if (entry.answered !== undefined && entry.asked < clock.now() - keptFor) answers.of.delete(key);
    }
  }

  async function read(call: Call, options: CallOptions): Promise<Answer> {
    const entries = answersOf(options.pass);
    const key = `${call.op} ${showPlace(call.at)} ${stableText(call.input)}`;
    const before = entries.get(key);
    const notBefore = Math.min(options.notBefore ?? Infinity, clock.now());
    // An equal one may wait for the socket that the asker holds.
    const mayWait = options.noSocket !== true || before?.answered !== undefined;
    if (before !== undefined && mayWait && mayServe(before, notBefore)) {
      const reply = await before.reply;
      if (!isStoppedFor(reply) || options.signal?.aborted === true) return answerOf(reply);
    }
    const reply = send(call, { lane: 'asked', ...options, role: roleOf(call) });
    const entry: Entry = { answered: undefined, reply, asked: clock.now(), writesBefore: writes };
    entries.set(key, entry);
    try {
      entry.answered = await reply;
    } catch (error) {
      entries.delete(key);
      throw error;
    }
    return answerOf(entry.answered);
  }

  async function write(call: Call, options: CallOptions): Promise<Answer> {
    writes += 1;
    const reply = await send(call, { lane: 'asked', ...options, role: roleOf(call) });
    writes += 1;
    return answerOf(reply);
  }

  return { call: (call, options = {}) => (isRead(call.op) ? read(call, options) : write(call, options)) };
}

function newAnswers(clock: Clock): Answers {
  return { of: new Map(), sweptAt: clock.now() };
}

/** Returns true for an error that may be gone the next moment. It is not handed to others later. */
function isPassing(reply: Extract<Reply, { readonly is: 'failed' }>): boolean {
  return reply.failure.class === 'throttled' || reply.failure.class === 'transient';
}

/**
 * Returns true if the call was not sent because the run that asked first was stopped. Others who asked with it may go
 * on.
 */
function isStoppedFor(reply: Reply): boolean {
  return reply.is === 'failed' && reply.failure.code === 'aws.not-sent';
}

function answerOf(reply: Reply): Answer {
  if (reply.is === 'failed') return reply;
  const { sentAt: at, ...answer } = reply;
  return { ...answer, at };
}
