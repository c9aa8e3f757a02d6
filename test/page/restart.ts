import { openTab } from './browser.ts';
import type { Trial } from './daemon.ts';
import type { Stage } from './stage.ts';

const added = `apiVersion: keywright.dev/v1
kind: Bucket
metadata: { name: added-meanwhile }
spec: { name: keywright-added-meanwhile }
`;

/** Ends the daemon under an open page, changes Git, and starts the daemon again. */
export async function restart({ browser, check, measured, appears }: Stage, trial: Trial): Promise<void> {
  const { page, complaints, close } = await openTab(browser, trial.origin, { size: 'desk', theme: 'light' });
  await page.goto(`${trial.origin}/#token=${trial.token}`);
  await page.getByRole('heading', { name: 'Needs attention' }).waitFor();
  await page.goto(`${trial.origin}/resources?q=bucket`);
  await page.locator('.facts').getByText('live', { exact: true }).waitFor();
  await page.locator('table.rows tbody tr').first().waitFor();
  const known = await page.locator('table.rows tbody tr').count();

  const ended = performance.now();
  await trial.stop();
  await appears(page, /The daemon does not answer/u, 'says that the daemon does not answer');
  measured(`${((performance.now() - ended) / 1000).toFixed(1)} s from the signal to the banner`);
  await appears(page, /What you see is from/u, 'says how old it is what one sees');
  check('keeps in sight what was known', (await page.locator('table.rows tbody tr').count()) === known);

  trial.declare('added-meanwhile.yaml', added);
  await trial.start();
  await appears(page, /Your session has ended/u, 'asks to sign in again once the daemon answers');
  await page.locator('dialog[open]').getByLabel('Token').fill(trial.token);
  await page.keyboard.press('Enter');
  await page.locator('dialog[open]').waitFor({ state: 'detached' });
  await appears(page, /Bucket\/added-meanwhile/u, 'shows what changed meanwhile, without a reload', 150_000);
  check('keeps the view and its filter', page.url() === `${trial.origin}/resources?q=bucket`);
  await page.locator('.facts').getByText('live', { exact: true }).waitFor();
  check('follows live updates again', true);
  check('takes the banner away', (await page.getByText('The daemon does not answer').count()) === 0);
  check(['no complaint of the restart', ...complaints].join(' '), complaints.length === 0);
  await close();
}
