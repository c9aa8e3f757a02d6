import type { Page } from 'playwright-core';
import type { Checks } from '../processes/checks.ts';
import { until } from '../processes/process.ts';
import type { Trial } from './daemon.ts';
import type { Intruder } from './intruder.ts';

const keys = ['alias/customer-data', 'alias/audit-log', 'alias/backups/current'] as const;

/** Decides on three steps that wait: one is approved, one is rejected, one finding is silenced. */
export async function decisions(
  page: Page,
  { trial, intruder, check }: { readonly trial: Trial; readonly intruder: Intruder } & Pick<Checks, 'check'>,
): Promise<void> {
  await intruder.disable(...keys);
  await trial.run('sync');
  await page.goto(`${trial.origin}/plans`);
  // The plan of before is the current one until the look is over.
  await page.getByRole('navigation').getByText('3').waitFor({ timeout: 60_000 });
  await page.locator('section[aria-label="Current"] a').first().click();
  await page.getByText('3 steps wait for approval').waitFor({ timeout: 60_000 });
  check('lists three steps that wait', true);

  await page.getByRole('button', { name: /^Approve\s*: Key\/customer-data/u }).click();
  await page.locator('dialog[open]').getByText('reconcile approve').first().waitFor();
  check('shows the command that does the same', true);
  await page.locator('dialog[open] button[type=submit]').click();
  await page
    .getByText('1 approval in effect')
    .or(page.getByText('2 steps wait for approval'))
    .first()
    .waitFor();
  await page.getByRole('button', { name: /^Reject\s*: Key\/audit-log/u }).click();
  await page.locator('dialog[open] input[type=text]').fill('looked into first');
  await page.locator('dialog[open] button[type=submit]').click();
  await page.locator('dialog[open]').waitFor({ state: 'detached' });
  check('approves one step and rejects another', true);
  await until(
    'the approved step',
    trial.process.printed,
    60_000,
    async () => (await intruder.isEnabled(keys[0])) || undefined,
  );
  check('runs the approved step', true);
  check('runs no other', !(await intruder.isEnabled(keys[1])) && !(await intruder.isEnabled(keys[2])));

  await page.goto(`${trial.origin}/`);
  await page
    .getByRole('button', { name: /^Silence/u })
    .first()
    .click();
  await page.locator('dialog[open] input[type=text]').fill('known');
  await page.locator('dialog[open] button[type=submit]').click();
  await page
    .getByText(/silenced by/u)
    .first()
    .waitFor();
  check('silences a finding', true);
}
