import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { priceOf, prices, pricesOf } from './prices.ts';

const page = readFileSync(join(import.meta.dirname, '../../docs/estimates.md'), 'utf8');

describe('the prices', () => {
  it('shows the prices of the page with their source', () => {
    const rows = page
      .split('\n')
      .filter((line) => /^\| .*\$/u.test(line))
      .map((line) => line.split('|').map((cell) => cell.trim()))
      // The page has another table, of what looks ask.
      .filter(([, , price]) => price?.startsWith('$') === true)
      .map(([, what, price, source]) => [what, price, source]);
    expect(rows).toEqual(
      Object.values(prices).map(({ what, usd, per, source }) => [what, `$${usd} per ${per}`, source]),
    );
  });

  it('has one place and one date', () => {
    expect(page).toContain(`list prices of ${pricesOf.region}, as of ${pricesOf.asOf}`);
  });

  it.each([
    {
      why: 'a hundred million requests of a bucket without a bucket key',
      price: prices.kmsRequests,
      count: 1e8,
      usd: 300,
    },
    {
      why: 'a second trail in an account of 150,000 events',
      price: prices.managementEvents,
      count: 150_000,
      usd: 3,
    },
    { why: 'two million data events', price: prices.dataEvents, count: 2e6, usd: 2 },
  ])('$why cost what AWS says in its example', ({ price, count, usd }) => {
    expect(priceOf(price, count)).toBeCloseTo(usd, 9);
  });
});
