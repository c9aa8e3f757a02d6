import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

export interface Text {
  /** `src/cli/ask.ts:14`. */
  readonly at: string;
  /** With `X` for each placeholder. */
  readonly text: string;
}

/** Not read by users in the words of Keywright: the embedded AWS has AWS's words, tables and scripts have none. */
const others =
  /\.test(?:-helper)?\.ts$|^src\/(?:sandbox|simulator)\/|^src\/policy\/authorization\/|^src\/cli\/completion\/scripts\.ts$/u;

/** Finds every text of the product with two words in a row: messages, hints, help, descriptions of schemas. */
export function textsOfProduct(): readonly Text[] {
  return readdirSync('src', { recursive: true, encoding: 'utf8' })
    .map((name) => join('src', name))
    .filter((path) => path.endsWith('.ts') && !others.test(path))
    .toSorted()
    .flatMap((path) => textsIn(path, readFileSync(path, 'utf8')));
}

/** Finds the texts of one source file. */
export function textsIn(path: string, source: string): readonly Text[] {
  const file = ts.createSourceFile(path, source, ts.ScriptTarget.Latest, true);
  const found: Text[] = [];
  function visit(node: ts.Node): void {
    const text = textOf(node);
    if (text !== undefined && /[a-z]+,? [a-z]+/u.test(text)) {
      const { line } = file.getLineAndCharacterOfPosition(node.getStart());
      found.push({ at: `${path}:${String(line + 1)}`, text });
    }
    ts.forEachChild(node, visit);
  }
  visit(file);
  return found;
}

/** Finds the names of tests and of their groups. */
export function namesOfTests(): readonly Text[] {
  return ['src', 'test', 'scripts']
    .flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)),
    )
    .filter((path) => /\.test(?:-helper)?\.ts$/u.test(path))
    .toSorted()
    .flatMap((path) => namesIn(path, readFileSync(path, 'utf8')));
}

/** Finds the names of tests in one source file. */
export function namesIn(path: string, source: string): readonly Text[] {
  const file = ts.createSourceFile(path, source, ts.ScriptTarget.Latest, true);
  const found: Text[] = [];
  function visit(node: ts.Node): void {
    const [name] = ts.isCallExpression(node) && declaresTests(node.expression) ? node.arguments : [];
    const text = name === undefined ? undefined : textOf(name);
    if (text !== undefined) {
      const { line } = file.getLineAndCharacterOfPosition(node.getStart());
      found.push({ at: `${path}:${String(line + 1)}`, text });
    }
    ts.forEachChild(node, visit);
  }
  visit(file);
  return found;
}

/** Recognizes `it`, `test.each(…)`, `describe.skipIf(…)` and the like. */
function declaresTests(node: ts.Expression): boolean {
  if (ts.isIdentifier(node)) return ['it', 'test', 'describe'].includes(node.text);
  return (ts.isPropertyAccessExpression(node) || ts.isCallExpression(node)) && declaresTests(node.expression);
}

function textOf(node: ts.Node): string | undefined {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return undefined;
  return node.head.text + node.templateSpans.map(({ literal }) => `X${literal.text}`).join('');
}
