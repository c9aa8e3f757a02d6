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
  { typed: 'help import', says: 'adopt: true' },
  { typed: 'import --help', says: 'adopt: true' },
])('names what replaces it when `$typed` is typed', ({ typed, says }) => {
  const parsed = parseArguments(typed.split(' '), () => undefined);
  expect(parsed).toMatchObject({
    is: 'refused',
    diagnostics: [{ code: 'cli.no-such-verb', hint: expect.stringContaining(says) as string }],
  });
});

it('leaves the words of a command alone when one is such a verb', () => {
  expect(parseArguments(['plan', 'import'], () => undefined)).toMatchObject({ is: 'invocation' });
});
