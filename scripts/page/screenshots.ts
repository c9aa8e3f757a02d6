/**
 * Takes the pictures of README and docs/page.md: `node scripts/page/screenshots.ts`. Needs Chromium and a built page.
 * The estate is the example; the access that is shown was really opened, and found.
 */
import { mkdirSync } from 'node:fs';
import { launch, openTab } from '../../test/page/browser.ts';
import { startTrial } from '../../test/page/daemon.ts';
import { createIntruder } from '../../test/page/intruder.ts';

const folder = 'docs/images';
const themes = ['light', 'dark'] as const;
const views = [
  { name: 'now', path: '/', shows: /999988887777/u, themes: ['light', 'dark'] },
  {
    name: 'resource',
    path: '/resources/Key/customer-data',
    shows: /999988887777/u,
    themes: ['light', 'dark'],
  },
  { name: 'map', path: '/map?at=Key%2Fcustomer-data', shows: /has the replica/u, themes: ['light', 'dark'] },
] as const;

mkdirSync(folder, { recursive: true });
const trial = await startTrial('.');
const browser = await launch();
try {
  const intruder = await createIntruder(trial.aws);
  await trial.run('pause', 'Key/customer-data', '--for', '1h', '--reason', 'picture of open access');
  await intruder.openKey();
  await trial.run('sync');
  for (const theme of themes) {
    const { page, close } = await openTab(browser, trial.origin, { size: 'desk', theme });
    await page.goto(`${trial.origin}/#token=${trial.token}`);
    await page.getByRole('heading', { name: 'Needs attention' }).waitFor();
    for (const { name, path, shows } of views.filter((one) => one.themes.some((is) => is === theme))) {
      await page.goto(`${trial.origin}${path}`);
      await page.getByText(shows).first().waitFor();
      await page.locator('.facts').getByText('live', { exact: true }).waitFor();
      await page.screenshot({ path: `${folder}/page-${name}-${theme}.png` });
    }
    await close();
  }
  intruder.leave();
} finally {
  await browser.close();
  await trial.end();
}
