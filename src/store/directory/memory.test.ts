import { describe, expect, it } from 'vitest';
import { memoryDisk } from '../../runtime/memory-files.ts';
import { estate } from '../places.test-helper.ts';
import { testDisk } from './disk.test-helper.ts';
import { directoryMemory } from './memory.ts';

const file = '/state/memory.jsonl';
const applied = { tree: 'x', before: { '': ['digest'] }, at: 1 };
const header = `{"keywright":"memory","version":2,"stack":${JSON.stringify(estate)}}\n`;
function line(name: string): string {
  return `${JSON.stringify({ is: 'applied', address: `Key/${name}`, ids: {}, facet: 'policy', applied })}\n`;
}

function memoryOn(text: string) {
  const disk = testDisk(memoryDisk({ contents: new Map([[file, text]]) }));
  return {
    memory: directoryMemory(disk.files, '/state', estate),
    text: () => disk.contents().get(file) ?? '',
  };
}

describe('the memory of a directory may be lost, so damage never stops a run', () => {
  it.each([
    { why: 'nothing is there', text: '', known: [], lost: 0 },
    { why: 'the last line is torn', text: `${header}${line('a')}{"is`, known: ['Key/a'], lost: 0 },
    { why: 'a middle line is damaged', text: `${header}{"is\n${line('a')}`, known: ['Key/a'], lost: 1 },
    { why: 'the header is damaged', text: `{"key\n${line('a')}`, known: ['Key/a'], lost: 1 },
    { why: 'all is damaged', text: 'x\ny\nz\n', known: [], lost: 3 },
  ])('$why', async ({ text, known, lost }) => {
    const { memory, text: after } = memoryOn(text);
    const problems = await memory.check();
    expect(problems.map(({ severity, code }) => [severity, code])).toEqual(
      lost === 0 ? [] : [['warning', 'store.memory-unreadable']],
    );
    expect([...(await memory.lastApplied()).keys()]).toEqual(known);
    expect(after()).toBe(text);

    await memory.applied('Key/z', {}, 'policy', applied);
    const next = memoryOn(after()).memory;
    expect([...(await next.lastApplied()).keys()]).toEqual([...known, 'Key/z']);
    expect(await next.check()).toEqual([]);
  });

  it('continues after an append that failed half-way', async () => {
    const disk = testDisk();
    let full = false;
    const memory = directoryMemory(
      {
        ...disk.files,
        async append(path, text) {
          await disk.files.append(path, full ? text.slice(0, 10) : text);
          if (full) throw new Error('full');
        },
      },
      '/state',
      estate,
    );
    await memory.applied('Key/a', {}, 'policy', applied);
    full = true;
    await expect(memory.applied('Key/b', {}, 'policy', applied)).rejects.toThrow('full');
    full = false;
    await memory.applied('Key/c', {}, 'policy', applied);
    expect([...(await memory.lastApplied()).keys()]).toEqual(['Key/a', 'Key/c']);
    expect(await memory.check()).toEqual([]);
  });

  it('leaves a memory of a newer version alone', async () => {
    const text = '{"keywright":"memory","version":3}\nwhatever\n';
    const { memory, text: after } = memoryOn(text);
    await expect(memory.applied('Key/a', {}, 'policy', applied)).rejects.toMatchObject({
      diagnostic: { code: 'store.newer-version' },
    });
    expect(after()).toBe(text);
  });

  it('is not made by reading', async () => {
    const disk = testDisk();
    const memory = directoryMemory(disk.files, '/state', estate);
    expect(await memory.lastApplied()).toEqual(new Map());
    expect(await memory.check()).toEqual([]);
    expect(disk.contents().size).toBe(0);
  });

  it('stays short, however often the same is applied', async () => {
    const { memory, text } = memoryOn('');
    for (let at = 0; at < 400; at += 1) await memory.applied('Key/a', {}, 'policy', { ...applied, at });
    expect(text().split('\n').length).toBeLessThan(140);
    expect((await memory.lastApplied()).get('Key/a')?.facets['policy']?.at).toBe(399);
  });
});
