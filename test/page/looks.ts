import type { Page } from 'playwright-core';
import { isTooWide, openTab, sizes, violations, type Look } from './browser.ts';
import type { Trial } from './daemon.ts';
import type { Stage } from './stage.ts';

interface View {
  readonly path: string;
  /** What is done before one looks, and what the view is called then. */
  readonly then?: readonly [string, (page: Page) => Promise<void>];
}

const views: readonly View[] = [
  { path: '/' },
  { path: '/', then: ['with a dialog', openDialog] },
  { path: '/', then: ['with the menu', (page) => page.locator('header .menu summary').click()] },
  { path: '/', then: ['with the keys', (page) => page.keyboard.press('?')] },
  { path: '/resources' },
  { path: '/resources?q=nothing-has-this-name' },
  { path: '/resources/Key/customer-data' },
  { path: '/resources/Key/audit-log' },
  { path: '/resources/Key/of-nobody' },
  { path: '/plans' },
  { path: '/plans', then: ['with its steps', openPlan] },
  { path: '/plans/none' },
  { path: '/history' },
  { path: '/history?address=Key%2Fof-nobody' },
  { path: '/map' },
  { path: '/map?at=Key%2Fcustomer-data' },
  { path: '/no/such/view' },
];

/** Opens every view in one size and theme; then once more while the daemon does not answer. */
export async function looks({ browser, check }: Stage, trial: Trial, look: Look): Promise<void> {
  const { page, complaints, close } = await openTab(browser, trial.origin, look);
  const at = `at ${String(sizes[look.size].width)} px, ${look.theme}`;
  async function judge(name: string): Promise<void> {
    const found = await violations(page);
    check(['axe on', name, at, ...found].join(' '), found.length === 0);
    check(`${name} ${at} fits the screen`, !(await isTooWide(page)));
  }
  await page.goto(`${trial.origin}/#token=${trial.token}`);
  await page.getByRole('heading', { name: 'Needs attention' }).waitFor();
  for (const { path, then } of views) {
    await page.goto(`${trial.origin}${path}`);
    await page.locator('main h1, main h2').first().waitFor({ state: 'attached' });
    // Live updates keep a connection open, so the network is never idle.
    await page.locator('.skeleton').first().waitFor({ state: 'detached' });
    await then?.[1](page);
    await judge(then === undefined ? path : `${path} ${then[0]}`);
  }
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const moving = await page.evaluate<number>(stillMoves);
  check(`nothing moves ${at} for who wants no motion (${String(moving)})`, moving === 0);
  await page.route('**/api/v1/**', (route) => route.abort());
  await page.goto(`${trial.origin}/`);
  await page.getByRole('alert').first().waitFor();
  await judge('/ without an answer');
  check(['no complaint', at, ...complaints].join(' '), complaints.length === 0);
  await close();
}

/** Counts what would still move for longer than an instant. */
const stillMoves = `[...document.querySelectorAll('*')].filter((one) => {
  const { animationName, animationDuration, transitionDuration } = getComputedStyle(one);
  return (animationName !== 'none' && parseFloat(animationDuration) > 0.01) || parseFloat(transitionDuration) > 0.01;
}).length`;

async function openDialog(page: Page): Promise<void> {
  await page.locator('.finding-actions button').first().click();
  await page.locator('dialog[open]').waitFor();
}

async function openPlan(page: Page): Promise<void> {
  await page.locator('section[aria-label="Current"] a').first().click();
  await page.locator('h1 code').waitFor();
  await page.locator('.skeleton').first().waitFor({ state: 'detached' });
}
