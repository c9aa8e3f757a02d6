import type { Names } from '../../../runtime/names.ts';
import { familyOf } from '../../../runtime/networks.ts';
import { trouble } from '../refusals.ts';
import { isFailed, type Failed } from './failed.ts';
import { addressesOf } from './host.ts';
import type { CheckedSettings } from './settings.ts';
import { sshCommand } from './ssh.ts';
import type { GitUrl } from './url.ts';

/** What opens the way to one repository, for one fetch. */
export interface Remote {
  readonly url: string;
  readonly config: Readonly<Record<string, string>>;
  readonly environment: Readonly<Record<string, string>>;
  /** Must not appear in anything that is shown. */
  readonly secrets: readonly string[];
}

export interface RemoteParts {
  readonly files: { read(path: string): Promise<string | undefined> };
  readonly names: Names;
  /** The program, by its name or path. */
  readonly ssh: string;
}

/**
 * Resolves the host and reads the token anew, since both change. `attempt` chooses among addresses where only one can
 * be tried.
 */
export async function openRemote(
  settings: CheckedSettings,
  parts: RemoteParts,
  attempt: number,
): Promise<Remote | Failed> {
  const { url } = settings;
  const opened = { [`protocol.${url.is}.allow`]: 'always' };
  if (url.is === 'file') return { url: url.text, config: opened, environment: {}, secrets: [] };
  const found = await addressesOf(url.host, settings.allow, parts.names);
  if (isFailed(found)) return found;
  const { addresses } = found;
  if (url.is === 'ssh') {
    const address = addresses[attempt % addresses.length] ?? url.host;
    const command = sshCommand(parts.ssh, url, address, settings);
    // The variant is given: else git runs the program once more to find out.
    const environment = { GIT_SSH_COMMAND: command, GIT_SSH_VARIANT: 'ssh' };
    return { url: url.text, config: opened, environment, secrets: [] };
  }
  const token = settings.tokenFile === undefined ? undefined : await tokenIn(settings.tokenFile, parts);
  if (token !== undefined && isFailed(token)) return token;
  const basic =
    token === undefined
      ? undefined
      : Buffer.from(`${settings.username ?? 'x-access-token'}:${token.token}`).toString('base64');
  return {
    url: url.text,
    config: {
      ...opened,
      ...(familyOf(url.host) === undefined ? { 'http.curloptResolve': resolved(url, addresses) } : {}),
      ...(settings.caFile === undefined ? {} : { 'http.sslCAInfo': settings.caFile }),
      ...(basic === undefined ? {} : { 'http.extraHeader': `Authorization: Basic ${basic}` }),
    },
    environment: {},
    secrets: [token?.token ?? '', basic ?? ''].filter((secret) => secret !== ''),
  };
}

/** Builds CURLOPT_RESOLVE: the addresses of a host, instead of asking for them. */
function resolved({ host, port }: Exclude<GitUrl, { is: 'file' }>, addresses: readonly string[]): string {
  const list = addresses.map((address) => (familyOf(address) === 6 ? `[${address}]` : address));
  return `${host}:${String(port)}:${list.join(',')}`;
}

async function tokenIn(
  path: string,
  { files }: Pick<RemoteParts, 'files'>,
): Promise<{ readonly token: string } | Failed> {
  const text = await read(path, files);
  if (typeof text !== 'string') return text;
  const token = text.trim();
  return /^[\u0021-\u007e]{1,4096}$/u.test(token)
    ? { token }
    : { failed: trouble('source.setting', `git.tokenFile ${path} does not hold one token on one line`) };
}

async function read(path: string, files: RemoteParts['files']): Promise<string | Failed> {
  try {
    const text = await files.read(path);
    return text ?? { failed: trouble('source.setting', `git.tokenFile ${path} is missing`) };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { failed: trouble('source.setting', `git.tokenFile cannot be read: ${why}`) };
  }
}
