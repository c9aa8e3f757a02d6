import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';
import { describe, expect, it } from 'vitest';

/** Our rules without the type-aware ones, which need a file on disk and are tested where they come from. */
const eslint = new ESLint({
  overrideConfig: [
    { files: ['**/*.ts'], ...tseslint.configs.disableTypeChecked },
    { languageOptions: { parserOptions: { projectService: false } } },
  ],
});

async function rulesFor(filePath: string, code: string): Promise<string[]> {
  const [result] = await eslint.lintText(code, { filePath });
  return (result?.messages ?? []).map((message) => message.ruleId ?? message.message);
}

const effects = [
  { what: 'the clock', code: 'export const a: number = Date.now();', rule: 'no-restricted-properties' },
  { what: 'the clock as a date', code: 'export const a: Date = new Date();', rule: 'no-restricted-syntax' },
  { what: 'the clock as text', code: 'export const a: string = Date();', rule: 'no-restricted-syntax' },
  {
    what: 'the fine clock',
    code: 'export const a: number = performance.now();',
    rule: 'no-restricted-globals',
  },
  { what: 'a timer', code: 'setTimeout(() => undefined, 1);', rule: 'no-restricted-globals' },
  { what: 'an interval', code: 'setInterval(() => undefined, 1);', rule: 'no-restricted-globals' },
  { what: 'an immediate', code: 'setImmediate(() => undefined);', rule: 'no-restricted-globals' },
  {
    what: 'a timer by another name',
    code: 'globalThis.setTimeout(() => 1, 1);',
    rule: 'no-restricted-properties',
  },
  { what: 'timers as promises', code: "import 'node:timers/promises';", rule: 'no-restricted-imports' },
  { what: 'a deadline', code: 'AbortSignal.timeout(1);', rule: 'no-restricted-properties' },
  { what: 'random', code: 'export const a: number = Math.random();', rule: 'no-restricted-properties' },
  {
    what: 'an id',
    code: "import { randomUUID } from 'node:crypto';\nrandomUUID();",
    rule: 'no-restricted-imports',
  },
  {
    what: 'random bytes',
    code: "import { randomBytes } from 'crypto';\nrandomBytes(1);",
    rule: 'no-restricted-imports',
  },
  { what: 'an id of Web Crypto', code: 'crypto.randomUUID();', rule: 'no-restricted-globals' },
  { what: 'the process', code: 'export const a: unknown = process.env;', rule: 'no-restricted-globals' },
  { what: 'the process as a module', code: "import 'node:process';", rule: 'no-restricted-imports' },
  { what: 'files', code: "import 'node:fs';", rule: 'no-restricted-imports' },
  { what: 'files as promises', code: "import 'fs/promises';", rule: 'no-restricted-imports' },
  { what: 'child processes', code: "import 'node:child_process';", rule: 'no-restricted-imports' },
  { what: 'the network', code: "void fetch('https://example.org');", rule: 'no-restricted-globals' },
  { what: 'sockets', code: "import 'node:net';", rule: 'no-restricted-imports' },
  { what: 'a server', code: "import 'node:http';", rule: 'no-restricted-imports' },
  {
    what: 'the locale of a number',
    code: 'export const a: string = (1).toLocaleString();',
    rule: 'no-restricted-properties',
  },
  { what: 'Intl', code: 'new Intl.Collator();', rule: 'no-restricted-globals' },
];

const order = [
  { what: 'the order of a locale', code: "'a'.localeCompare('b');", rule: 'no-restricted-properties' },
  { what: 'the default order', code: '[2, 1].sort();', rule: 'no-restricted-syntax' },
  { what: 'the default order of a copy', code: '[2, 1].toSorted();', rule: 'no-restricted-syntax' },
];

const everywhere = [
  { what: 'a variable of a module', code: 'export let a = 1;\na = 2;', rule: 'no-restricted-syntax' },
  {
    what: 'a container of a module',
    code: 'const a = new Map();\na.set(1, 2);',
    rule: 'no-restricted-syntax',
  },
  { what: 'an enum', code: 'export enum A { B }', rule: 'no-restricted-syntax' },
  { what: 'a default export', code: 'export default 1;', rule: 'no-restricted-syntax' },
  { what: 'a class', code: 'export class A {}', rule: 'no-restricted-syntax' },
  {
    what: 'an arrow where a function belongs',
    code: 'export const a = () => 1;',
    rule: 'no-restricted-syntax',
  },
  { what: 'any', code: 'export type A = any;', rule: '@typescript-eslint/no-explicit-any' },
  {
    what: 'a claim of not null',
    code: "export const a: string = ''.at(0)!;",
    rule: '@typescript-eslint/no-non-null-assertion',
  },
  { what: 'the console', code: "console.log('a');", rule: 'no-console' },
  { what: 'loose equality', code: 'export const a: boolean = 1 == 2;', rule: 'eqeqeq' },
  {
    what: 'a parameter written to',
    code: 'export function a(b: number): void {\n  b = 1;\n}',
    rule: 'no-param-reassign',
  },
  { what: 'a file over 450 lines', code: 'export {};\n'.repeat(451), rule: 'max-lines' },
  { what: 'a file over 300 lines', code: 'export {};\n'.repeat(301), rule: 'keywright/growing-file' },
];

describe('determinism', () => {
  it.each([...effects, ...order])('$what is an error in the core', async ({ code, rule }) => {
    expect(await rulesFor('src/engine/example.ts', code)).toContain(rule);
  });

  it.each(effects)('$what is what src/runtime/ is for', async ({ code }) => {
    expect(await rulesFor('src/runtime/example.ts', code)).toEqual([]);
  });

  it.each([
    { why: 'a given instant is a value', code: 'export const a: Date = new Date(0);' },
    { why: 'a hash is a function', code: "import { createHash } from 'node:crypto';\ncreateHash('sha256');" },
    { why: 'an order that was asked for', code: '[2, 1].sort((a, b) => a - b);' },
    { why: 'a table that never changes', code: 'export const a: ReadonlySet<string> = new Set();' },
  ])('$why', async ({ code }) => {
    expect(await rulesFor('src/engine/example.ts', code)).toEqual([]);
  });

  it.each([{ edge: 'src/sandbox/wire/server.ts', code: "import 'node:http';" }])(
    '$edge may use its one module and no other',
    async ({ edge, code }) => {
      expect(await rulesFor(edge, code)).toEqual([]);
      expect(await rulesFor(edge, "import 'node:fs';")).toContain('no-restricted-imports');
    },
  );

  it.each(['Date.now();', 'Math.random();', 'new Date();'])(
    '%s differs from run to run, so not in tests',
    async (code) => {
      expect(await rulesFor('src/engine/example.test.ts', code)).not.toEqual([]);
    },
  );
});

describe('waiting', () => {
  const code =
    'export async function a(clock: { sleep(ms: number): Promise<void> }): Promise<void> { await clock.sleep(1); }';

  it.each([
    { where: 'src/engine/example.ts', rules: ['no-restricted-syntax'] },
    { where: 'src/engine/waiting/rest.ts', rules: [] },
    { where: 'src/engine/example.test.ts', rules: [] },
    { where: 'src/aws/example.ts', rules: [] },
  ])('$where gets $rules for a sleep that hears no stop', async ({ where, rules }) => {
    expect(await rulesFor(where, code)).toEqual(rules);
  });
});

describe('the ids of steps', () => {
  it.each([
    'export function a(address: string): string { return `${address}#create`; }',
    'export function a(facet: string): string { return `${facet}:contract`; }',
    "export function a(id: string): unknown { return id.split('#'); }",
    "export function a(id: string): boolean { return id.endsWith(':narrow'); }",
  ])('%s is reported where plans are made and shown', async (code) => {
    for (const folder of ['engine', 'model', 'report', 'estimate', 'store', 'cli'])
      expect(await rulesFor(`src/${folder}/example.ts`, code)).toEqual(['no-restricted-syntax']);
    expect(await rulesFor('src/model/step-id.ts', code)).toEqual([]);
  });
});

describe('plain reading', () => {
  it.each([
    { name: 'key-policy.ts', rules: [] },
    { name: 'key-policy.test-helper.ts', rules: [] },
    { name: 's3.ts', rules: [] },
    { name: 'keyPolicy.ts', rules: ['keywright/file-name'] },
    { name: 'KeyPolicy.ts', rules: ['keywright/file-name'] },
    { name: 'key_policy.ts', rules: ['keywright/file-name'] },
  ])('$name', async ({ name, rules }) => {
    expect(await rulesFor(`src/engine/${name}`, 'export {};')).toEqual(rules);
  });

  it.each(everywhere)('$what is reported', async ({ code, rule }) => {
    expect(await rulesFor('src/engine/example.ts', code)).toContain(rule);
    if (!/file over|default export/.test(code))
      expect(await rulesFor('src/runtime/example.ts', code)).toContain(rule);
  });
});

describe('names of tests', () => {
  const named = (name: string, callee = 'it'): Promise<string[]> =>
    rulesFor('src/engine/example.test.ts', `${callee}('${name}', () => undefined);`);

  it.each([
    'refuses a lease when another run holds it',
    'never shares a write',
    're-tags a key that lost its tags',
    'are kept for a day',
    '$why',
    '%s',
  ])('accepts "%s"', async (name) => {
    expect(await named(name)).toEqual([]);
    expect(await named(name, 'it.each([])')).toEqual([]);
  });

  it.each([
    'a lease that another run holds',
    'of another process is watched',
    'never a second key',
    'its tags are kept',
    'should refuse a held lease',
    `refuses ${'very '.repeat(20)}long names`,
  ])('reports "%s"', async (name) => {
    expect(await named(name)).toEqual(['keywright/test-name']);
    expect(await named(name, 'it.each([])')).toEqual(['keywright/test-name']);
  });
});

describe('comments of functions', () => {
  const commented = (text: string, before = ''): Promise<string[]> =>
    rulesFor(
      'src/model/example.ts',
      `/** ${text} */\n${before}function one(): number {\n  return 1;\n}\none();\n`,
    );

  it.each(['Returns one.', 'Re-reads the tags of a key.', 'Builds the ARN of a key from its id.'])(
    'accepts "%s"',
    async (text) => {
      expect(await commented(text)).toEqual([]);
      expect(await commented(text, 'export ')).toEqual([]);
    },
  );

  it.each([
    'The ARN of a key by its id.',
    'Whether it is held.',
    'Keys of an account.',
    'What a write takes.',
  ])('reports "%s"', async (text) => {
    expect(await commented(text)).toEqual(['keywright/function-comment']);
    expect(await commented(text, 'export ')).toEqual(['keywright/function-comment']);
  });
});
