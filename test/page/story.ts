import { openTab, violations } from './browser.ts';
import type { Trial } from './daemon.ts';
import { decisions } from './decisions.ts';
import type { Intruder } from './intruder.ts';
import { until } from '../processes/process.ts';
import type { Stage } from './stage.ts';
import { steerMap } from './map.ts';

/** Follows a key that somebody opens: the page shows it, and Keywright closes it. Then three steps wait for a decision. */
export async function story(stage: Stage, trial: Trial, intruder: Intruder): Promise<void> {
  const { browser, check, appears } = stage;
  const { page, complaints, close } = await openTab(browser, trial.origin, { size: 'desk', theme: 'light' });
  await page.goto(`${trial.origin}/`);
  await page.getByLabel('Token').fill('wrong');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await appears(page, /not known|no valid|unknown|expired/iu, 'refuses a wrong token');
  const found = await violations(page);
  check(['axe on the way in', ...found].join(' '), found.length === 0);
  await page.getByLabel('Token').fill(trial.token);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Needs attention' }).waitFor();
  check('signs in by the keyboard', true);
  check('leaves no token in the address', !page.url().includes('token'));
  await appears(page, /Nothing needs you/u, 'says so when nothing needs anybody', 150_000);

  // While it is paused, the access stays long enough to be looked at.
  await trial.run('pause', 'Key/customer-data', '--for', '1h', '--reason', 'exercise');
  await intruder.openKey();
  await trial.run('sync');
  await appears(page, /999988887777/u, 'shows access that somebody opened, without a reload');
  await appears(page, /since/u, 'says since when');
  await page.goto(`${trial.origin}/resources/Key/customer-data`);
  await appears(page, /999988887777/u, 'shows the access on the page of the key');
  const onDiff = await violations(page);
  check(['axe on a resource with a difference', ...onDiff].join(' '), onDiff.length === 0);
  await page.goto(`${trial.origin}/`);
  await trial.run('resume', 'Key/customer-data');
  await until(
    'the repair',
    trial.process.printed,
    60_000,
    async () => !(await intruder.isOpen()) || undefined,
  );
  check('the access is removed', true);
  await appears(page, /Nothing needs you/u, 'is calm again after the repair, without a reload');
  await page.goto(`${trial.origin}/history`);
  await appears(page, /999988887777|Key\/customer-data/u, 'keeps the access in the history');
  await decisions(page, { trial, intruder, check });

  await page.goto(`${trial.origin}/map`);
  await steerMap(page, stage);
  check(['no complaint of the browser', ...complaints].join(' '), complaints.length === 0);
  await close();
}
