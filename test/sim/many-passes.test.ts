import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { z } from 'zod';

const script = join(import.meta.dirname, '../support/many-passes.ts');
const marks = z.array(z.object({ heap: z.number(), handles: z.number() })).length(4);

it('keeps heap and handles flat over 200 passes in one process', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, ['--expose-gc', script]);
  const [first, ...later] = marks.parse(JSON.parse(stdout));
  // The embedded AWS keeps a log of each call, some kilobytes a pass: about 3 % between pass 50 and pass 200.
  for (const { heap, handles } of later) {
    expect(handles).toBe(first?.handles);
    expect(heap).toBeLessThan(1.08 * (first?.heap ?? 0));
  }
});
