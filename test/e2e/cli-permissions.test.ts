import { describe, expect, it } from 'vitest';
import { permissionsJsonSchema } from '../../src/report/formats/permissions.ts';
import { createDesk, exampleManifests } from './desk.test-helper.ts';
import { expectGolden } from './golden.test-helper.ts';

const desk = createDesk({ files: exampleManifests() });

describe('reconcile permissions', () => {
  it('says in words what each statement of the example estate is for', async () => {
    const { exit, out } = await desk.run('permissions');
    expect(exit).toBe(0);
    expectGolden('permissions.out.txt', out);
  });

  it('gives JSON of its published format, the same each time', async () => {
    const { exit, out } = await desk.run('permissions', '-o', 'json');
    expect(exit).toBe(0);
    const { roles, caller } = permissionsJsonSchema.parse(JSON.parse(out));
    expect(roles.map(({ use, attach }) => [use, attach])).toEqual([
      ['read', 'inline'],
      ['write', 'inline'],
    ]);
    expect(caller).toMatchObject({ Statement: [{ Action: ['sts:AssumeRole', 'sts:SetSourceIdentity'] }] });
    expect((await desk.run('permissions', '-o', 'json')).out).toBe(out);
  });

  it('gives nothing but the document where it is asked for', async () => {
    const { exit, out } = await desk.run('permissions', '--role', 'write', '--document');
    expect(exit).toBe(0);
    expect(Object.keys(JSON.parse(out) as object)).toEqual(['Version', 'Statement']);
  });

  it.each([
    { why: 'two documents', argv: ['--document'], says: '--account 111122223333 --role read' },
    {
      why: 'an account that is not of the Stack',
      argv: ['--account', '999999999999'],
      says: 'the accounts are 111122223333',
    },
    { why: 'no account id', argv: ['--account', 'prod'], says: 'An account ID must have 12 digits' },
    {
      why: 'a part that is not there',
      argv: ['--role', 'read', '--document', '--part', '3'],
      says: 'the policy of the read role has 1 part',
    },
    {
      why: 'a role that is none',
      argv: ['--role', 'admin'],
      says: 'one of read, write, destroy, coordination, all',
    },
  ])('refuses $why', async ({ argv, says }) => {
    const { exit, out, err } = await desk.run('permissions', ...argv);
    expect({ exit, out }).toEqual({ exit: 1, out: '' });
    expect(err).toContain(says);
  });
});
