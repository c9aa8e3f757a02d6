import type { CheckedSettings } from './settings.ts';
import type { GitUrl } from './url.ts';

/**
 * Builds the command by which git connects. It uses the resolved address, one key, and a host that is known by its
 * name. Nothing that a user or the machine has configured for ssh counts.
 */
export function sshCommand(
  program: string,
  { host, port }: Exclude<GitUrl, { is: 'file' }>,
  address: string,
  { sshKeyFile = '', knownHostsFile = '' }: CheckedSettings,
): string {
  const options = [
    ...['BatchMode=yes', 'IdentitiesOnly=yes', 'IdentityAgent=none', 'PreferredAuthentications=publickey'],
    ...['StrictHostKeyChecking=yes', 'UpdateHostKeys=no', 'CheckHostIP=no', 'VerifyHostKeyDNS=no'],
    ...[`UserKnownHostsFile=${knownHostsFile}`, 'GlobalKnownHostsFile=/dev/null'],
    ...[`HostName=${address}`, `HostKeyAlias=${port === 22 ? host : `[${host}]:${String(port)}`}`],
    ...[
      'ProxyCommand=none',
      'ProxyJump=none',
      'ControlPath=none',
      'ForwardAgent=no',
      'PermitLocalCommand=no',
    ],
    ...['ClearAllForwardings=yes', 'ConnectTimeout=15', 'ServerAliveInterval=15', 'ServerAliveCountMax=2'],
  ];
  const words = [
    program,
    '-F',
    '/dev/null',
    ...options.flatMap((option) => ['-o', option]),
    '-i',
    sshKeyFile,
  ];
  return words.map(quoted).join(' ');
}

/** Quotes text as one word of a shell, through which git runs the command. */
function quoted(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`;
}
