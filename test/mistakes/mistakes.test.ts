import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import type * as SandboxModule from '../../src/sandbox/sandbox.ts';
import type { Diagnostic } from '../../src/model/diagnostic.ts';
import { errors } from '../../src/model/errors/index.ts';
import { visible } from '../../src/report/text/visible.ts';
import { byCodeUnit } from '../../src/model/tree.ts';
import { goodSet, withOthers } from './harness/estate.ts';
import { codesIn, complaintsOf } from './harness/judge.ts';
import type { Mistake } from './harness/mistake.ts';
import { codesInJson, diagnosticsIn, hooks, runMistake, type Ran } from './harness/run.ts';
import { shapeOf } from './harness/shape.ts';
import { topics } from './topics/index.ts';

// The command line makes its embedded AWS by itself: here a row may get at it before the first call.
vi.mock('../../src/sandbox/sandbox.ts', async (original) => {
  const real = await original<typeof SandboxModule>();
  return {
    ...real,
    createSandbox(options: SandboxModule.SandboxOptions): SandboxModule.Sandbox {
      const sandbox = real.createSandbox(options);
      let met = false;
      return {
        ...sandbox,
        handle(request) {
          if (!met) hooks.made?.(sandbox);
          met = true;
          return sandbox.handle(request);
        },
      };
    },
  };
});

describe('mistakes', () => {
  /** Code and path shape of everything told so far, with the row that told it first: what makes a mistake another one. */
  const told = new Map<string, string>();

  describe.each(topics)('$name', ({ name, mistakes }) => {
    it('reports each mistake well, and changes nothing', async () => {
      const complaints: string[] = [];
      const pages: string[] = [];
      for (const mistake of mistakes) {
        const files = filesOf(mistake);
        const ran = await runMistake(mistake, files);
        const asked = await askedForJson(mistake, files);
        const diagnostics = asked && diagnosticsIn(asked);
        pages.push(pageOf(mistake, ran, diagnostics));
        const beside = await toldBesideOthers(mistake, files, diagnostics ?? []);
        for (const complaint of [...complaintsOf(mistake, ran, diagnostics), ...beside])
          complaints.push(`${mistake.name}: ${complaint}`);
        const pairs = pairsOf(mistake, ran, asked);
        if (pairs.length === 0 && mistake.codes?.length !== 0)
          complaints.push(`${mistake.name}: names no code`);
        for (const pair of pairs) if (!told.has(pair)) told.set(pair, mistake.name);
        for (const code of mistake.codes ?? [])
          if (!pairs.some((pair) => pair.startsWith(`${code} `)))
            complaints.push(`${mistake.name}: does not say ${code}`);
      }
      expectPage(`${name}.txt`, pages.join('\n'));
      expect(complaints).toEqual([]);
    });
  });

  describe('the table of mistakes', () => {
    it('has a name for each', () => {
      const names = topics.flatMap(({ mistakes }) => mistakes.map(({ name }) => name));
      expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
    });

    it('holds at least 200 that differ by code and path shape', () => {
      expect(new Set(told.values()).size).toBeGreaterThanOrEqual(200);
    });

    it('has a row for every error code', () => {
      const found = new Set([...told.keys()].map((pair) => pair.slice(0, pair.indexOf(' '))));
      // A fault of Keywright itself is no mistake of a person's: nothing that is known leads there.
      found.add('engine.internal');
      // The embedded AWS has no other clock than the run: src/cli/lease.test.ts.
      found.add('store.clock-off');
      // What a daemon says, refuses to start with and keeps has tests below src/daemon and src/store.
      const ofDaemon =
        /^(?:(?:api|daemon|settings|tokens|control|source|record)\.|engine\.brake-ahead$|store\.damaged-history$)/u;
      const missing = Object.keys(errors).filter((code) => !found.has(code) && !ofDaemon.test(code));
      const how =
        'Each of these codes needs a row: in the file of its subject below test/mistakes/topics/ add ' +
        "{ name: 'what the person did', files: { … } or argv: [ … ] or aws: (sandbox) => … }, with `about` where " +
        'the message has no path of a manifest; then UPDATE_GOLDEN=1 npx vitest run test/mistakes, and read what ' +
        'was added to test/mistakes/golden/ as somebody who is tired. A code that nobody can reach is deleted.';
      expect(missing.sort(byCodeUnit), how).toEqual([]);
    });
  });
});

function filesOf({ files, bytes = {} }: Mistake): Readonly<Record<string, string>> {
  const empty = Object.keys(bytes).map((path) => [path, ''] as const);
  return { ...(files ?? goodSet), ...Object.fromEntries(empty) };
}

/** Repeats the same run as JSON, where the command can. */
async function askedForJson(
  mistake: Mistake,
  files: Readonly<Record<string, string>>,
): Promise<Ran | undefined> {
  const { argv = ['validate'] } = mistake;
  if (argv.at(-1) === 'json') return runMistake(mistake, files);
  if (argv.some((word) => word === '-o' || word.startsWith('--output'))) return undefined;
  const ran = await runMistake({ ...mistake, argv: [...argv, '-o', 'json'] }, files);
  return /has no option --output|unknown option '-o'|-o cannot be|--output cannot be/u.test(ran.both)
    ? undefined
    : ran;
}

/** Collects code and path shape of all that is reported. Diagnostics tell it, else the codes of a plan and the text. */
function pairsOf(mistake: Mistake, ran: Ran, asked: Ran | undefined): readonly string[] {
  const diagnostics = asked && diagnosticsIn(asked);
  if (diagnostics !== undefined) return diagnostics.map((one) => `${one.code} ${shapeOf(one, mistake)}`);
  const codes = [...codesIn(ran.both), ...(asked === undefined ? [] : codesInJson(asked))];
  return [...new Set(codes)].map((code) => `${code} ${mistake.about ?? ''}`);
}

/** Checks that a set with mistakes in three files names all three; gives what is not told. */
async function toldBesideOthers(
  mistake: Mistake,
  files: Readonly<Record<string, string>>,
  diagnostics: NonNullable<ReturnType<typeof diagnosticsIn>>,
): Promise<readonly string[]> {
  if (mistake.argv !== undefined || mistake.alone !== undefined) return [];
  const { set, mustSay } = withOthers(files);
  const asked = await askedForJson(mistake, set);
  const all = (asked && diagnosticsIn(asked)) ?? [];
  const messages = all.map(({ message }) => message);
  const lost = [...mustSay, ...diagnostics.map(({ message }) => message)].filter(
    (message) => !messages.includes(message),
  );
  return lost.map((message) => `with mistakes in two other files, nobody is told: ${message}`);
}

/**
 * Writes what is reported, as people read it. Of mistakes in manifests it holds only the words and the place. The judge
 * holds code, hint, line, caret and exit code, and test/golden/report how they look.
 */
function pageOf(
  { name, argv, variables = {} }: Mistake,
  ran: Ran,
  diagnostics: readonly Diagnostic[] | undefined,
): string {
  if (argv === undefined && diagnostics !== undefined)
    return `=== ${name}\n${diagnostics.map(lineOf).join('')}`;
  const set = Object.entries(variables).map(([variable, value]) => `${variable}=${value} `);
  const shown = (argv ?? ['validate']).map((word) =>
    /^[\w./=:,@-]+$/u.test(word) ? word : JSON.stringify(word),
  );
  return `=== ${name}\n$ ${set.join('')}reconcile ${shown.join(' ')}\n${ran.both}[exit ${String(ran.exit)}]\n`;
}

function lineOf({ span, severity, code, message, hint }: Diagnostic): string {
  const place = span === undefined ? '' : `${span.file}:${String(span.line)}:${String(span.column)}: `;
  const told = [
    `${place}${severity}: ${message} (${code})`,
    ...(hint === undefined ? [] : [`  hint: ${hint}`]),
  ];
  return told.map((line) => `${visible(line)}\n`).join('');
}

/** Compares a page with its golden file; `UPDATE_GOLDEN=1` writes it instead. */
function expectPage(file: string, text: string): void {
  const path = join(import.meta.dirname, 'golden', file);
  if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(path, text);
  else
    expect(text).toBe(existsSync(path) ? readFileSync(path, 'utf8') : `${file} is missing: UPDATE_GOLDEN=1`);
}
