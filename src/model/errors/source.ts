import type { ErrorRow } from './row.ts';

/** What can be wrong with the place that manifests come from. The last good revision stays in force. */
export const sourceErrors = {
  'source.url': {
    means: 'The URL of a repository is not allowed',
    class: 'invalid',
    hint: 'write https://git.example.com/team/keys.git, ssh://git@git.example.com/team/keys.git or git@git.example.com:team/keys.git; for a repository of this machine file:///srv/git/keys.git, with git.allow: [file]',
    exit: 1,
  },
  'source.setting': {
    means: 'A setting of a source has a value that is not allowed',
    class: 'invalid',
    hint: 'correct the setting in the configuration of the daemon',
    exit: 1,
  },
  'source.host': {
    means: 'The host of a repository resolves to this machine, to its cloud network, or not at all',
    class: 'forbidden',
    hint: 'correct the host, or allow its network in the configuration of the daemon',
    exit: 1,
  },
  'source.unreachable': {
    means: 'A source cannot be read',
    class: 'transient',
    hint: 'check the source; the daemon retries after its interval and keeps the last good revision until then',
    exit: 1,
  },
  'source.denied': {
    means: 'A repository denies read access, or its host identity cannot be verified',
    class: 'forbidden',
    hint: 'check the token or key, its read permission, and the known_hosts or CA file',
    exit: 1,
  },
  'source.redirect': {
    means: 'A repository responded with a redirect, which Keywright does not follow',
    class: 'forbidden',
    hint: 'configure the target URL of the redirect, if it is correct',
    exit: 1,
  },
  'source.no-ref': {
    means: 'The repository has no such branch or tag',
    class: 'invalid',
    hint: 'correct ref; write a tag as refs/tags/NAME',
    exit: 1,
  },
  'source.too-large': {
    means: 'A repository exceeds the size limit',
    class: 'invalid',
    hint: 'use a dedicated repository for manifests, or raise the limit in the configuration of the daemon',
    exit: 1,
  },
  'source.corrupt': {
    means: 'A repository contains objects that fail git fsck, or the local copy is damaged',
    class: 'terminal',
    hint: 'check the repository with git fsck; if it is intact, delete the local copy and restart the daemon',
    exit: 1,
  },
  'source.unsettled': {
    means: 'The files of a source changed while they were read',
    class: 'transient',
    hint: 'replace all files atomically: write them elsewhere, then rename the directory or a symbolic link',
    exit: 1,
  },
  'source.not-kept': {
    means: 'An earlier revision of a source is no longer available',
    class: 'invalid',
    hint: 'pass a commit of the repository, or a revision that reconcile history shows',
    exit: 1,
  },
  'source.unkept': {
    means: 'A revision cannot be saved in the data directory, so a restart may lose it',
    class: 'terminal',
    hint: 'check the disk and the permissions of the data directory; the revision is active nonetheless',
    exit: 1,
  },
  'source.git': {
    means: 'The program git cannot be run',
    class: 'terminal',
    hint: 'install git 2.39 or newer (and ssh for ssh URLs) where the daemon runs',
    exit: 1,
  },
} as const satisfies Record<string, ErrorRow>;
