import type { ErrorRow } from './row.ts';

/** What is wrong with the tokens file of the API. */
export const tokensErrors = {
  'tokens.one-document': {
    means: 'The tokens file does not hold exactly one document of kind Tokens',
    class: 'invalid',
    hint: 'write one document: apiVersion keywright.dev/v1, kind Tokens, metadata.name and spec.tokens',
    exit: 1,
  },
  'tokens.inside-manifests': {
    means: 'The tokens file is inside the source tree of the manifests',
    class: 'invalid',
    hint: 'move it to a place that a commit to the manifests cannot change',
    exit: 1,
  },
  'tokens.value': {
    means: 'A row of the tokens file conflicts with another row, or expires too late',
    class: 'invalid',
    hint: 'print a new row with reconcile token',
    exit: 1,
  },
  'tokens.unknown-kind': {
    means: 'A binding names a kind that does not exist',
    class: 'invalid',
    hint: 'reconcile explain lists the kinds',
    exit: 1,
  },
  'tokens.unknown-stack': {
    means: 'A binding of the tokens file names a Stack that the manifests do not declare',
    class: 'invalid',
    hint: 'correct the name, or also pass the manifests of that Stack',
    exit: 1,
  },
  'tokens.expired': {
    means: 'A token of the tokens file expired',
    class: 'invalid',
    hint: 'remove its row, or print a new one with reconcile token',
    exit: 1,
  },
  'tokens.same-subject': {
    means: 'A person has several tokens',
    class: 'invalid',
    hint: 'keep both while one replaces the other; if they belong to two persons, give each a separate subject',
    exit: 1,
  },
} as const satisfies Record<string, ErrorRow>;
