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
    means: 'The configuration file of the daemon is inside the source tree of the manifests',
    class: 'invalid',
    hint: 'move it to a place that a commit to the manifests cannot change',
    exit: 1,
  },
  'settings.contradiction': {
    means: 'Two settings of the daemon conflict, or a required setting is missing',
    class: 'invalid',
    hint: 'see docs/daemon-settings.md, or reconcile explain daemon',
    exit: 1,
  },
  'settings.unknown-variable': {
    means: 'A variable begins with KEYWRIGHT_ and does not match any setting',
    class: 'invalid',
    hint: 'correct the name, or unset the variable',
    exit: 1,
  },
  'settings.no-source': {
    means: 'No source of manifests is configured',
    class: 'invalid',
    hint: 'configure a source: sources in the configuration file, --source-directory or --source-git-url',
    exit: 1,
  },
  'settings.guardrails-required': {
    means: 'A source may write to AWS without a guardrails file',
    class: 'invalid',
    hint: 'pass a guardrails file (--guardrails), or keep --max-mode observe',
    exit: 1,
  },
  'settings.unsigned-source': {
    means: 'A source may write to AWS, and its manifests are unsigned',
    class: 'invalid',
    hint: 'set git.signersFile of the source, or allowUnsigned: true if you trust everyone with write access to it',
    exit: 1,
  },
  'settings.plain-tokens': {
    means: 'The API would take tokens in plain text from other machines',
    class: 'invalid',
    hint: 'listen on 127.0.0.1, or put a proxy with TLS in front and set api.behindProxy: true and api.url',
    exit: 1,
  },
} as const satisfies Record<string, ErrorRow>;
