import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { estate, idOf, listen, shown } from '../conformance.test-helper.ts';
import { createOrigin, createWorld, describeWith } from './origin.test-helper.ts';

const { signal: never } = new AbortController();

describeWith('git', 'timeout')('a copy whose git is killed', () => {
  it('is whole again at the next start, whenever that was, and loses no revision', async () => {
    const made = createOrigin();
    try {
      // Stands for a power cut: git and all that it started have no time to clean up.
      const delay = join(made.root, 'delay');
      const program = join(made.root, 'killed-git');
      writeFileSync(program, `#!/bin/sh\nexec timeout -s KILL "$(cat ${delay})" git "$@"\n`);
      chmodSync(program, 0o755);
      const first = made.commit(estate('k0'));
      const whole = createWorld(made);
      const before = listen(whole.start(), whole.clock);
      expect(idOf(await before.next())).toBe(first);
      await before.stop();
      for (let n = 1; n <= 8; n += 1) {
        const commit = made.commit({ ...estate(`k${String(n)}`), blob: 'x'.repeat(100_000 * n) });
        writeFileSync(delay, String(0.003 * n));
        const cut = createWorld(
          made,
          {},
          { programs: { path: process.env['PATH'] ?? '', git: program, ssh: 'ssh' } },
        );
        const given = listen(cut.start(), cut.clock);
        await given.next();
        await given.stop();
        const again = createWorld(made);
        const source = again.start();
        const after = listen(source, again.clock);
        expect(shown(await after.next())).toEqual([`Key/k${String(n)}`]);
        expect(shown(await source.read(first, never))).toEqual(['Key/k0']);
        expect(await source.lineage(first, commit, never)).toMatchObject({ is: 'descends' });
        await after.stop();
      }
    } finally {
      made.close();
    }
  });
});
