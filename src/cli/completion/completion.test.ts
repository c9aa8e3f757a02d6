import { expect, it } from 'vitest';
import { createDesk } from '../../../test/e2e/desk.test-helper.ts';

// Whether the shells understand the scripts is tried in the shells: scripts/lanes/shells.sh.

async function offered(typed: readonly string[]): Promise<readonly string[]> {
  const { out } = await createDesk().run('__complete', ...typed);
  return out.split('\n').flatMap((line) => line.split('\t').slice(0, 1));
}

it.each<{ why: string; typed: readonly string[]; offers: readonly string[]; not?: readonly string[] }>([
  {
    why: 'commands and no paths without a command',
    typed: [''],
    offers: ['plan', 'help'],
    not: ['--yes', ':path'],
  },
  { why: 'what a word begins with', typed: ['pla'], offers: ['plan'], not: ['apply'] },
  {
    why: 'options of the usual command',
    typed: ['--'],
    offers: ['--target', '--version', '--help'],
    not: ['--yes'],
  },
  {
    why: 'options of this command',
    typed: ['validate', '-'],
    offers: ['-o', '--output'],
    not: ['--target', '--version'],
  },
  {
    why: 'options of the command, not of one that a path is named like',
    typed: ['validate', 'plan', '--'],
    offers: ['--output'],
    not: ['--target'],
  },
  { why: 'choices behind a short name', typed: ['validate', '-o', 'js'], offers: ['json'], not: ['human'] },
  { why: 'choices joined to a name', typed: ['plan', '--calls=f'], offers: ['full'], not: ['names'] },
  { why: 'the same as readline cuts it', typed: ['plan', '--calls', '=', 'f'], offers: ['full'] },
  {
    why: 'all choices behind =, as readline cuts it',
    typed: ['plan', '--calls', '='],
    offers: ['names', 'full'],
  },
  { why: 'addresses', typed: ['plan', '--target', 'Key/b'], offers: ['Key/backups'], not: ['Key/audit-log'] },
  { why: 'what to show', typed: ['plan', '--only', 'dr'], offers: ['drifted'], not: ['blocked'] },
  { why: 'kinds to show', typed: ['status', '--kind', 'Buck'], offers: ['Bucket'], not: ['Key'] },
  { why: 'kinds', typed: ['explain', 'Key'], offers: ['Key'], not: ['Bucket'] },
  {
    why: 'kinds and addresses to get',
    typed: ['get', 'Key'],
    offers: ['Key', 'Key/backups'],
    not: ['Bucket'],
  },
  { why: 'files', typed: ['plan', '--out', ''], offers: [':path'] },
  { why: 'directories', typed: ['plan', '--state-dir', ''], offers: [':directory'] },
  { why: 'a directory only behind =', typed: ['plan', '--sandbox=w'], offers: [':directory'] },
  {
    why: 'paths behind a bare --sandbox',
    typed: ['plan', '--sandbox', ''],
    offers: [':path'],
    not: [':directory'],
  },
  {
    why: 'nothing for what only a person knows',
    typed: ['force-unlock', ''],
    offers: [''],
    not: [':path', 'plan'],
  },
])('offers $why', async ({ typed, offers, not = [] }) => {
  const found = await offered(typed);
  expect(found).toEqual(expect.arrayContaining([...offers]));
  expect(found.filter((one) => not.includes(one))).toEqual([]);
});
