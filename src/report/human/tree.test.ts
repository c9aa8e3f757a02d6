import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Line } from '../display/display.ts';
import { plainLook } from '../text/style.ts';
import { attributeLines } from './attributes.ts';
import { nodesOf } from './tree.ts';

function shown(lines: readonly Line[], sign: '+' | '~' | '-' = '~'): string {
  return attributeLines(nodesOf(lines, sign), 0, plainLook).join('\n');
}

describe('differences as nested attributes', () => {
  it.each<{ why: string; lines: readonly Line[]; text: string }>([
    {
      why: 'a lone path is one line, without spec',
      lines: [{ symbol: '~', path: '/spec/rotation/enabled', before: false, after: true }],
      text: '~ rotation.enabled = false -> true',
    },
    {
      why: 'a tag name with dots and slashes is quoted',
      lines: [{ symbol: '+', path: '/tags/a.b~1c', after: 'x' }],
      text: '+ tags["a.b/c"] = "x"',
    },
    {
      why: 'null is a value: AWS’s default',
      lines: [{ symbol: '~', path: '/description', before: 'x', after: null }],
      text: '~ description = "x" -> null',
    },
    {
      why: 'paths that fork are grouped, numbers in order of numbers',
      lines: [
        { symbol: '+', path: '/list/10', after: 'k' },
        { symbol: '+', path: '/list/2', after: 'c' },
      ],
      text: '~ list = {\n    + "2"  = "c"\n    + "10" = "k"\n  }',
    },
    {
      why: 'an entry keyed by its own value is an element',
      lines: [{ symbol: '-', path: '/policy/Statement/A/Action/kms:*', before: 'kms:*' }],
      text: '~ policy.Statement.A.Action = [\n    - "kms:*",\n  ]',
    },
    {
      why: 'a principal that came back under its name is one element',
      lines: [
        {
          symbol: '~',
          path: '/policy/Statement/A/Principal/AWS/arn',
          before: 'AROA',
          after: 'arn',
          note: 'deleted',
        },
      ],
      text: '~ policy.Statement.A.Principal.AWS = [\n    ~ "AROA" -> "arn", # deleted\n  ]',
    },
    {
      why: 'a tag whose value is its name is no element',
      lines: [{ symbol: '+', path: '/tags/team', after: 'team' }],
      text: '+ tags.team = "team"',
    },
    {
      why: 'equal parts of a whole are counted, not shown',
      lines: [{ symbol: '~', path: '/rule', before: { a: 1, b: [1, 2] }, after: { a: 1, b: [2, 3] } }],
      text: '~ rule = {\n    ~ b = [\n        - 1,\n        + 3,\n          # (1 unchanged element hidden)\n      ]\n      # (1 unchanged attribute hidden)\n  }',
    },
    {
      why: 'statements of one Sid are compared with each other',
      lines: [
        {
          symbol: '~',
          path: '/statements',
          before: [{ Sid: 'A', Action: 'x' }],
          after: [{ Sid: 'A', Action: 'y' }],
        },
      ],
      text: '~ statements = [\n    ~ {\n        ~ Action = "x" -> "y"\n          # (1 unchanged attribute hidden)\n      },\n  ]',
    },
    {
      why: 'another kind of value is shown whole on both sides',
      lines: [{ symbol: '~', path: '/principal', before: '*', after: { AWS: ['a'] } }],
      text: '~ principal = "*" -> {AWS = ["a"]}',
    },
    {
      why: 'empty is not absent',
      lines: [{ symbol: '~', path: '/list', before: [], after: ['a'] }],
      text: '~ list = [\n    + "a",\n  ]',
    },
    {
      why: 'a new list of one value is one line',
      lines: [{ symbol: '+', path: '/list', after: ['kms:*'] }],
      text: '+ list = ["kms:*"]',
    },
    {
      why: 'an empty list is a value',
      lines: [{ symbol: '+', path: '/list', after: [] }],
      text: '+ list = []',
    },
    {
      why: 'a note is a remark on its line',
      lines: [{ symbol: '-', path: '/x', before: 'AROA', note: 'principal was deleted' }],
      text: '- x = "AROA" # principal was deleted',
    },
    {
      why: 'a change of the whole resource opens its fields',
      lines: [{ symbol: '~', path: '', before: { a: 1, b: 2 }, after: { a: 1, b: 3 } }],
      text: '~ b = 2 -> 3',
    },
    {
      why: 'a parent and its child both changed are both told',
      lines: [
        { symbol: '~', path: '/a', before: 1, after: 2 },
        { symbol: '+', path: '/a/b', after: 'x' },
      ],
      text: '~ a = 1 -> 2\n~ a = {\n    + b = "x"\n  }',
    },
    {
      why: 'a name of Object’s prototype is a name like others',
      lines: [{ symbol: '+', path: '/tags', after: { constructor: 'x', toString: 'y' } }],
      text: '+ tags = {\n    + constructor = "x"\n    + toString    = "y"\n  }',
    },
  ])('$why', ({ lines, text }) => {
    expect(shown(lines)).toBe(text);
  });

  it('shows every scalar of a created tree, and no line for a tree that is equal', () => {
    const tree = fc.letrec<{ tree: unknown }>((tie) => ({
      tree: fc.oneof(
        { maxDepth: 3 },
        fc.integer(),
        fc.dictionary(fc.stringMatching(/^[a-z]{1,4}$/u), tie('tree')),
        fc.array(tie('tree')),
      ),
    })).tree;
    fc.assert(
      fc.property(tree, (value) => {
        const after = value as Line['after'] & object;
        const text = shown([{ symbol: '+', path: '/x', after }], '+');
        for (const [number] of JSON.stringify(value).matchAll(/-?\d+/gu)) expect(text).toContain(number);
        expect(nodesOf([{ symbol: '~', path: '/x', before: after, after }], '~')).toEqual([]);
      }),
    );
  });
});
