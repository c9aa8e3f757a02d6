import type { Page } from 'playwright-core';
import { openTab, violations } from './browser.ts';
import type { LargeEstate } from './estate.ts';
import { hasFocus, type Stage } from './stage.ts';

/** Checks a list of 5,000 resources: pages, search, order, reload and back, and a change while somebody reads. */
export async function largeList(
  { browser, check, measured, appears }: Stage,
  estate: LargeEstate,
): Promise<void> {
  const { page, complaints, close } = await openTab(browser, estate.origin, { size: 'desk', theme: 'light' });
  await page.goto(`${estate.origin}/#token=${estate.token}`);
  await page.getByRole('heading', { name: 'Needs attention' }).waitFor();

  const answered = page.waitForResponse((one) => one.url().includes('/api/v1/resources'));
  const began = performance.now();
  await page.goto(`${estate.origin}/resources`);
  const bytes = (await (await answered).body()).length;
  await rows(page).first().waitFor();
  measured(`${(performance.now() - began).toFixed(0)} ms from the address to the first of 5,000 rows`);
  check(`the first page of rows has less than 100 kB (${String(bytes)} bytes)`, bytes < 100_000);
  check('the list draws one page of rows', (await rows(page).count()) === 100);
  const drawn = await page.evaluate<number>("document.querySelectorAll('*').length");
  check(`the list draws at most 3,000 elements (${String(drawn)})`, drawn <= 3_000);
  await appears(page, /^1–100 of 5,000$/u, 'says how many resources there are');

  await page.getByRole('button', { name: 'Next page' }).click();
  await appears(page, /^101–200 of 5,000$/u, 'turns to the next page');
  check('begins the next page at its top', (await page.evaluate<number>('scrollY')) === 0);
  await page.reload();
  await appears(page, /^101–200 of 5,000$/u, 'shows the same page after a reload');
  await page.goBack();
  await appears(page, /^1–100 of 5,000$/u, 'goes back to the page before');

  await page.getByLabel('Order').selectOption('address');
  await page.waitForURL(/sort=address/u);
  await rows(page).first().getByText('Alias/data-of-team-0000').waitFor();
  check('sorts by address', true);
  await page.getByLabel('Search resources').fill('bucket team-0042');
  await page.waitForURL(/q=bucket/u);
  await appears(page, /^3 resources$/u, 'finds the words that somebody types');
  await page.reload();
  await appears(page, /^3 resources$/u, 'keeps search and order after a reload');
  check('keeps the words in their field', (await page.getByLabel('Search resources').inputValue()) !== '');
  await page.getByRole('link', { name: 'Bucket/data-of-team-0042', exact: true }).click();
  await page.waitForURL(/\/resources\/Bucket\//u);
  await page.goBack();
  await appears(page, /^3 resources$/u, 'goes back from a resource to what was searched for');

  await changesUnderTheReader(page, estate, { check });
  const found = await violations(page);
  check(['axe on a list of 5,000', ...found].join(' '), found.length === 0);
  check(['no complaint of the large list', ...complaints].join(' '), complaints.length === 0);
  await close();
}

/** Checks that a row changes while somebody stands on another one, further down. */
async function changesUnderTheReader(
  page: Page,
  estate: LargeEstate,
  { check }: Pick<Stage, 'check'>,
): Promise<void> {
  await page.goto(`${estate.origin}/resources?sort=address`);
  await rows(page).nth(60).locator('a').focus();
  const before = await page.evaluate<number>('scrollY');
  estate.drift('Alias/data-of-team-0058');
  await rows(page).nth(58).getByText('drifted', { exact: false }).waitFor();
  check('shows a change in the list without a reload', true);
  check('keeps the place of the reader', before > 0 && (await page.evaluate<number>('scrollY')) === before);
  check('keeps the focus of the reader', await hasFocus(page, '[href*="Alias/data-of-team-0060"]'));
  await page.keyboard.press('ArrowDown');
  check('steps to the next row by the keyboard', await hasFocus(page, '[href*="Alias/data-of-team-0061"]'));
}

function rows(page: Page): ReturnType<Page['locator']> {
  return page.locator('table.rows tbody tr');
}
