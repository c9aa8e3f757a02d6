import type { Host } from './host.ts';

/** Builds `user@host:pid` and what no other start of a process has: pid 1 is everybody in a container. */
export function holderOf({ environment, entropy }: Pick<Host, 'environment' | 'entropy'>): string {
  return `${whoIs({ environment })}/${entropy.hex(2)}`;
}

/** Builds `user@host:pid`: what others see, and what shows on this host whether it still lives. */
export function whoIs({ environment }: Pick<Host, 'environment'>): string {
  const { variables, host, pid } = environment;
  const user = variables['USER'] ?? variables['LOGNAME'] ?? variables['USERNAME'] ?? 'somebody';
  return `${user}@${host}:${String(pid)}`;
}
