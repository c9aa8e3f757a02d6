import type { Diagnostic } from '../../model/diagnostic.ts';
import { applySentences } from '../../report/sentences/apply.ts';
import type { RecordedWrite, WriteRecord } from '../ports.ts';

/** Records a write before it is sent. Gives why it cannot be recorded: then it must not be sent (authority.md §3.15). */
export async function unrecorded(
  writes: WriteRecord | undefined,
  write: RecordedWrite,
): Promise<Diagnostic | undefined> {
  try {
    await writes?.sending(write);
    return undefined;
  } catch (error) {
    const { address } = write.step;
    const why = error instanceof Error ? error.message : String(error);
    return {
      severity: 'error',
      code: 'record.failed',
      ...applySentences.unrecorded({ address, why }),
      address,
    };
  }
}
