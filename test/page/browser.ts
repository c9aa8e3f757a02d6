import axe from 'axe-core';
import { chromium, type Browser, type Page } from 'playwright-core';

/** Chromium as Debian installs it, or another one that the operator names. */
const executablePath = process.env['KEYWRIGHT_CHROMIUM'] ?? '/usr/bin/chromium';

export const sizes = {
  desk: { width: 1280, height: 900 },
  phone: { width: 390, height: 844 },
} as const;

export interface Look {
  readonly size: keyof typeof sizes;
  readonly theme: 'light' | 'dark';
}

export interface Tab {
  readonly page: Page;
  /** Errors on the console, and requests to anybody but the daemon. */
  readonly complaints: readonly string[];
  close(): Promise<void>;
}

export function launch(): Promise<Browser> {
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
}

/** Opens a tab that reaches nothing but the daemon. */
export async function openTab(browser: Browser, origin: string, { size, theme }: Look): Promise<Tab> {
  const context = await browser.newContext({ viewport: sizes[size], colorScheme: theme, timezoneId: 'UTC' });
  context.setDefaultTimeout(30_000);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    // The console names a refused request on its own; what the page makes of it is checked on the page.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
      complaints.push(message.text());
  });
  page.on('pageerror', (error) => void complaints.push(String(error)));
  await context.route('**', async (route) => {
    const url = route.request().url();
    if (url.startsWith(origin)) return route.continue();
    complaints.push(`asks ${url}`);
    return route.abort();
  });
  return { page, complaints, close: () => context.close() };
}

/** Lists what axe finds wrong with what is shown, or with a part of it, each in one line. */
export async function violations(page: Page, within = 'html'): Promise<readonly string[]> {
  await page.evaluate(axe.source);
  const found = await page.evaluate<axe.AxeResults>(`axe.run(${JSON.stringify(within)})`);
  return found.violations.map(
    ({ id, nodes }) =>
      `${id}: ${nodes
        .map(({ target }) => target.join(' '))
        .slice(0, 3)
        .join(', ')}`,
  );
}

/** Returns true if the page can be scrolled to the side: something is wider than the screen. */
export function isTooWide(page: Page): Promise<boolean> {
  return page.evaluate<boolean>('document.documentElement.scrollWidth > innerWidth + 1');
}
