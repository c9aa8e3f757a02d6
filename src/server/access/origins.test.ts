import { expect, it } from 'vitest';
import { requestWith } from './gatekeeper.test-helper.ts';
import { createOrigins } from './origins.ts';

const origins = createOrigins({
  url: 'https://keys.example.com',
  host: '10.0.0.7',
  hosts: ['keywright.keywright.svc'],
});

it.each([
  ['127.0.0.1:9810', true],
  ['localhost:18080', true],
  ['[::1]:9810', true],
  ['10.0.0.7:9810', true],
  ['keys.example.com', true],
  ['KEYS.example.com', true],
  ['keywright.keywright.svc:9810', true],
  ['rebound.example.net:9810', false],
  ['keys.example.com.example.net', false],
  ['127.0.0.1.nip.example', false],
  ['localhost.', false],
  ['10.0.0.8:9810', false],
  ['', false],
  ['keys.example.com@example.net', false],
  ['localhost/x', false],
])('decides whether the Host %s is ours: %s', (host, isOurs) => {
  for (const path of ['/', '/api/v1/status', '/assets/x.js'])
    expect(origins.check(requestWith({ host }, { path })) === undefined, path).toBe(isOurs);
});

it.each([
  ['the page itself', { origin: 'http://127.0.0.1:9810', 'sec-fetch-site': 'same-origin' }, true],
  ['the page behind its proxy', { host: 'keys.example.com', origin: 'https://keys.example.com' }, true],
  ['a page of another port', { origin: 'http://127.0.0.1:3000', 'sec-fetch-site': 'same-site' }, false],
  ['another site', { origin: 'https://example.net', 'sec-fetch-site': 'cross-site' }, false],
  ['a sandboxed frame', { origin: 'null', 'sec-fetch-site': 'cross-site' }, false],
  ['plain http of the public name', { host: 'keys.example.com', origin: 'http://keys.example.com' }, false],
  ['an old browser without a word', {}, false],
  ['a browser that says same-origin only', { 'sec-fetch-site': 'same-origin' }, true],
])('decides whether a write by cookie from %s counts', (_, headers, counts) => {
  const request = requestWith(
    { 'content-type': 'application/json', ...headers },
    { method: 'POST', body: '{}' },
  );
  const refused = origins.check(request) ?? origins.checkCookieWrite(request);
  expect(refused === undefined).toBe(counts);
});

it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', ''])(
  'refuses a write by cookie with the content type %j, which a form could send',
  (type) => {
    const headers = { origin: 'http://127.0.0.1:9810', 'content-type': type };
    expect(origins.checkCookieWrite(requestWith(headers, { method: 'POST', body: '{}' }))).toBeDefined();
  },
);

it('lets a person follow a link to the page, and no site read the API', () => {
  const headers = { 'sec-fetch-site': 'cross-site' };
  expect(origins.check(requestWith(headers, { path: '/resources' }))).toBeUndefined();
  expect(origins.check(requestWith(headers))).toBeDefined();
});
