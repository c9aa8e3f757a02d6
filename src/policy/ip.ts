/** An address as a number, with how many bits its family has. */
interface Address {
  readonly value: bigint;
  readonly bits: 32 | 128;
}

/**
 * Returns true if the address lies in the range (`203.0.113.0/24`, `2001:db8::/32`, or one address); undefined if
 * either is no address.
 */
export function inRange(range: string, address: string): boolean | undefined {
  const [base = '', length, ...rest] = range.split('/');
  const [network, host] = [parseAddress(base), parseAddress(address)];
  if (network === undefined || host === undefined || rest.length > 0) return undefined;
  const prefix = length === undefined ? network.bits : /^\d{1,3}$/u.test(length) ? Number(length) : -1;
  if (prefix < 0 || prefix > network.bits) return undefined;
  if (network.bits !== host.bits) return false;
  const ignored = BigInt(network.bits - prefix);
  return network.value >> ignored === host.value >> ignored;
}

/**
 * Returns the first address of a range and the one behind its last, on one line for both families. Returns
 * undefined if it is no range.
 */
export function addressesOf(range: string): { readonly from: bigint; readonly behind: bigint } | undefined {
  const [base = '', length, ...rest] = range.split('/');
  const network = parseAddress(base);
  if (network === undefined || rest.length > 0) return undefined;
  const prefix = length === undefined ? network.bits : /^\d{1,3}$/u.test(length) ? Number(length) : -1;
  if (prefix < 0 || prefix > network.bits) return undefined;
  const size = BigInt(network.bits - prefix);
  const from = ((network.value >> size) << size) + (network.bits === 32 ? 0n : behindIpv4);
  return { from, behind: from + (1n << size) };
}

/** Where the line of IPv6 begins: behind all of IPv4. */
const behindIpv4 = 1n << 32n;

function parseAddress(text: string): Address | undefined {
  return text.includes(':') ? parseIpv6(text) : parseIpv4(text);
}

function parseIpv4(text: string): Address | undefined {
  const parts = text.split('.');
  const valid = parts.length === 4 && parts.every((part) => /^\d{1,3}$/u.test(part) && Number(part) < 256);
  if (!valid) return undefined;
  return { value: parts.reduce((value, part) => (value << 8n) | BigInt(part), 0n), bits: 32 };
}

function parseIpv6(text: string): Address | undefined {
  const [head = '', tail, ...more] = text.split('::');
  if (more.length > 0) return undefined;
  const [left, right] = [groupsOf(head), groupsOf(tail ?? '')];
  const missing = 8 - left.length - right.length;
  if (tail === undefined ? missing !== 0 : missing < 1) return undefined;
  const groups = [...left, ...Array.from({ length: missing }, () => '0'), ...right];
  if (!groups.every((group) => /^[\da-f]{1,4}$/iu.test(group))) return undefined;
  return { value: groups.reduce((value, group) => (value << 16n) | BigInt(`0x${group}`), 0n), bits: 128 };
}

function groupsOf(text: string): readonly string[] {
  return text === '' ? [] : text.split(':');
}
