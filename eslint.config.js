// @ts-check
import { defineConfig, globalIgnores } from 'eslint/config';
import { readdirSync } from 'node:fs';
import tseslint from 'typescript-eslint';
import { functionComment } from './scripts/lint/function-comment.js';
import { testName } from './scripts/lint/test-name.js';

/** @param {string} folder */
function namesIn(folder) {
  return readdirSync(new URL(folder, import.meta.url));
}

/**
 * Determinism: what may be used in src/runtime/ only. Everybody else takes the clock, random numbers,
 * files and the network as arguments, so that a simulation can own them.
 */
const runtimeOnly = 'belongs in src/runtime/; take it as an argument.';

const globals = [
  ['setTimeout', `a timer ${runtimeOnly}`],
  ['setInterval', `a timer ${runtimeOnly}`],
  ['setImmediate', `a timer ${runtimeOnly}`],
  ['queueMicrotask', `a timer ${runtimeOnly}`],
  ['performance', `the clock ${runtimeOnly}`],
  ['crypto', 'Web Crypto draws random numbers; createHash of node:crypto is fine, ids are an argument.'],
  ['process', `process ${runtimeOnly}`],
  ['fetch', `the network ${runtimeOnly}`],
  ['WebSocket', `the network ${runtimeOnly}`],
  ['EventSource', `the network ${runtimeOnly}`],
  ['Intl', 'Intl depends on the locale of the machine.'],
  ['Temporal', `the clock ${runtimeOnly}`],
].map(([name, message]) => ({ name, message }));

const clockAndRandom = [
  { object: 'Date', property: 'now', message: `the clock ${runtimeOnly}` },
  { object: 'Math', property: 'random', message: `random numbers ${runtimeOnly}` },
];

const properties = [
  ...clockAndRandom,
  { object: 'AbortSignal', property: 'timeout', message: `a timer ${runtimeOnly}` },
  ...['setTimeout', 'setInterval', 'setImmediate', 'performance', 'process', 'fetch', 'crypto'].map(
    (property) => ({
      object: 'globalThis',
      property,
      message: `${property} ${runtimeOnly}`,
    }),
  ),
  ...['localeCompare', 'toLocaleString', 'toLocaleDateString', 'toLocaleTimeString'].map((property) => ({
    property,
    message: 'depends on the locale of the machine; sort with byCodeUnit of src/model/tree.ts.',
  })),
  ...['toLocaleLowerCase', 'toLocaleUpperCase'].map((property) => ({
    property,
    message: 'depends on the locale of the machine; use toLowerCase or toUpperCase.',
  })),
];

/** Node modules that reach out of the process, or draw time or random numbers. */
const effects = [
  'fs',
  'fs/promises',
  'child_process',
  'worker_threads',
  'cluster',
  'net',
  'dns',
  'dns/promises',
  'tls',
  'http',
  'https',
  'http2',
  'dgram',
  'os',
  'process',
  'timers',
  'timers/promises',
  'perf_hooks',
  'readline',
  'readline/promises',
  'tty',
  'repl',
  'inspector',
  'sqlite',
  'vm',
  'v8',
];

const randomOfCrypto = [
  'randomBytes',
  'randomInt',
  'randomUUID',
  'randomUUIDv7',
  'randomFill',
  'randomFillSync',
  'getRandomValues',
  'webcrypto',
  'generateKeyPair',
  'generateKeyPairSync',
  'generateKey',
  'generateKeySync',
];

/** @param {string[]} allowed Node modules (without node:) that this part may use. */
function effectImports(allowed = []) {
  const closed = effects.filter((name) => !allowed.includes(name));
  return {
    paths: [
      ...closed.flatMap((name) =>
        [name, `node:${name}`].map((module) => ({ name: module, message: `${module} ${runtimeOnly}` })),
      ),
      ...['crypto', 'node:crypto'].map((name) => ({
        name,
        importNames: randomOfCrypto,
        message: `random numbers ${runtimeOnly}`,
      })),
    ],
  };
}

const noBareSort = {
  selector: 'CallExpression[arguments.length=0] > MemberExpression.callee[property.name=/^(sort|toSorted)$/]',
  message: 'give a comparator: byCodeUnit of src/model/tree.ts.',
};
const noDateOfNow = {
  selector: ':matches(NewExpression[arguments.length=0], CallExpression)[callee.name="Date"]',
  message: `the clock ${runtimeOnly}`,
};
const noEnum = { selector: 'TSEnumDeclaration', message: 'use a union of string literals.' };
const noDefaultExport = { selector: 'ExportDefaultDeclaration', message: 'named exports only.' };
const noModuleLet = {
  selector: ':matches(Program, Program > ExportNamedDeclaration) > VariableDeclaration[kind=/^(let|var)$/]',
  message: 'no mutable state of a module: two instances in one process share nothing.',
};
const functionDeclarations = {
  selector:
    ':matches(Program, Program > ExportNamedDeclaration) > VariableDeclaration > VariableDeclarator[id.typeAnnotation=undefined] > ArrowFunctionExpression.init',
  message: 'a top-level function is a function declaration.',
};
const noModuleMap = {
  selector:
    ':matches(Program, Program > ExportNamedDeclaration) > VariableDeclaration > VariableDeclarator[id.typeAnnotation=undefined] > NewExpression.init[callee.name=/^(Map|Set|WeakMap|WeakSet|Array)$/]',
  message: 'no mutable state of a module: say ReadonlyMap or ReadonlySet if it never changes.',
};
const noSleep = {
  selector: 'MemberExpression[property.name="sleep"]',
  message: 'the engine waits by restUntil of src/engine/waiting/rest.ts: it ends at --timeout and at Ctrl-C.',
};
const oneStepId = 'src/model/step-id.ts builds the ids of steps and takes them apart.';
const noStepIds = [
  { selector: 'TemplateElement[value.raw=/^#(?! )/]:not(:first-child)', message: oneStepId },
  { selector: 'TemplateElement[value.raw=/:(narrow|contract)$/]', message: oneStepId },
  {
    selector:
      'CallExpression[callee.property.name=/^(split|indexOf|lastIndexOf|startsWith|endsWith|includes)$/] > Literal[value=/#|:(narrow|contract)$/]',
    message: oneStepId,
  },
];
const wordsOfReport = 'src/report/sentences says it: the engine gives the facts.';
/** Not for the message of a mistake of our own, which nobody should ever read. */
const ofMistakes = 'NewExpression[callee.name="Error"], CallExpression[callee.name="internal"]';
const noSentences = [
  {
    selector: `:not(:matches(${ofMistakes})) > Literal[value=/[a-z]{2} [a-z]/i]`,
    message: wordsOfReport,
  },
  {
    selector: `:not(:matches(${ofMistakes})) > TemplateLiteral > TemplateElement[value.raw=/[a-z]{2} [a-z]|^ [a-z]{2}|[a-z]{3} $/i]`,
    message: wordsOfReport,
  },
];
/** Every kind and every service, as their folders and files name them. */
const kindNames = namesIn('src/kinds')
  .filter((name) => !/^(shared|stack)$|\./.test(name))
  .map((name) => name.replace(/(?:^|-)([a-z])/g, (_, letter) => letter.toUpperCase()));
const serviceNames = namesIn('src/aws/services').map((name) => name.replace(/\..*/, ''));
const noKinds = {
  selector: `Literal[value=/^(?:(?:${serviceNames.join('|')}):.*|${kindNames.join('|')}|keyId|Enabled|Disabled|PendingDeletion)$/]`,
  message: 'a kind declares it (src/model/kind): the engine knows no kind, service, id or state by name.',
};
const noClass = {
  selector: 'ClassDeclaration[superClass=null]',
  message: 'a function or a closure does it; only an Error may need a class.',
};
const syntaxEverywhere = [noEnum, noDefaultExport, noModuleLet, noModuleMap, noClass, functionDeclarations];

/** @param {object[]} selectors */
function syntax(...selectors) {
  return ['error', ...selectors];
}

/** ESLint holds one setting per rule; a long file is an error (max-lines), a growing one a warning (this). */
const growing = {
  meta: /** @type {const} */ ({
    type: 'suggestion',
    messages: { long: '{{lines}} lines: over 300 wants a reason.' },
  }),
  /** @param {import('eslint').Rule.RuleContext} context */
  create(context) {
    const { lines } = context.sourceCode;
    return {
      /** @param {import('estree').Program} node */
      Program(node) {
        if (lines.length <= 301 || lines.length > 451) return;
        context.report({
          node,
          loc: { line: 301, column: 0 },
          messageId: 'long',
          data: { lines: String(lines.length) },
        });
      },
    };
  },
};

/** One way to name a file, so that it can be guessed. */
const fileName = {
  meta: /** @type {const} */ ({
    type: 'suggestion',
    messages: { name: '{{name}}: files are named in kebab-case.' },
  }),
  /** @param {import('eslint').Rule.RuleContext} context */
  create(context) {
    const name = context.filename.split('/').at(-1) ?? '';
    return {
      /** @param {import('estree').Program} node */
      Program(node) {
        if (/^[a-z0-9]+(-[a-z0-9]+)*([.][a-z-]+)*[.]tsx?$/u.test(name)) return;
        context.report({ node, loc: { line: 1, column: 0 }, messageId: 'name', data: { name } });
      },
    };
  },
};

const tests = ['src/**/*.test.ts', 'src/**/*.test-helper.ts', 'test/**/*.ts', 'scripts/**/*.test*.ts'];

export default defineConfig(
  globalIgnores(['node_modules/', 'dist/', 'coverage/', 'schemas/', 'docs/', 'manifests/', '.keywright/']),
  { linterOptions: { reportUnusedDisableDirectives: 'error', reportUnusedInlineConfigs: 'error' } },

  {
    name: 'keywright/typescript',
    files: ['**/*.ts', '**/*.tsx'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    plugins: {
      keywright: {
        rules: {
          'growing-file': growing,
          'file-name': fileName,
          'test-name': testName,
          'function-comment': functionComment,
        },
      },
    },
    rules: {
      // Types do the work.
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'separate-type-imports' }],
      '@typescript-eslint/consistent-type-exports': 'error',
      '@typescript-eslint/no-explicit-any': ['error', { fixToUnknown: true }],
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true, requireDefaultForNonUnion: true },
      ],
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/return-await': ['error', 'error-handling-correctness-only'],
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      // Numbers in messages are plain; a function that answers void may be returned from an arrow.
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      // Ports are async by contract, also where an implementation has nothing to wait for.
      '@typescript-eslint/require-await': 'off',
      // Ports are records of closures, not objects of classes: there is no receiver to lose.
      '@typescript-eslint/unbound-method': 'off',
      // There are no enums; on a key of a mapped type this rule errs.
      '@typescript-eslint/no-unsafe-enum-assignment': 'off',
      // A string spreads into code points, which is what is meant.
      '@typescript-eslint/no-misused-spread': ['error', { allow: ['string'] }],
      // Type parameters that are named for a reader of a contract.
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
      // `while (true)` with a return inside is how a paging loop reads.
      '@typescript-eslint/no-unnecessary-condition': [
        'error',
        { allowConstantLoopConditions: 'only-allowed-literals' },
      ],

      // Plain reading.
      'keywright/function-comment': 'error',
      eqeqeq: ['error', 'always'],
      'no-console': 'error',
      'no-var': 'error',
      'prefer-const': 'error',
      'no-param-reassign': 'error',
      'no-else-return': 'error',
      'object-shorthand': 'error',
      'no-implicit-coercion': ['error', { boolean: true, number: true, string: true }],
      'no-constructor-return': 'error',
      'no-unreachable-loop': 'error',
      'no-promise-executor-return': ['error', { allowVoid: true }],
      'default-case-last': 'error',
      'no-nested-ternary': 'off',
      'max-depth': ['error', 4],
      'max-params': ['error', 6],
      'keywright/growing-file': 'warn',
      'keywright/file-name': 'error',
      'max-lines': ['error', { max: 450 }],
      'no-proto': 'error',
      'no-extend-native': 'error',
      'no-restricted-globals': ['error', ...globals],
      'no-restricted-properties': ['error', ...properties],
      'no-restricted-imports': ['error', effectImports()],
      'no-restricted-syntax': syntax(...syntaxEverywhere, noBareSort, noDateOfNow),
    },
  },

  {
    name: 'keywright/engine: one way to wait',
    files: ['src/engine/**/*.ts'],
    // A lease has its own bounds, on the monotonic clock.
    ignores: [...tests, 'src/engine/waiting/rest.ts', 'src/engine/lease/{lease,candidate}.ts'],
    rules: {
      'no-restricted-syntax': syntax(
        ...syntaxEverywhere,
        ...[noBareSort, noDateOfNow, noSleep, ...noStepIds, ...noSentences, noKinds],
      ),
    },
  },
  {
    name: 'keywright/one place for the ids of steps',
    files: ['src/{model,report,estimate,store,cli}/**/*.ts'],
    ignores: [...tests, 'src/model/step-id.ts', 'src/report/sarif/sarif.ts'],
    rules: { 'no-restricted-syntax': syntax(...syntaxEverywhere, noBareSort, noDateOfNow, ...noStepIds) },
  },

  // The edges: narrow, listed exceptions.
  {
    name: 'keywright/edge: runtime',
    files: ['src/runtime/**/*.ts'],
    rules: {
      'no-restricted-globals': 'off',
      'no-restricted-imports': 'off',
      'no-restricted-properties': 'off',
      'no-restricted-syntax': syntax(...syntaxEverywhere, noBareSort),
    },
  },
  {
    name: 'keywright/edge: the embedded AWS listens on HTTP',
    files: ['src/sandbox/wire/server.ts'],
    rules: { 'no-restricted-imports': ['error', effectImports(['http'])] },
  },
  {
    name: 'keywright/edge: the page runs in a browser',
    files: ['src/dashboard/**/*.{ts,tsx}'],
    rules: {
      'no-restricted-globals': 'off',
      'no-restricted-properties': 'off',
      'no-restricted-syntax': syntax(noEnum, noDefaultExport, noModuleMap, noClass, functionDeclarations),
    },
  },

  // Tests use what they need, except what would make them differ from run to run.
  {
    name: 'keywright/tests',
    files: tests,
    rules: {
      'no-restricted-globals': 'off',
      'no-restricted-imports': 'off',
      'no-restricted-properties': ['error', ...clockAndRandom],
      'no-restricted-syntax': syntax(...syntaxEverywhere, noDateOfNow),
      'keywright/growing-file': 'off',
      'keywright/test-name': 'error',
      'max-lines': 'off',
      'max-params': 'off',
      '@typescript-eslint/explicit-module-boundary-types': 'off',
      // A fake answers with what the test says, whatever the type.
      '@typescript-eslint/no-unnecessary-condition': 'off',
      // Matchers such as expect.objectContaining and JSON.parse are any by their types.
      '@typescript-eslint/no-unsafe-assignment': 'off',
      'no-promise-executor-return': 'off',
    },
  },
  {
    name: 'keywright/scripts, also those that a lane of the tests runs as a process',
    files: [
      'scripts/**/*.ts',
      'test/moto/**/*.ts',
      'test/aws-cli/**/*.ts',
      'test/page/**/*.ts',
      '*.config.ts',
    ],
    rules: {
      'no-restricted-globals': 'off',
      'no-restricted-imports': 'off',
      'no-restricted-properties': 'off',
      'no-restricted-syntax': syntax(noEnum, noDefaultExport, noModuleLet, functionDeclarations),
      'no-console': 'off',
    },
  },
  {
    name: 'keywright/config files export a default',
    files: ['*.config.ts'],
    rules: { 'no-restricted-syntax': syntax(noEnum, noModuleLet) },
  },

  {
    name: 'keywright/javascript',
    files: ['**/*.js', '**/*.cjs', '**/*.mjs'],
    extends: [tseslint.configs.disableTypeChecked],
    rules: {
      eqeqeq: ['error', 'always'],
      'no-var': 'error',
      'prefer-const': 'error',
      'no-unused-vars': 'error',
    },
  },
);
