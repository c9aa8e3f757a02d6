import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseArguments } from '../../src/cli/grammar/parse.ts';
import { readDaemonConfig } from '../../src/daemon/config/read.ts';
import { errors } from '../../src/model/errors/index.ts';
import { reasons } from '../../src/model/reasons.ts';
import { wordsOf } from '../walkthrough/aws-words.ts';
import { commandsIn, pages, root, textOf } from './commands.ts';

const commands = pages.flatMap((page) =>
  [...new Set(commandsIn(textOf(`docs/${page}`)).map(({ words }) => words))].map((line) => ({ page, line })),
);

it.each(commands)('reads on $page a command that there is: $line', ({ line }) => {
  const parsed = parseArguments(wordsOf(line), () => undefined);
  expect(parsed.is === 'refused' ? parsed.diagnostics : []).toEqual([]);
});

it('shows settings of a daemon that a daemon takes', () => {
  const text = /^```yaml\n(# daemon\.yaml[\s\S]*?)^```/mu.exec(textOf('docs/production.md'))?.[1] ?? '';
  const read = readDaemonConfig({
    file: { path: 'daemon.yaml', text },
    flags: {},
    variables: {},
    sandbox: false,
  });
  expect(read.is === 'refused' ? read.diagnostics : []).toEqual([]);
});

describe('the page of troubles', () => {
  const cells = textOf('docs/troubleshooting.md')
    .split('\n')
    .flatMap((line) => /^\| (?<sees>.+?) \|/u.exec(line)?.groups?.['sees'] ?? []);
  const quoted = cells.flatMap((cell) => [...cell.matchAll(/`([^`]+)`/gu)].map(([, text = '']) => text));
  const codes = new Set([...Object.keys(errors), ...Object.keys(reasons)]);
  const said = spaced(
    [...filesIn('src'), ...filesIn('test/golden'), ...filesIn('test/mistakes/golden')].map(textOf).join('\n'),
  );

  it.each([...new Set(quoted)])('quotes what Keywright says: %s', (text) => {
    expect(codes.has(text) || said.includes(spaced(text))).toBe(true);
  });
});

/** Links to files and headings of the repository. */
describe('a link', () => {
  const links = pages.flatMap((page) =>
    [...textOf(`docs/${page}`).matchAll(/\]\((?!https?:)([^)]*)\)/gu)].map(([, to = '']) => ({ page, to })),
  );

  it.each(links)('leads somewhere on $page: $to', ({ page, to }) => {
    const [path = '', heading] = to.split('#');
    const file = path === '' ? `docs/${page}` : join('docs', page, '..', path);
    if (heading === undefined) {
      expect(() => readdirSync(join(root, file, '..'))).not.toThrow();
      expect(existing(file)).toBe(true);
      return;
    }
    const headings = textOf(file)
      .split('\n')
      .flatMap((line) => /^#+ (?<title>.+)$/u.exec(line)?.groups?.['title'] ?? [])
      .map((title) =>
        title
          .toLowerCase()
          .replaceAll(/[^\w\s-]/gu, '')
          .replaceAll(' ', '-'),
      );
    expect(headings).toContain(heading);
  });
});

function existing(file: string): boolean {
  const clean = file.replace(/\/$/u, '');
  const name = clean.slice(clean.lastIndexOf('/') + 1);
  return readdirSync(join(root, clean, '..')).includes(name);
}

function filesIn(folder: string): readonly string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(?:ts|txt|md)$/u.test(name) && !name.includes('.test'))
    .map((name) => join(folder, name));
}

function spaced(text: string): string {
  return text.replaceAll(/\s+/gu, ' ');
}
