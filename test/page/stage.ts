import type { Browser, Page } from 'playwright-core';
import type { Checks } from '../processes/checks.ts';

/** What each part of the lane works with. */
export interface Stage extends Pick<Checks, 'check'> {
  readonly browser: Browser;
  /** Prints a number that was measured: a loaded machine changes it, so nothing depends on it. */
  measured(what: string): void;
  /** Checks that a text appears, and shows what stands there instead. */
  appears(page: Page, text: RegExp, what: string, timeout?: number): Promise<void>;
}

export function createStage(browser: Browser, check: Checks['check']): Stage {
  return {
    browser,
    check,
    measured: (what) => void process.stdout.write(`time    ${what}\n`),
    async appears(page, text, what, timeout = 60_000) {
      const found = await page
        .getByText(text)
        .first()
        .waitFor({ timeout })
        .then(
          () => true,
          () => false,
        );
      check(found ? what : `${what}: ${(await page.locator('body').innerText()).slice(0, 600)}`, found);
    },
  };
}

/** Returns true while this has the focus. */
export function hasFocus(page: Page, selector: string): Promise<boolean> {
  return page.evaluate<boolean>(`document.activeElement?.matches(${JSON.stringify(selector)}) === true`);
}
