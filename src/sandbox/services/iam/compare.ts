/**
 * Compares text with a pattern: `*` is any run, `?` one character (IAM User Guide, wildcards). U+E000 and U+E001 are
 * a `*` and `?` of a value.
 */
export function likeMatches(pattern: string, text: string): boolean {
  const source = Array.from(pattern, (char) => {
    if (char === '*') return '[^]*';
    if (char === '?') return '[^]';
    if (char === '\uE000') return '\\*';
    if (char === '\uE001') return '\\?';
    return char.replace(/[\\^$.|+()[\]{}]/u, '\\$&');
  }).join('');
  return new RegExp(`^${source}$`, 'u').test(text);
}

/**
 * Compares the six parts of an ARN, each by itself. Colons after the fifth belong to the last (IAM User Guide, ARN
 * operators).
 */
export function arnMatches(pattern: string, arn: string): boolean {
  if (pattern === '*') return true;
  const [wanted, found] = [partsOf(pattern), partsOf(arn)];
  if (wanted === undefined || found === undefined) return false;
  return wanted.every((part, index) => likeMatches(part, found[index] ?? ''));
}

function partsOf(arn: string): readonly string[] | undefined {
  const [, ...parts] = /^([^:]*):([^:]*):([^:]*):([^:]*):([^:]*):([^]*)$/u.exec(arn) ?? [];
  return parts.length === 0 ? undefined : parts;
}

/** Returns true if an address lies in a block, `203.0.113.0/24` or one address. */
export function inBlock(block: string, address: string): boolean {
  const [network = '', prefix, ...more] = block.split('/');
  const [wanted, found] = [bitsOf(network), bitsOf(address)];
  if (wanted === undefined || wanted.length !== found?.length || more.length > 0) return false;
  const length = prefix === undefined ? wanted.length : /^\d{1,3}$/u.test(prefix) ? Number(prefix) : Infinity;
  return length <= wanted.length && found.startsWith(wanted.slice(0, length));
}

/** Returns the 32 or 128 bits of an address as text of 0 and 1. */
function bitsOf(address: string): string | undefined {
  if (!address.includes(':')) {
    const bytes = address.split('.');
    const valid = bytes.length === 4 && bytes.every((byte) => /^\d{1,3}$/u.test(byte) && Number(byte) <= 255);
    return valid ? bytes.map((byte) => binary(Number(byte), 8)).join('') : undefined;
  }
  const [head = '', tail, ...more] = address.split('::');
  const [before, after] = [head, tail ?? ''].map((half) => (half === '' ? [] : half.split(':')));
  if (before === undefined || after === undefined || more.length > 0) return undefined;
  const zeros = 8 - before.length - after.length;
  if (tail === undefined ? zeros !== 0 : zeros < 1) return undefined;
  const groups = [...before, ...Array.from({ length: zeros }, () => '0'), ...after];
  if (!groups.every((group) => /^[0-9a-f]{1,4}$/iu.test(group))) return undefined;
  return groups.map((group) => binary(Number.parseInt(group, 16), 16)).join('');
}

function binary(value: number, bits: number): string {
  return value.toString(2).padStart(bits, '0');
}

/** Milliseconds of a date as policies write it: W3C's forms of ISO 8601, or seconds since the epoch; else NaN. */
export function dateOf(text: string): number {
  if (/^\d{1,12}$/u.test(text) && text.length !== 4) return Number(text) * 1000;
  const form = /^\d{4}(?:-\d{2}(?:-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2}))?)?)?$/u;
  return form.test(text) ? Date.parse(text) : Number.NaN;
}
