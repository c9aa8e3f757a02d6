import type { RecordedWrite, WriteRecord } from '../../engine/ports.ts';
import { showPlace } from '../../model/call.ts';
import type { Clock } from '../../model/clock.ts';
import type { Subject, Unchained } from '../../model/history.ts';
import type { StepId } from '../../model/plan.ts';
import type { Tree } from '../../model/tree.ts';
import type { Recorder } from './recorder.ts';

/** The person that a pass writes for. */
export interface WriteContext {
  readonly clock: Pick<Clock, 'now'>;
  /** The daemon, by the name under which it holds the lease. */
  readonly subject: Subject;
  readonly commit?: string;
  /** The name of the plan that is applied; undefined before there is one. */
  plan(): string | undefined;
  /** Who approved a step; undefined where no approval was needed. */
  approvedBy(step: StepId): string | undefined;
}

/** Records every write of a pass: before it is sent, so that it is not sent unrecorded, and with the answer of AWS. */
export function recordingWrites(recorder: Pick<Recorder, 'record'>, context: WriteContext): WriteRecord {
  const { clock, subject, commit } = context;

  function lineOf({ step, call }: RecordedWrite): Omit<Unchained, 'is' | 'text'> & { readonly what: string } {
    const plan = context.plan();
    return {
      what: `${call.op} for ${step.id} in ${showPlace(call.at)}`,
      at: clock.now(),
      subject,
      address: step.address,
      step: step.id,
      ...(commit === undefined ? {} : { commit }),
      ...(plan === undefined ? {} : { plan }),
    };
  }

  return {
    async sending(write) {
      const { what, ...line } = lineOf(write);
      const approvedBy = context.approvedBy(write.step.id);
      const detail: Tree = {
        call: { op: write.call.op, at: { ...write.call.at }, input: write.call.input },
        ...(approvedBy === undefined ? {} : { approvedBy }),
      };
      const replaced = write.replaced === undefined ? {} : { replaced: write.replaced };
      await recorder.record({ ...line, is: 'writing', text: `sends ${what}`, detail, ...replaced });
    },
    async sent(write, answer) {
      const { what, ...line } = lineOf(write);
      const requestId = answer.is === 'ok' ? answer.requestId : answer.failure.requestId;
      const id = requestId === undefined ? {} : { awsRequestId: requestId };
      const event: Unchained =
        answer.is === 'ok'
          ? { ...line, ...id, is: 'wrote', text: `${what}: done` }
          : {
              ...line,
              ...id,
              is: 'failed',
              text: `${what}: ${answer.failure.name}: ${answer.failure.message}`,
              detail: { error: answer.failure.name, effectUnknown: answer.failure.effectUnknown ?? false },
            };
      // The recorder tells of it, and refuses the next write.
      await recorder.record(event).catch(() => undefined);
    },
  };
}
