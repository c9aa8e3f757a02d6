import { describe, expect, it } from 'vitest';
import { refusal } from '../daemon/control/control.ts';
import { httpHintOf } from './hints.ts';
import { codes } from './openapi/problems.ts';
import { problemOf } from './problem.ts';
import { namesCommand } from './testing/names-command.test-helper.ts';

describe('a problem', () => {
  it.each(codes)('names routes and fields, and no command, when its code is %s', async (code) => {
    const body = (await problemOf(refusal(code, 'x')).json()) as { readonly hint: string };
    expect(body.hint).toBe(httpHintOf(code));
    expect(namesCommand(body.hint)).toBe(false);
  });

  it('has the hint for HTTP when a refusal has two', async () => {
    const refused = refusal('control.nothing', 'x', { command: 'reconcile resume', http: 'POST /resume' });
    expect(refused.refused[0]?.hint).toBe('reconcile resume');
    expect(await problemOf(refused).json()).toMatchObject({ hint: 'POST /resume' });
  });
});
