import type { Page } from 'playwright-core';
import type { Stage } from './stage.ts';

/** Steers the map of the example, and chooses what it draws. */
export async function steerMap(page: Page, { check, appears }: Stage): Promise<void> {
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
