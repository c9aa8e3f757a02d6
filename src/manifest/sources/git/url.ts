/** Where a repository is, in the only forms that are asked for. `text` is what git is given. */
export type GitUrl =
  | { readonly is: 'https'; readonly text: string; readonly host: string; readonly port: number }
  | { readonly is: 'ssh'; readonly text: string; readonly host: string; readonly port: number }
  /** On this machine. */
  | { readonly is: 'file'; readonly text: string };

export interface WrongUrl {
  /** It never holds the URL: that may have a password in it. */
  readonly wrong: string;
}

const name = /^[A-Za-z0-9_][A-Za-z0-9._-]*$/u;
const hostName = /^(?:[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|\[[0-9A-Fa-f:.]+\])$/u;
/** What git, ssh, a shell or curl could read as its own is not needed in the path of a repository. */
const pathName = /^\/(?!-)[A-Za-z0-9._~@%+,=/-]+$/u;

const forms = 'https://HOST/PATH, ssh://USER@HOST/PATH or USER@HOST:PATH';

/**
 * Parses the URL of a repository. Takes only ssh and https, and files of this machine where that is allowed. Git
 * knows more transports, one of which runs any program (`ext::`). Each has its own way to read odd text as an option.
 */
export function parseGitUrl(text: string, allowFile: boolean): GitUrl | WrongUrl {
  if (/[^\u0021-\u007e]/u.test(text) || text === '')
    return { wrong: 'is empty, or contains a space or control character' };
  if (text.startsWith('-')) return { wrong: 'begins with "-", which git reads as an option' };
  if (/^[A-Za-z0-9]+::/u.test(text)) return { wrong: 'names a transport helper, which can run any program' };
  if (text.startsWith('/') || text.startsWith('file:')) return fileUrl(text, allowFile);
  if (text.includes('://')) return networkUrl(text);
  return scpUrl(text);
}

function fileUrl(text: string, allowFile: boolean): GitUrl | WrongUrl {
  if (!allowFile) return { wrong: 'is a local repository, which needs git.allow: [file]' };
  const path = text.replace(/^file:\/\/(?=\/)/u, '');
  if (!pathName.test(path) || hasDots(path)) return { wrong: 'is not an absolute path of plain characters' };
  return { is: 'file', text: `file://${path}` };
}

function networkUrl(text: string): GitUrl | WrongUrl {
  const parts =
    /^(?<scheme>[a-z0-9+.-]+):\/\/(?:(?<user>[^/@]*)@)?(?<host>\[[^\]/]*\]|[^/:@]*)(?::(?<port>\d{1,5}))?(?<path>\/[^?#]*)$/u.exec(
      text,
    )?.groups;
  const { scheme, user, host = '', path = '' } = parts ?? {};
  if (parts === undefined) return { wrong: `has an unsupported form: ${forms}` };
  if (scheme !== 'https' && scheme !== 'ssh') return { wrong: 'has a scheme other than https and ssh' };
  if (user?.includes(':') === true)
    return { wrong: 'contains a password; configure a token file or key file instead' };
  if (user !== undefined && scheme === 'https')
    return { wrong: 'contains a user name, often a token; configure a token file instead' };
  if (user !== undefined && !name.test(user)) return { wrong: 'has a user name with invalid characters' };
  if (!hostName.test(host)) return { wrong: 'has no host, or one with invalid characters' };
  if (!pathName.test(path) || hasDots(path)) return { wrong: 'has no path, or one with invalid characters' };
  const port = Number(parts['port'] ?? (scheme === 'https' ? 443 : 22));
  if (port < 1 || port > 65_535) return { wrong: 'has an invalid port' };
  return { is: scheme, text, host: host.replaceAll(/[[\]]/gu, '').toLowerCase(), port };
}

/** Parses a URL as GitHub and others show it: `git@host:path`, relative to the home of the user. */
function scpUrl(text: string): GitUrl | WrongUrl {
  const {
    user = '',
    host = '',
    path = '',
  } = /^(?<user>[^/@:]+)@(?<host>[^/@:]+):(?<path>.+)$/u.exec(text)?.groups ?? {};
  const isPlain = name.test(user) && hostName.test(host) && pathName.test(`/${path}`) && !hasDots(`/${path}`);
  if (!isPlain) return { wrong: `has an unsupported form: ${forms}` };
  return { is: 'ssh', text, host: host.toLowerCase(), port: 22 };
}

function hasDots(path: string): boolean {
  return (
    path.split('/').includes('..') || path.toLowerCase().includes('%2e%2e') || /%(?:0|1|7f)/iu.test(path)
  );
}
