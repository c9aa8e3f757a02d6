import { nearest } from '../model/nearest.ts';

/** As many wrong letters make a slip of the keyboard. */
const slips = 2;

/**
 * Finds the name that was surely meant. A name of words that others have, put together anew, may be newer than our
 * tables. So aws:SourceVpceArn would be beside aws:SourceVpcArn: that is no slip, however near it is.
 */
export function misspelt(name: string, candidates: readonly string[]): string | undefined {
  const meant = nearest(name, candidates, slips);
  if (meant === undefined) return undefined;
  const vocabulary = new Set(candidates.flatMap(wordsOf));
  return wordsOf(name).every((word) => vocabulary.has(word)) ? undefined : meant;
}

/** Splits a name into its words, `aws:SourceVpcArn`: aws, source, vpc, arn. */
function wordsOf(name: string): readonly string[] {
  return (name.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+/gu) ?? []).map((word) => word.toLowerCase());
}
