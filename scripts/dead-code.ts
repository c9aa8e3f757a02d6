/**
 * Exports of src/ that nobody needs. Fails on what nobody imports; lists what only tests use.
 * A type may stay exported if its own file uses it: it is part of the signature of something exported. The same
 * holds for a type that an index passes on.
 */
import path from 'node:path';
import ts from 'typescript';

/** `file#name` → why it is right that nothing in TypeScript imports it. */
const allowed: Readonly<Record<string, string>> = {
  'src/cli/main.ts#main': 'bin/reconcile.js starts it',
};

/** What the page may know about the server: the page is a program of its own. */
const pageTypes = 'src/server/types.ts';

type User = 'product' | 'test' | 'self';

const program = createProgram();
const checker = program.getTypeChecker();
const files = program.getSourceFiles().filter((file) => isOurs(relative(file)));

const users = new Map<ts.Symbol, Set<User>>();
for (const file of files) collectUses(file);

const unused: string[] = [];
const onlyTested: string[] = [];
for (const file of files.filter((each) => isProduct(relative(each)) && relative(each) !== pageTypes)) {
  for (const { id, by } of exportsOf(file)) {
    if (by.has('product') || allowed[id] !== undefined) continue;
    if (!by.has('test'))
      unused.push(
        by.has('self') ? `${id}: only its own file uses it; take export away` : `${id}: nobody uses it`,
      );
    // The embedded AWS is the tests' instrument; there, use by tests is use.
    else if (!by.has('self') && !id.startsWith('src/sandbox/')) onlyTested.push(id);
  }
}

unused.sort();
onlyTested.sort();
if (onlyTested.length > 0) console.log(`Used by tests only (not an error):\n  ${onlyTested.join('\n  ')}`);
for (const line of unused) console.error(line);
process.exitCode = unused.length === 0 ? 0 : 1;

function createProgram(): ts.Program {
  const config = ts.getParsedCommandLineOfConfigFile(
    'tsconfig.json',
    { incremental: false },
    {
      ...ts.sys,
      onUnRecoverableConfigFileDiagnostic: (diagnostic) => {
        throw new Error(ts.flattenDiagnosticMessageText(diagnostic.messageText, '\n'));
      },
    },
  );
  if (config === undefined) throw new Error('tsconfig.json cannot be read');
  return ts.createProgram(config.fileNames, config.options);
}

function relative(file: ts.SourceFile): string {
  return path.relative(process.cwd(), file.fileName);
}

function isOurs(name: string): boolean {
  return /^(src|test|scripts)\//u.test(name);
}

function isTest(name: string): boolean {
  return name.startsWith('test/') || /\.test(-helper)?\.tsx?$/u.test(name);
}

function isProduct(name: string): boolean {
  return name.startsWith('src/') && !isTest(name);
}

/**
 * Collects what a file uses. Every name that leads out of it marks what it leads to, and each re-export on the way.
 */
function collectUses(file: ts.SourceFile): void {
  const outside: User = isTest(relative(file)) ? 'test' : 'product';

  function visit(node: ts.Node): void {
    if (ts.isExportDeclaration(node)) return; // to pass a name on is not to use it
    if (ts.isIdentifier(node) && !isOwnName(node)) markChain(symbolOf(node));
    ts.forEachChild(node, visit);
  }

  function markChain(start: ts.Symbol | undefined): void {
    for (let symbol = start; symbol !== undefined; symbol = next(symbol)) {
      const here = symbol.declarations?.some((declaration) => declaration.getSourceFile() === file) === true;
      const user = here ? 'self' : outside;
      const known = users.get(symbol);
      if (known === undefined) users.set(symbol, new Set([user]));
      else known.add(user);
    }
  }

  visit(file);
}

function next(symbol: ts.Symbol): ts.Symbol | undefined {
  return (symbol.flags & ts.SymbolFlags.Alias) === 0 ? undefined : checker.getImmediateAliasedSymbol(symbol);
}

/**
 * Finds the symbol of a name. In `const { a } = await import('./b.ts')` it stands for the export, not for the new
 * variable.
 */
function symbolOf(node: ts.Identifier): ts.Symbol | undefined {
  const parent = node.parent;
  if (ts.isBindingElement(parent) && ts.isObjectBindingPattern(parent.parent)) {
    return checker.getTypeAtLocation(parent.parent).getProperty((parent.propertyName ?? node).getText());
  }
  if (ts.isShorthandPropertyAssignment(parent)) return checker.getShorthandAssignmentValueSymbol(parent);
  return checker.getSymbolAtLocation(node);
}

/** Returns true for the identifier by which a declaration names itself. */
function isOwnName(node: ts.Identifier): boolean {
  const parent = node.parent;
  return (
    (ts.isFunctionDeclaration(parent) ||
      ts.isVariableDeclaration(parent) ||
      ts.isInterfaceDeclaration(parent) ||
      ts.isTypeAliasDeclaration(parent) ||
      ts.isClassDeclaration(parent) ||
      ts.isParameter(parent)) &&
    parent.name === node
  );
}

function exportsOf(file: ts.SourceFile): { id: string; by: ReadonlySet<User> }[] {
  const module = checker.getSymbolAtLocation(file);
  if (module === undefined) return [];
  return checker.getExportsOfModule(module).map((symbol) => {
    const target = (symbol.flags & ts.SymbolFlags.Alias) === 0 ? symbol : checker.getAliasedSymbol(symbol);
    const isType = (target.flags & ts.SymbolFlags.Value) === 0;
    const by = new Set(users.get(symbol));
    // A type that is passed on (by the index of a folder) is as needed as it is where it stands.
    if (isType && (by.has('self') || (target !== symbol && users.has(target)))) by.add('product');
    return { id: `${relative(file)}#${symbol.name}`, by };
  });
}
