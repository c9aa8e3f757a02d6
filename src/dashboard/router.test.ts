import { describe, expect, test } from 'vitest';
import { placeOf, planPath, resourcePath, titleOf, viewOf, withSource } from './router.ts';

describe('placeOf', () => {
  test.each([
    ['/', { is: 'now' }],
    ['/resources', { is: 'resources' }],
    ['/resources/', { is: 'resources' }],
    ['/resources/Key/orders', { is: 'resource', address: 'Key/orders' }],
    ['/resources/Key', { is: 'unknown' }],
    ['/resources/Key//', { is: 'unknown' }],
    ['/plans/a916b9d87d51', { is: 'plan', id: 'a916b9d87d51' }],
    ['/map', { is: 'map' }],
    ['/elsewhere', { is: 'unknown' }],
    ['/resources/Key/%E0%A4%A', { is: 'resource', address: 'Key/%E0%A4%A' }],
  ])('reads %s', (path, place) => {
    expect(placeOf(path)).toEqual(place);
  });

  test.each(['Key/orders', 'Key/a b', 'Key/50%', 'Grant/é?#'])(
    'reads what resourcePath writes for %s',
    (address) => {
      const { pathname } = new URL(resourcePath(address, 'main'), 'http://localhost');
      expect(placeOf(pathname)).toEqual({ is: 'resource', address });
    },
  );
});

test('names a resource and a plan in the title of the tab', () => {
  expect(titleOf({ is: 'resource', address: 'Key/orders' })).toBe('Key/orders');
  expect(titleOf({ is: 'plan', id: 'a916b9d87d51' })).toBe('Plan a916b9d87d51');
  expect(titleOf({ is: 'unknown' })).toBe('Not found');
});

test('marks the list in the navigation when one of its things is open', () => {
  expect(viewOf(placeOf(resourcePath('Key/orders')))).toBe('resources');
  expect(viewOf(placeOf(planPath('a916b9d87d51')))).toBe('plans');
});

describe('withSource', () => {
  test.each([
    ['/plans', '?source=eu', '/plans?source=eu'],
    ['/plans?limit=3', '?q=x&source=eu', '/plans?limit=3&source=eu'],
    ['/plans?source=us', '?source=eu', '/plans?source=us'],
    ['/plans', '?q=x', '/plans'],
  ])('leads %s on from %s to %s', (href, search, expected) => {
    expect(withSource(href, search)).toBe(expected);
  });
});
