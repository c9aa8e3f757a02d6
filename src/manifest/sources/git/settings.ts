import { posix } from 'node:path';
import type { Duration } from '../../../model/instant.ts';
import type { Network } from '../../../runtime/networks.ts';
import { trouble } from '../refusals.ts';
import type { Failed } from './failed.ts';
import { parseGitUrl, type GitUrl } from './url.ts';

/** A repository as the operator configures it. Secrets are in files. */
export interface GitSettings {
  readonly url: string;
  /** A branch by its name, or `refs/heads/…`, or `refs/tags/…`. */
  readonly ref: string;
  /** The directory of the manifests; absent: the whole repository. */
  readonly path?: string;
  readonly interval: Duration;
  /** Of one fetch. */
  readonly timeout: Duration;
  /** How large the copy may become. */
  readonly maxMegabytes: number;
  readonly sshKeyFile?: string;
  readonly knownHostsFile?: string;
  /** Goes with the token. */
  readonly username?: string;
  readonly tokenFile?: string;
  readonly caFile?: string;
  readonly signersFile?: string;
  /** What is refused otherwise. */
  readonly allow: readonly ('file' | Network)[];
}

/** Settings that may be handed to git. */
export interface CheckedSettings extends Omit<GitSettings, 'url' | 'ref' | 'path'> {
  readonly url: GitUrl;
  /** The whole name. */
  readonly ref: string;
  /** Without a slash at either end; empty: the whole repository. */
  readonly path: string;
}

/** Why settings are refused, with the field of it. */
export interface WrongSetting extends Failed {
  readonly field: keyof GitSettings;
}

/** Refuses settings that git, ssh or a shell could read as more than they say. */
export function checkSettings(settings: GitSettings): CheckedSettings | WrongSetting {
  const url = parseGitUrl(settings.url, settings.allow.includes('file'));
  if ('wrong' in url) return { field: 'url', failed: trouble('source.url', `git.url ${url.wrong}`) };
  const ref = wholeRef(settings.ref);
  if (ref === undefined) return wrong('ref', 'is not the name of a branch or tag');
  const path = subPath(settings.path ?? '');
  if (path === undefined) return wrong('path', 'is not a directory inside the repository');
  for (const field of fileFields) {
    const file = settings[field];
    if (file !== undefined && !filePath.test(file))
      return wrong(field, 'is not an absolute path of plain characters');
  }
  const missing = missingFor(url, settings);
  if (missing !== undefined) return wrong(missing.field, missing.why);
  return { ...settings, url, ref, path };
}

function wrong(field: keyof GitSettings, why: string): WrongSetting {
  return { field, failed: trouble('source.setting', `git.${field} ${why}`) };
}

const fileFields = ['sshKeyFile', 'knownHostsFile', 'tokenFile', 'caFile', 'signersFile'] as const;
/** ssh expands `%`, `~` and `${…}` in paths, and splits them at spaces. */
const filePath = /^\/[\w.@+,=:/-]*$/u;

function missingFor(
  { is }: GitUrl,
  { knownHostsFile, sshKeyFile, tokenFile }: GitSettings,
): { readonly field: keyof GitSettings; readonly why: string } | undefined {
  if (is === 'ssh' && knownHostsFile === undefined)
    return { field: 'knownHostsFile', why: 'is required: ssh connects only to hosts with a known key' };
  if (is === 'ssh' && sshKeyFile === undefined)
    return { field: 'sshKeyFile', why: 'is required: ssh uses neither an agent nor the keys of the user' };
  if (is !== 'https' && tokenFile !== undefined) return { field: 'tokenFile', why: 'is for https only' };
  return undefined;
}

/**
 * Gives the whole name of a branch or tag; undefined if it is none by git-check-ref-format(1). A short name is a
 * branch: a tag of the same name, which more people may push, never takes its place.
 */
export function wholeRef(text: string): string | undefined {
  const whole = text.startsWith('refs/') ? text : `refs/heads/${text}`;
  if (!/^refs\/(?:heads|tags)\/./u.test(whole)) return undefined;
  // Stricter than git: no `{`, and nothing that is not printable ASCII.
  if (/[^\u0021-\u007e]|[~^:?*[\\{]|\.\.|\/\/|\.$|\/$/u.test(whole)) return undefined;
  const parts = whole.split('/');
  return parts.some((part) => part.startsWith('.') || part.startsWith('-') || part.endsWith('.lock'))
    ? undefined
    : whole;
}

/** Gives a path in one spelling; undefined if it leads out or holds what no path of a directory needs. */
export function subPath(text: string): string | undefined {
  if (/[\p{C}\\]/u.test(text)) return undefined;
  const parts = posix
    .normalize(`./${text}`)
    .split('/')
    .filter((part) => part !== '' && part !== '.');
  return text.split('/').includes('..') || parts.some((part) => part.startsWith('-')) || text.startsWith('/')
    ? undefined
    : parts.join('/');
}
