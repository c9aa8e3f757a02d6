import { openTab } from './browser.ts';
import type { Trial } from './daemon.ts';
import type { Stage } from './stage.ts';

/** Looks for the token in every place that a script, a colleague or a picture could read. */
export async function secrets({ browser, check }: Stage, trial: Trial): Promise<void> {
  const { page, close } = await openTab(browser, trial.origin, { size: 'desk', theme: 'light' });
  const answer = await page.goto(`${trial.origin}/#token=${trial.token}`);
  const policy = answer?.headers()['content-security-policy'] ?? '';
  check(`allows no script and no style within the page (${policy})`, isStrict(policy));
  await page.getByRole('heading', { name: 'Needs attention' }).waitFor();
  check('executes no code that stands in the page', await page.evaluate<boolean>(inlineIsRefused));
  const readable = await page.evaluate<string>(`JSON.stringify([
    { ...localStorage }, { ...sessionStorage }, document.cookie, location.href, history.state,
    document.documentElement.outerHTML, [...document.querySelectorAll('input')].map(({ value }) => value),
    performance.getEntries().map(({ name }) => name.split('#')[0])])`);
  check('keeps the token nowhere that a script can read', !readable.includes(trial.token));
  const cookies = await page.context().cookies();
  check(
    'has one cookie, which no script reads and no other site sends',
    cookies.length === 1 && cookies.every(({ httpOnly, sameSite }) => httpOnly && sameSite === 'Strict'),
  );
  check('has no token in its cookie', !JSON.stringify(cookies).includes(trial.token));
  await close();
}

const inlineIsRefused = `(() => {
  const script = document.createElement('script');
  script.textContent = 'globalThis.inlineRan = true';
  document.head.append(script);
  return globalThis.inlineRan !== true;
})()`;

function isStrict(policy: string): boolean {
  const parts = new Map(policy.split(';').map((part) => [part.trim().split(' ')[0], part]));
  const governs = ['script-src', 'style-src'].map((name) => parts.get(name) ?? parts.get('default-src'));
  return (
    governs.every((part) => part !== undefined && !/unsafe|\*|data:/u.test(part)) &&
    parts.has('frame-ancestors')
  );
}
