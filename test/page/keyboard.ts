import type { Page } from 'playwright-core';
import { until } from '../processes/process.ts';
import { openTab } from './browser.ts';
import type { Trial } from './daemon.ts';
import { hasFocus, type Stage } from './stage.ts';

/** Signs in, silences a finding and approves a step with no mouse. */
export async function keyboard(stage: Stage, trial: Trial): Promise<void> {
  const { browser, check } = stage;
  const { page, close } = await openTab(browser, trial.origin, { size: 'desk', theme: 'light' });
  await page.goto(trial.origin);
  await page.getByLabel('Token').waitFor();
  check('begins in the field of the token', await hasFocus(page, 'input[name=token]'));
  await page.keyboard.type(trial.token);
  await page.keyboard.press('Enter');
  await page
    .getByRole('button', { name: /^Silence/u })
    .first()
    .waitFor();

  await page.keyboard.press('Tab');
  check('offers to skip to the content first', await hasFocus(page, 'a.skip'));
  check('shows the link that skips', await page.evaluate<boolean>(isInSight));
  await page.keyboard.press('Enter');
  check('skips to the content', await hasFocus(page, 'main'));

  const passes = passesOf(trial);
  await silence(page, stage);
  // A decision causes a look, and its plan replaces the one on which the next step is approved.
  await until(
    'the look after it',
    trial.process.printed,
    60_000,
    () => passesOf(trial) > passes || undefined,
  );
  await page.keyboard.press('g');
  await page.keyboard.press('p');
  await page.getByRole('heading', { name: 'Plans' }).waitFor();
  check('goes to another view by two keys', await hasFocus(page, 'main'));
  await tabTo(page, 'section[aria-label="Current"] a', stage);
  await page.keyboard.press('Enter');
  await page
    .getByRole('button', { name: /^Approve/u })
    .first()
    .waitFor();
  await approve(page, stage);
  // It runs when the caps allow it: a key was enabled a moment ago.
  await until(
    'the approval',
    trial.process.printed,
    60_000,
    () => trial.process.printed().includes('approves Key/backups#enabled') || undefined,
  );
  check('approves one step by the keyboard', true);
  await close();
}

function passesOf(trial: Trial): number {
  return trial.process.printed().split('"msg":"passed"').length;
}

async function silence(page: Page, stage: Stage): Promise<void> {
  const { check } = stage;
  const silenced = page.getByText(/silenced by/u);
  const before = await silenced.count();
  await tabTo(page, '.finding button.text', stage);
  await page.keyboard.press('Enter');
  await page.locator('dialog[open]').waitFor();
  check('begins in a field of the dialog', await hasFocus(page, 'dialog[open] :is(input, select)'));
  await page.keyboard.press('Escape');
  await page.locator('dialog[open]').waitFor({ state: 'detached' });
  check('returns to the button when the dialog closes', await hasFocus(page, '.finding button.text'));
  await page.keyboard.press('Enter');
  await tabTo(page, 'dialog[open] input[type=text]', stage);
  await page.keyboard.type('known');
  await tabTo(page, 'dialog[open] button[type=submit]', stage);
  await page.keyboard.press('Enter');
  await silenced.nth(before).waitFor();
  check('silences a finding by the keyboard', true);
  await page.keyboard.press('Tab');
  check('goes on where it was after a decision', await hasFocus(page, 'main *, .toast *'));
}

async function approve(page: Page, stage: Stage): Promise<void> {
  const { check } = stage;
  await tabTo(page, 'main button.primary', stage);
  await page.keyboard.press('Enter');
  await page.locator('dialog[open]').waitFor();
  check('the dialog has the focus', await hasFocus(page, 'dialog[open] *'));
  for (const _ of Array.from({ length: 8 })) await page.keyboard.press('Tab');
  check('the focus stays in the dialog', await hasFocus(page, 'dialog[open] *, body'));
  await page.keyboard.press('Escape');
  await page.locator('dialog[open]').waitFor({ state: 'detached' });
  check('returns to the step when the dialog closes', await hasFocus(page, 'main button.primary'));
  await page.keyboard.press('Enter');
  await tabTo(page, 'dialog[open] button[type=submit]', stage);
  await page.keyboard.press('Enter');
  await page.locator('dialog[open]').waitFor({ state: 'detached' });
}

/** Presses Tab until something has the focus. Checks that one sees where the focus is on the way. */
async function tabTo(page: Page, selector: string, { check }: Stage): Promise<void> {
  const unseen: string[] = [];
  for (const _ of Array.from({ length: 80 })) {
    if (await hasFocus(page, selector)) break;
    await page.keyboard.press('Tab');
    const hidden = await page.evaluate<string>(hiddenFocus);
    if (hidden !== '') unseen.push(hidden);
  }
  const reached = await hasFocus(page, selector);
  check([`Tab reaches ${selector} in sight`, ...unseen].join(' '), reached && unseen.length === 0);
}

const isInSight = `(() => {
  const box = document.activeElement.getBoundingClientRect();
  return box.top >= 0 && box.left >= 0 && box.width > 1 && box.bottom <= innerHeight;
})()`;

/** The element with the focus, if no outline shows it or if it is out of sight. */
const hiddenFocus = `(() => {
  const focused = document.activeElement;
  if (focused === document.body) return '';
  const { outlineStyle, outlineWidth } = getComputedStyle(focused);
  const box = focused.getBoundingClientRect();
  const isOutlined = outlineStyle !== 'none' && parseFloat(outlineWidth) >= 1;
  const isInSight = box.bottom > 0 && box.top < innerHeight && box.width > 1 && box.height > 1;
  return isOutlined && isInSight ? '' : focused.outerHTML.slice(0, 120);
})()`;
