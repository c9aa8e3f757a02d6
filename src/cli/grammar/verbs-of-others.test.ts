import { expect, it } from 'vitest';
import { parseArguments } from './parse.ts';

// A person types what Terraform or kubectl taught them. None of these verbs may be read as a directory or a typing error.

it.each([
  { typed: 'import aws_kms_key.data 1234abcd', says: 'adopt: KEY-ID' },
  { typed: '--sandbox import', says: 'adopt: true' },
  { typed: 'destroy -auto-approve', says: 'state: absent' },
  { typed: 'destroy --target Key/data', says: 'state: absent' },
  { typed: 'state list', says: 'reconcile get' },
  { typed: 'state show Key/data', says: 'reconcile describe ADDRESS' },
  { typed: 'state mv Key/a Key/b', says: 'formerly: [ADDRESS]' },
  { typed: 'state rm Key/a', says: 'state: released' },
  { typed: 'delete Key/data', says: 'state: absent' },
  { typed: 'refresh', says: 'reconcile status' },
  { typed: 'help import', says: 'adopt: true' },
  { typed: 'import --help', says: 'adopt: true' },
])('names what replaces it when `$typed` is typed', async ({ typed, says }) => {
  const parsed = await parseArguments(typed.split(' '), () => undefined);
  expect(parsed).toMatchObject({
    is: 'refused',
    diagnostics: [{ code: 'cli.no-such-verb', hint: expect.stringContaining(says) as string }],
  });
});

it('leaves the words of a command alone when one is such a verb', async () => {
  expect(await parseArguments(['plan', 'import'], () => undefined)).toMatchObject({ is: 'invocation' });
});

it.each([
  { typed: 'apply -auto-approve', says: '--yes' },
  { typed: 'apply --auto-approve', says: '--yes' },
  { typed: 'plan -destroy', says: 'state: absent' },
  { typed: 'plan -refresh-only', says: '--only drifted' },
  { typed: 'plan -detailed-exitcode', says: 'leave it out' },
  { typed: 'validate -json', says: '-o json' },
  { typed: 'plan -target=Key/data', says: '--target=Key/data' },
  { typed: 'plan -out=plan.json', says: '--out=plan.json' },
  { typed: '-version', says: '--version' },
])('names the option that replaces it when `$typed` is typed', async ({ typed, says }) => {
  expect(await parseArguments(typed.split(' '), () => undefined)).toMatchObject({
    is: 'refused',
    diagnostics: [{ code: 'cli.usage', hint: expect.stringContaining(says) as string }],
  });
});
