import type { ErrorRow } from './row.ts';

/** What can be wrong with the place that manifests come from. The last good revision stays in force. */
export const sourceErrors = {
  'source.url': {
    means: 'The URL of a repository is refused',
    class: 'invalid',
    hint: 'write https://git.example.com/team/keys.git, ssh://git@git.example.com/team/keys.git or git@git.example.com:team/keys.git; for a repository of this machine file:///srv/git/keys.git, with git.allow: [file]',
    exit: 1,
  },
  'source.setting': {
    means: 'A setting of a source has a value that is refused',
    class: 'invalid',
    hint: 'correct the setting in the configuration of the daemon',
    exit: 1,
  },
  'source.host': {
    means: 'The host of a repository has an address of this machine, of its cloud, or none',
    class: 'forbidden',
    hint: 'correct the host; if the repository really is there, allow its network in the configuration of the daemon',
    exit: 1,
  },
  'source.unreachable': {
    means: 'A source cannot be read',
    class: 'transient',
    hint: 'the last good revision stays in force; the source is asked again after its interval',
    exit: 1,
  },
  'source.denied': {
    means: 'A repository does not let Keywright read it, or cannot prove that it is the right one',
    class: 'forbidden',
    hint: 'check the token or key, its right to read the repository, and the known hosts or CA file',
    exit: 1,
  },
  'source.redirect': {
    means: 'A repository answers with a redirect, which is not followed',
    class: 'forbidden',
    hint: 'name the URL that it leads to, if it is the right one',
    exit: 1,
  },
  'source.no-ref': {
    means: 'The repository has no such branch or tag',
    class: 'invalid',
    hint: 'correct ref; a tag is written refs/tags/NAME',
    exit: 1,
  },
  'source.too-large': {
    means: 'A repository is larger than allowed',
    class: 'invalid',
    hint: 'keep manifests in a repository of their own, or allow more in the configuration of the daemon',
    exit: 1,
  },
  'source.corrupt': {
    means: 'A repository sends objects that fsck refuses, or the copy of it is damaged',
    class: 'terminal',
    hint: 'check the repository by git fsck; if it is sound, remove the copy and start the daemon again',
    exit: 1,
  },
  'source.unsettled': {
    means: 'The files of a source change while they are read',
    class: 'transient',
    hint: 'replace all files at once: write them elsewhere, then rename the directory or a link to it',
    exit: 1,
  },
  'source.not-kept': {
    means: 'An earlier revision of a source is no longer kept',
    class: 'invalid',
    hint: 'name a commit of the repository, or a revision that reconcile history shows',
    exit: 1,
  },
  'source.unkept': {
    means: 'A revision cannot be kept in the data directory, so a restart may not have it',
    class: 'terminal',
    hint: 'check the disk and the rights of the data directory; the revision is in force all the same',
    exit: 1,
  },
  'source.git': {
    means: 'The program git cannot be run',
    class: 'terminal',
    hint: 'install git 2.39 or newer (and ssh for ssh URLs) where the daemon runs',
    exit: 1,
  },
} as const satisfies Record<string, ErrorRow>;
