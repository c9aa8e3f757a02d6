// @ts-check

/** Plural nouns, adverbs and forms of `be` that look like verbs. */
const noVerb =
  /^(?:its|as|this|always|perhaps|less|across|is|thus|keys|rows|tags|values|names|steps|others|changes|reads|calls|statements|resources|actions|grants|files|lines|words|documents|paths|aliases|roles|policies|facets|marks|entries|plans|reasons|principals|buckets|trails|accounts|times|ids|regions|errors|hours|minutes|seconds|digits|settings|manifests|sids|objects|results|outcomes)$/iu;

/** A verb in the third person at the start of a sentence. */
const verb = /^[A-Z][a-z]*(?:-[a-z]+)?s$/u;

/**
 * Returns true if the text of a comment begins with a verb in the third person.
 * @param {string} text
 */
export function beginsWithVerb(text) {
  const [first = ''] = text.replace(/^[\s*]+/u, '').split(/[\s,.:;]/u);
  return verb.test(first) && !noVerb.test(first);
}

/**
 * Demands that the comment of a function says what the function does: it begins with a verb.
 * @type {import('eslint').Rule.RuleModule}
 */
export const functionComment = {
  meta: {
    type: 'suggestion',
    messages: {
      verb: 'the comment of a function begins with a verb in the third person (Returns, Finds, …).',
    },
    schema: [],
  },
  create(context) {
    return {
      FunctionDeclaration(node) {
        const { parent } = node;
        const statement = parent.type.startsWith('Export') ? parent : node;
        const comment = context.sourceCode.getCommentsBefore(statement).at(-1);
        if (comment?.type !== 'Block' || !comment.value.startsWith('*')) return;
        if (!beginsWithVerb(comment.value)) context.report({ node, messageId: 'verb' });
      },
    };
  },
};
