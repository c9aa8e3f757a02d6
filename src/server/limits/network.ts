/** Takes the network of an IPv6 client: a single one has all of a /64 (RFC 6177). */
export function networkOf(from: string): string {
  const isMapped = /^::ffff:[\d.]+$/iu.test(from);
  return from.includes(':') && !isMapped ? from.split(':').slice(0, 4).join(':') : from;
}
