/** Takes the network of an IPv6 client: a single one has all of a /64 (RFC 6177). */
export function networkOf(from: string): string {
  const isMapped = /^::ffff:[\d.]+$/iu.test(from);
  return from.includes(':') && !isMapped ? groupsOf(from).slice(0, 4).join(':') : from;
}

/** Lists the groups of an IPv6 address, with the zeros for which `::` stands (RFC 4291 §2.2). */
function groupsOf(address: string): readonly string[] {
  const [before = [], after] = address.split('::').map((part) => (part === '' ? [] : part.split(':')));
  if (after === undefined) return before;
  const zeros = Array.from({ length: Math.max(0, 8 - before.length - after.length) }, () => '0');
  return [...before, ...zeros, ...after];
}
