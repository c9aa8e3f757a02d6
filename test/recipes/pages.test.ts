import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseArguments } from '../../src/cli/grammar/parse.ts';
import { readDaemonConfig } from '../../src/daemon/config/read.ts';
import { kindsByName } from '../../src/kinds/index.ts';
import { errors } from '../../src/model/errors/index.ts';
import { reasons } from '../../src/model/reasons.ts';
import { wordsOf } from '../walkthrough/aws-words.ts';
import { commandsIn, everyPage, root, textOf } from './commands.ts';

const commands = everyPage
  .flatMap((page) =>
    [...new Set(commandsIn(textOf(page)).map(({ words }) => words))].map((line) => ({ page, line })),
  )
  // The usage of a command shows its form, and a long line is cut.
  .filter(({ line }) => !/\[options\]|…|\\/u.test(line));
/** A sentence may name a command, with an option, without all that it needs. */
const namesOnly = /^[a-z-]+(?: -o json| --[a-z]+)?$/u;

it.each(commands)('takes the command that $page shows: $line', async ({ line }) => {
  const filled = line.replace('HASH', 'a'.repeat(64)).replace('COMMAND', 'plan').replaceAll('"', "'");
  const parsed = await parseArguments(wordsOf(filled), () => undefined);
  const wrong = parsed.is === 'refused' ? parsed.diagnostics : [];
  expect(
    wrong.filter(({ message }) => !(namesOnly.test(line) && /missing|not specified/u.test(message))),
  ).toEqual([]);
});

it('shows settings of a daemon that a daemon takes', () => {
  const text = /^```yaml\n(# daemon\.yaml[\s\S]*?)^```/mu.exec(textOf('docs/production.md'))?.[1] ?? '';
  const read = readDaemonConfig({
    file: { path: 'daemon.yaml', text },
    flags: {},
    variables: {},
    sandbox: false,
    kinds: [...kindsByName().keys()],
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

describe('a quotation', () => {
  const said = spaced(filesIn('src').map(textOf).join('\n')).toLowerCase();
  /** Italics of three words or more are the words of Keywright; `…` stands for what differs. */
  const quotations = everyPage
    .filter((page) => page !== 'CONTRIBUTING.md')
    .flatMap((page) =>
      [...textOf(page).matchAll(/(?<![*`\w])\*([^*`\n]+ [^*`\n]+ [^*`\n]+)\*(?![*`\w])/gu)].map(
        ([, words = '']) => ({ page, words }),
      ),
    );

  it.each(quotations)('has the words of Keywright on $page: $words', ({ words }) => {
    const parts = words.split('…').map((part) => spaced(part).trim().toLowerCase());
    const unsaid = parts.filter((part) => !said.includes(part));
    expect(unsaid).toEqual([]);
  });
});

/** Links to files and headings of the repository. */
describe('a link', () => {
  const links = everyPage.flatMap((page) =>
    [...textOf(page).matchAll(/\]\((?!https?:)([^)]*)\)/gu)].map(([, to = '']) => ({ page, to })),
  );

  it.each(links)('leads somewhere on $page: $to', ({ page, to }) => {
    const [path = '', heading] = to.split('#');
    const file = path === '' ? page : join(page, '..', path);
    if (heading === undefined) {
      expect(() => readdirSync(join(root, file, '..'))).not.toThrow();
      expect(existing(file)).toBe(true);
      return;
    }
    const text = textOf(file);
    const anchors = [...text.matchAll(/<a id="([^"]+)">/gu)].map(([, id = '']) => id);
    const headings = text
      .split('\n')
      .flatMap((line) => /^#+ (?<title>.+)$/u.exec(line)?.groups?.['title'] ?? [])
      .map((title) =>
        title
          .toLowerCase()
          .replaceAll(/[^\w\s-]/gu, '')
          .replaceAll(' ', '-'),
      );
    expect([...anchors, ...headings]).toContain(heading);
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
