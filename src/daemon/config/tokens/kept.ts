import type { ListedToken, TokensRead } from './load.ts';

/**
 * Decides which tokens count after the file changed. A broken file gives nothing new, and takes away what it no longer
 * holds: a token counts as before while its hash stands there outside of comments. So a mistake locks nobody out in the
 * middle of an incident, and whoever removes a row revokes it, although another row is broken.
 */
export function tokensAfter(
  before: readonly ListedToken[],
  read: TokensRead,
  text: string,
): readonly ListedToken[] {
  if (read.is === 'ok') return read.tokens;
  const written = text.replaceAll(/(?:^|[ \t])#.*$/gmu, '');
  return before.filter(({ hash }) => written.includes(hash));
}
