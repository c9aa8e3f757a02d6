import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createDesk, type Desk } from './desk.test-helper.ts';

const folder = join(import.meta.dirname, '../../docs/examples');
const names = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
const kinds = readdirSync(join(import.meta.dirname, '../../src/kinds'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== 'shared')
  .map((entry) => entry.name);

function deskWith(name: string): Desk {
  return createDesk({ files: { [`manifests/${name}`]: readFileSync(join(folder, name), 'utf8') } });
}

it('has an example of every kind', () => {
  expect(names).toEqual(expect.arrayContaining(kinds.map((kind) => `${kind}.yaml`)));
});

describe.each(names)('%s', (name) => {
  it('has nothing that validation would find fault with', async () => {
    const { exit, out, err } = await deskWith(name).run('validate');
    expect({ exit, err }).toEqual({ exit: 0, err: '' });
    expect(out).toMatch(/^The manifests of stack [a-z-]+ are valid: \d+ resources?\.\n$/u);
  });

  it('is made without approval, then there is nothing left to do', async () => {
    const desk = deskWith(name);
    const first = await desk.run('apply', '--sandbox=aws', '--yes');
    expect(first.exit, first.out + first.err).toBe(0);
    // An encryption of a bucket that exists replaces AWS's default: it is a change.
    expect(first.out).toMatch(/Apply complete! [1-9]\d* added, \d+ changed, 0 destroyed\.\n$/u);
    const second = await desk.run('apply', '--sandbox=aws', '--yes');
    expect(second.out).toMatch(/No changes\. AWS matches the manifests[.,]/u);
    expect(second).toMatchObject({ exit: 0, err: '' });
    expect((await desk.run('plan', '--sandbox=aws')).exit).toBe(0);
  });
});
