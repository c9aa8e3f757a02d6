import type { ErrorRow } from './row.ts';

/** What is wrong with the settings of a daemon, and what it refuses to start with. */
export const settingsErrors = {
  'settings.one-document': {
    means: 'The configuration file of the daemon does not hold exactly one document of kind Daemon',
    class: 'invalid',
    hint: 'write one document: apiVersion keywright.dev/v1, kind Daemon, metadata.name and spec',
    exit: 1,
  },
  'settings.inside-manifests': {
    means: 'The configuration file of the daemon lies inside the tree that manifests come from',
    class: 'invalid',
    hint: 'keep it where a commit to the manifests cannot change it',
    exit: 1,
  },
  'settings.contradiction': {
    means: 'Two settings of the daemon contradict each other, or one lacks what it needs',
    class: 'invalid',
    hint: 'see docs/daemon-settings.md, or reconcile explain daemon',
    exit: 1,
  },
  'settings.unknown-variable': {
    means: 'A variable begins with KEYWRIGHT_ and no setting has it, so it would set nothing',
    class: 'invalid',
    hint: 'correct the name, or unset the variable',
    exit: 1,
  },
  'settings.no-source': {
    means: 'No setting says where the manifests come from',
    class: 'invalid',
    hint: 'name a source: sources in the configuration file, --source-directory or --source-git-url',
    exit: 1,
  },
  'settings.guardrails-required': {
    means: 'A source may write to AWS and no guardrails file bounds it',
    class: 'invalid',
    hint: 'name a guardrails file (--guardrails), or keep --max-mode observe',
    exit: 1,
  },
  'settings.unsigned-source': {
    means: 'A source may write to AWS, and nothing proves who wrote its manifests',
    class: 'invalid',
    hint: 'set git.signersFile of the source, or allowUnsigned: true if whoever can write there may decide',
    exit: 1,
  },
} as const satisfies Record<string, ErrorRow>;
