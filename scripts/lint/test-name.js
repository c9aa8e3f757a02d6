// @ts-check

/** Plural nouns that look like verbs, and adverbs. */
const noVerb =
  /^(?:its|as|this|always|keys|rows|tags of|values|names of|steps|others|changes of|reads of)\b/u;

/** Verbs in the plural, for tests of several things. */
const verb = /^(?:never )?(?:[a-z]+(?:-[a-z]+)?s|are|have|share)\b/u;

/**
 * Says what is wrong with the name of a test, or nothing. A name that begins with a placeholder is the row's.
 * @param {string} name
 */
export function faultOfTestName(name) {
  if (/\bshould\b/iu.test(name)) return 'says what it does, not what it should do';
  if (name.split(' ').length > 20) return 'has at most 20 words';
  if (/^(?:%|\$|$)/u.test(name)) return undefined;
  return verb.test(name) && !noVerb.test(name)
    ? undefined
    : 'begins with a verb in the third person (does X when Y)';
}

/**
 * The name of a test is a sentence whose subject is the tested thing: it begins with a verb.
 * @type {import('eslint').Rule.RuleModule}
 */
export const testName = {
  meta: { type: 'suggestion', messages: { name: 'the name of a test {{fault}}.' }, schema: [] },
  create(context) {
    return {
      CallExpression(node) {
        const [first] = node.arguments;
        if (first === undefined || node.arguments.length < 2 || !isTest(node.callee)) return;
        const fault = faultOfTestName(textOf(first));
        if (fault !== undefined) context.report({ node: first, messageId: 'name', data: { fault } });
      },
    };
  },
};

/**
 * Finds `it` in `it(…)`, `it.each(…)(…)` and `it.skipIf(…)(…)`.
 * @param {import('estree').Node} callee
 * @returns {boolean}
 */
function isTest(callee) {
  if (callee.type === 'Identifier') return callee.name === 'it' || callee.name === 'test';
  if (callee.type === 'MemberExpression') return isTest(callee.object);
  if (callee.type === 'CallExpression') return isTest(callee.callee);
  return callee.type === 'TaggedTemplateExpression' && isTest(callee.tag);
}

/**
 * Reads a literal; a placeholder stands for each part that is computed.
 * @param {import('estree').Node} node
 */
function textOf(node) {
  if (node.type === 'Literal') return String(node.value);
  return node.type === 'TemplateLiteral' ? node.quasis.map(({ value }) => value.raw).join('$') : '';
}
