import type { Io } from './io.ts';

/** `user@host:pid`: what others are told, and what says on this host whether it still lives. */
export function holderOf({ environment }: Pick<Io, 'environment'>): string {
  const { variables, host, pid } = environment;
  const user = variables['USER'] ?? variables['LOGNAME'] ?? variables['USERNAME'] ?? 'somebody';
  return `${user}@${host}:${String(pid)}`;
}
