import type { ErrorRow } from './row.ts';

/** What can be wrong with a guardrails file, and what lies beyond it. Nothing runs without a file that was named. */
export const guardrailsErrors = {
  'guardrails.one-document': {
    means: 'The guardrails file does not hold exactly one document of kind Guardrails',
    class: 'invalid',
    hint: 'write one document: apiVersion keywright.dev/v1, kind Guardrails, metadata.name and spec',
    exit: 1,
  },
  'guardrails.inside-manifests': {
    means: 'The guardrails file lies inside the tree that the manifests come from',
    class: 'invalid',
    hint: 'keep the guardrails where a commit to the manifests cannot change them',
    exit: 1,
  },
  'guardrails.beyond': {
    means: 'The Stack or a resource declares something that the guardrails do not allow',
    class: 'forbidden',
    hint: 'remove it from the manifests, or ask the owner of the guardrails file to allow it',
    exit: 1,
  },
  'guardrails.stands-on': {
    means: 'A manifest targets a resource that the guardrails list in standsOn or coordination',
    class: 'forbidden',
    hint: 'remove it from the manifests: write access to a dependency of Keywright is control over Keywright',
    exit: 1,
  },
} as const satisfies Record<string, ErrorRow>;
