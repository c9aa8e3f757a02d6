import type { Page } from 'playwright-core';
import { openTab, violations } from './browser.ts';
import type { LargeEstate } from './estate.ts';
import { hasFocus, type Stage } from './stage.ts';

/** Steers a map of as many resources as one draws. */
export async function largeMap(
  { browser, check, measured, appears }: Stage,
  estate: LargeEstate,
): Promise<void> {
  const { page, complaints, close } = await openTab(browser, estate.origin, { size: 'desk', theme: 'dark' });
  await page.goto(`${estate.origin}/#token=${estate.token}`);
  await page.getByRole('heading', { name: 'Needs attention' }).waitFor();
  const began = performance.now();
  await page.goto(`${estate.origin}/map`);
  await page.locator('.map-node').first().waitFor({ state: 'attached' });
  measured(`${(performance.now() - began).toFixed(0)} ms from the address to a map of 1,000 resources`);
  check('the map draws 1,000 resources', (await page.locator('.map-node').count()) === 1_000);
  await appears(page, /4,000 resources not drawn/u, 'the map says how many are left out');

  const viewBox = (): Promise<string | null> => page.locator('svg.map-drawing').getAttribute('viewBox');
  const whole = await viewBox();
  const { frames, drawn } = await dragged(page);
  check('the mouse moves the large map', (await viewBox()) !== whole);
  const sorted = frames.toSorted((a, b) => a - b);
  const median = sorted[Math.floor(sorted.length / 2)] ?? 0;
  measured(
    `${median.toFixed(1)} ms a frame while the map moves, at worst ${(sorted.at(-1) ?? 0).toFixed(0)} ms`,
  );
  check(`moving the map draws no node again (${String(drawn)} changes)`, drawn === 0);

  await page.getByRole('group', { name: /^Drawing/u }).focus();
  const before = await viewBox();
  for (const key of ['+', 'ArrowRight', 'ArrowDown', '-']) await page.keyboard.press(key);
  check('the large map moves by the keyboard', (await viewBox()) !== before);
  await page.getByText('As a list').focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.locator('.map-panel').waitFor();
  check('the list opens the panel of a resource by the keyboard', page.url().includes('at='));
  check('the list keeps the focus', await hasFocus(page, '.map-list button'));
  // What axe looks at grows with the drawing; the drawing of the example has the same elements.
  const found = await violations(page, '.map-panel');
  check(['axe on the panel of a map of 1,000', ...found].join(' '), found.length === 0);
  check(['no complaint of the large map', ...complaints].join(' '), complaints.length === 0);
  await close();
}

interface Dragged {
  /** The time between frames, in milliseconds. */
  readonly frames: readonly number[];
  /** Changes below the drawing itself. */
  readonly drawn: number;
}

/** Drags the drawing, and watches it: a move may change where one looks, and nothing that is drawn. */
async function dragged(page: Page): Promise<Dragged> {
  await page.evaluate(`
    globalThis.watched = { frames: [], drawn: 0, before: performance.now() };
    new MutationObserver((all) => { watched.drawn += all.filter(({ target }) => !target.matches('svg')).length; })
      .observe(document.querySelector('svg.map-drawing'), { subtree: true, childList: true, attributes: true });
    requestAnimationFrame(function frame(now) {
      watched.frames.push(now - watched.before);
      watched.before = now;
      requestAnimationFrame(frame);
    });`);
  await page.mouse.move(500, 500);
  await page.mouse.down();
  await page.mouse.move(700, 620, { steps: 40 });
  await page.mouse.up();
  return page.evaluate<Dragged>('({ frames: watched.frames.slice(1), drawn: watched.drawn })');
}
