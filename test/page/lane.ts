/**
 * The page in a real browser, over a daemon on the embedded AWS, with drift caused through the wire.
 * `node test/page/lane.ts CHECKOUT`; ends with "N passed, N failed".
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { createChecks } from '../processes/checks.ts';
import { until } from '../processes/process.ts';
import { isTooWide, launch, openTab, sizes, violations } from './browser.ts';
import { startTrial } from './daemon.ts';
import { decisions } from './decisions.ts';
import { createIntruder } from './intruder.ts';

const checkout = resolve(process.argv[2] ?? '.');
const { check, finish } = createChecks();
/** A lane that hangs ends by itself. */
setTimeout(() => {
  check('ends in time', false);
  finish();
}, 540_000).unref();

const views = ['/', '/resources', '/resources/Key/customer-data', '/plans', '/history', '/map'] as const;

const bytes = sizeOfPage();
check(`the page has at most 70 kB (${String(bytes)} bytes by gzip)`, bytes <= 70_000);

const trial = await startTrial(checkout);
const browser = await launch();
try {
  await story();
} catch (error) {
  check(String(error), false);
} finally {
  await browser.close();
  await trial.end();
}
finish();

async function story(): Promise<void> {
  const { page, complaints, close } = await openTab(browser, trial.origin, { size: 'desk', theme: 'light' });
  await page.goto(`${trial.origin}/`);
  await page.getByLabel('Token').fill('wrong');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await appears(page, /not known|no valid|unknown|expired/iu, 'refuses a wrong token');
  check('axe on the way in', none(await violations(page)));
  await page.getByLabel('Token').fill(trial.token);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Needs attention' }).waitFor();
  check('signs in by the keyboard', true);
  check('leaves no token in the address', !page.url().includes('token'));
  await appears(page, /Nothing needs you/u, 'says so when nothing needs anybody', 150_000);

  const intruder = await createIntruder(trial.aws);
  // While it is paused, the access stays long enough to be looked at.
  await trial.run('pause', 'Key/customer-data', '--for', '1h', '--reason', 'exercise');
  await intruder.openKey();
  await trial.run('sync');
  await appears(page, /999988887777/u, 'shows access that somebody opened, without a reload', 60_000);
  await appears(page, /since/u, 'says since when');
  await page.goto(`${trial.origin}/resources/Key/customer-data`);
  await appears(page, /999988887777/u, 'shows the access on the page of the key');
  await page.goto(`${trial.origin}/`);
  await trial.run('resume', 'Key/customer-data');
  await until(
    'the repair',
    trial.process.printed,
    60_000,
    async () => !(await intruder.isOpen()) || undefined,
  );
  check('the access is removed', true);
  await appears(page, /Nothing needs you/u, 'is calm again after the repair, without a reload', 60_000);
  await page.goto(`${trial.origin}/history`);
  await appears(page, /999988887777|Key\/customer-data/u, 'keeps the access in the history');
  await decisions(page, { trial, intruder, check });
  intruder.leave();

  await page.goto(`${trial.origin}/map`);
  await map(page);
  check(['no complaint of the browser', ...complaints].join(' '), complaints.length === 0);
  await close();
  for (const size of ['desk', 'phone'] as const)
    for (const theme of ['light', 'dark'] as const) await looks(size, theme);
}

/** Adds up what a browser loads before it shows anything, as it travels. */
function sizeOfPage(): number {
  const built = join(checkout, 'dist/web');
  return readdirSync(built, { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile())
    .reduce((sum, { parentPath, name }) => sum + gzipSync(readFileSync(join(parentPath, name))).length, 0);
}

async function map(page: Page): Promise<void> {
  const frame = page.getByRole('group', { name: /^Drawing/u });
  const svg = page.getByRole('img', { name: /resources and their references/u });
  await frame.waitFor();
  const before = await svg.getAttribute('viewBox');
  await frame.focus();
  await page.keyboard.press('+');
  await page.keyboard.press('ArrowRight');
  check('the map zooms and moves by the keyboard', (await svg.getAttribute('viewBox')) !== before);
  await page.keyboard.press('0');
  check('the map shows everything again', (await svg.getAttribute('viewBox')) === before);
  await page.getByText('As a list').click();
  await page.getByRole('button', { name: 'Key/customer-data', exact: true }).first().click();
  await appears(page, /has the replica/u, 'the map says what uses a key');
  check('what is chosen stands in the address', page.url().includes('at=Key%2Fcustomer-data'));
  await page.getByRole('button', { name: 'Draw what is around it' }).click();
  await page.getByText('Around Key/customer-data').waitFor();
  await page.getByRole('button', { name: '1 step', exact: true }).click();
  check('the map draws what is one step around a key', page.url().includes('hops=1'));
  await page.getByLabel('Kind').selectOption('Alias');
  check('the filter stands in the address', page.url().includes('kind=Alias'));
}

/** Opens every view in one size and theme. */
async function looks(size: keyof typeof sizes, theme: 'light' | 'dark'): Promise<void> {
  const { page, complaints, close } = await openTab(browser, trial.origin, { size, theme });
  await page.goto(`${trial.origin}/#token=${trial.token}`);
  await page.getByRole('heading', { name: 'Needs attention' }).waitFor();
  for (const view of views) {
    await page.goto(`${trial.origin}${view}`);
    await page.locator('main h1, main h2').first().waitFor({ state: 'attached' });
    // Live updates keep a connection open, so the network is never idle.
    await page.waitForFunction("document.querySelector('.skeleton') === null");
    const what = `${view} at ${String(sizes[size].width)} px, ${theme}`;
    const found = await violations(page);
    check(['axe on', what, ...found].join(' '), found.length === 0);
    check(`${what} fits the screen`, !(await isTooWide(page)));
  }
  check(['no complaint at', size, theme, ...complaints].join(' '), complaints.length === 0);
  await close();
}

async function appears(page: Page, text: RegExp, what: string, timeout = 30_000): Promise<void> {
  const found = await page
    .getByText(text)
    .first()
    .waitFor({ timeout })
    .then(
      () => true,
      () => false,
    );
  check(found ? what : `${what}: ${(await page.locator('body').innerText()).slice(0, 600)}`, found);
}

function none(found: readonly string[]): boolean {
  if (found.length > 0) process.stdout.write(`${found.join('\n')}\n`);
  return found.length === 0;
}
