import type { Diagnostic } from '../../../model/diagnostic.ts';
import { oneLine } from '../../../model/one-line.ts';
import { trouble, type SourceCode } from '../refusals.ts';
import type { Remote } from './remote.ts';

/**
 * Extracts what git says of its failure, in one line. Keeps the lines that name a cause, without what a server says
 * beside it.
 */
export function reasonOf(errors: string): string {
  const lines = errors.split(/[\r\n]+/u).filter((line) => line.trim() !== '');
  const causes = lines.filter((line) => /^(?:fatal|error|ssh|remote: fatal): /u.test(line) || isOfSsh(line));
  const told = causes.length === 0 ? lines.slice(-2) : causes.slice(0, 2);
  return told.length === 0 ? 'git gives no reason' : oneLine(told.join('; '));
}

function isOfSsh(line: string): boolean {
  return /Permission denied|Host key verification failed|^No user exists|^Load key|^kex_|^Connection /u.test(
    line,
  );
}

/** Sorts a fetch that failed by what a person can do, from what git 2.39 and curl say in English. */
const causes: readonly (readonly [code: SourceCode, words: RegExp])[] = [
  ['source.too-large', /File too large/u],
  ['source.no-ref', /couldn't find remote ref/u],
  [
    'source.corrupt',
    /fsck error|object [\da-f]+: .*:|did not receive expected object|invalid index-pack|inflate/iu,
  ],
  ['source.redirect', /redirect|returned error: 30\d/iu],
  [
    'source.denied',
    /could not read (?:Username|Password)|Authentication failed|Permission denied|Host key verification|returned error: 40[13]|certificate|SSL|Load key/iu,
  ],
];

/** Explains why a fetch failed, without anything secret. */
export function refusalOf(errors: string, ref: string, { url, secrets }: Remote): Diagnostic {
  // Before it is cut to one line: half of a secret is one too. A server may send back what it was sent.
  const reason = reasonOf(secrets.reduce((text, secret) => text.replaceAll(secret, '(secret)'), errors));
  const code = causes.find(([, words]) => words.test(errors))?.[0] ?? 'source.unreachable';
  return trouble(code, code === 'source.no-ref' ? `${url} has no ${ref}` : `${url}: ${reason}`);
}
