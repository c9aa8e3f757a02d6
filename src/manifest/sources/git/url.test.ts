import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseGitUrl } from './url.ts';

describe('the URL of a repository', () => {
  it.each([
    ['https://git.example.com/platform/keys.git', { is: 'https', host: 'git.example.com', port: 443 }],
    ['https://Git.Example.com:8443/keys', { is: 'https', host: 'git.example.com', port: 8443 }],
    ['https://[2001:db8::1]/keys', { is: 'https', host: '2001:db8::1', port: 443 }],
    ['ssh://git@git.example.com/platform/keys.git', { is: 'ssh', host: 'git.example.com', port: 22 }],
    ['ssh://git.example.com:2222/~ops/keys', { is: 'ssh', host: 'git.example.com', port: 2222 }],
    ['git@github.com:org/keys.git', { is: 'ssh', host: 'github.com', port: 22 }],
    ['git@git.example.com:/srv/keys.git', { is: 'ssh', host: 'git.example.com', port: 22 }],
  ])('takes %s', (text, url) => {
    expect(parseGitUrl(text, false)).toEqual({ ...url, text });
  });

  it.each([
    ['', 'is empty'],
    ['-oProxyCommand=evil', 'option'],
    ['--upload-pack=evil', 'option'],
    ['ext::sh -c evil', 'space'],
    ['ext::evil', 'transport helper'],
    ['fd::17', 'transport helper'],
    ['https::https://git.example.com/keys', 'transport helper'],
    ['http://git.example.com/keys', 'scheme'],
    ['git://git.example.com/keys', 'scheme'],
    ['ftp://git.example.com/keys', 'scheme'],
    ['git+ssh://git.example.com/keys', 'scheme'],
    ['HTTPS://git.example.com/keys', 'form'],
    ['https://user:secret@git.example.com/keys', 'password'],
    ['https://secret@git.example.com/keys', 'token'],
    ['https://@git.example.com/keys', 'token'],
    ['ssh://git:secret@git.example.com/keys', 'password'],
    ['ssh://-oProxyCommand=evil/keys', 'host'],
    ['ssh://-git@git.example.com/keys', 'user'],
    ['ssh://git@-oProxyCommand=evil/keys', 'host'],
    ['https://git.example.com', 'form'],
    ['https:///keys', 'host'],
    ['https://git.example.com/', 'path'],
    ['https://git.example.com/-keys', 'path'],
    ['https://git.example.com/a/../keys', 'path'],
    ['https://git.example.com/a/%2e%2E/keys', 'path'],
    ['https://git.example.com/keys%0aHost:evil', 'path'],
    ['https://git.example.com/keys?x=1', 'form'],
    ['https://git.example.com/keys#x', 'form'],
    ['https://git.example.com:99999/keys', 'port'],
    ['https://git.example.com:0/keys', 'port'],
    ['https://git.example.com/keys;evil', 'path'],
    ["ssh://git@git.example.com/keys'evil", 'path'],
    ['ssh://git@git.example.com/$(evil)', 'path'],
    ['https://git.example.com/keys\n', 'control'],
    ['https://git.example.com/ключ', 'control'],
    ['git@-oProxyCommand=evil:keys', 'form'],
    ['git@git.example.com:-keys', 'form'],
    ['git@git.example.com:a/../../keys', 'form'],
    ['keys.git', 'form'],
    ['../keys.git', 'form'],
    ['C:\\keys', 'form'],
    ['/srv/keys.git', 'local repository'],
    ['file:///srv/keys.git', 'local repository'],
  ])('refuses %j', (text, why) => {
    expect(parseGitUrl(text, false)).toEqual({ wrong: expect.stringContaining(why) });
  });

  it.each(['/srv/keys.git', 'file:///srv/keys.git'])('takes %s where files are allowed', (text) => {
    expect(parseGitUrl(text, true)).toEqual({ is: 'file', text: 'file:///srv/keys.git' });
  });

  it.each(['file://host/keys', 'file:keys', '/srv/../etc', '/srv/a b', 'file://', '/'])(
    'refuses %j even there',
    (text) => {
      expect(parseGitUrl(text, true)).toHaveProperty('wrong');
    },
  );

  it('shows nothing of a refused one, which may hold a secret', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z0-9]{16}$/u), fc.boolean(), (secret, file) => {
        for (const text of [
          `https://u:${secret}@h/p`,
          `https://${secret}@h/p`,
          `x://${secret}`,
          `${secret} x`,
        ])
          expect(JSON.stringify(parseGitUrl(text, file))).not.toContain(secret);
      }),
    );
  });

  it('gives git nothing that it, ssh or a shell could read as more than a URL', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        fc.constantFrom('', 'https://h/', 'ssh://', 'git@h:', '/'),
        (tail, head) => {
          const url = parseGitUrl(head + tail, true);
          if ('wrong' in url) return;
          expect(url.text).toMatch(
            /^(?:https:\/\/|ssh:\/\/|file:\/\/\/|[A-Za-z0-9_])[A-Za-z0-9._~@%+,=:/[\]-]*$/u,
          );
          expect(url.text).not.toMatch(/::(?!.*\])|\.\.\/|\/-/u);
        },
      ),
    );
  });
});
