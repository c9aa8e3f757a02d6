import { BlockList, isIP } from 'node:net';

/** What an address is for. All but `private` and `public` lead to this machine or to its cloud, never to a server of others. */
export type Network =
  'metadata' | 'loopback' | 'link-local' | 'unspecified' | 'multicast' | 'private' | 'public';

/**
 * The first that fits counts. Metadata services give credentials to whoever reaches them: AWS (also of tasks and of
 * EKS), Azure, Google, Alibaba, Oracle. The ranges are those of RFC 6890, 4291 and 6598.
 */
const ranges: readonly (readonly [network: Network, subnets: readonly string[]])[] = [
  [
    'metadata',
    [
      '169.254.169.254/32',
      '169.254.170.0/24',
      '168.63.129.16/32',
      '100.100.100.200/32',
      '192.0.0.192/32',
      'fd00:ec2::/32',
      'fd20:ce::254/128',
    ],
  ],
  ['loopback', ['127.0.0.0/8', '::1/128']],
  ['link-local', ['169.254.0.0/16', 'fe80::/10']],
  ['unspecified', ['0.0.0.0/8', '255.255.255.255/32', '::/128']],
  ['multicast', ['224.0.0.0/4', 'ff00::/8']],
  ['private', ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10', 'fc00::/7', 'fec0::/10']],
];

/**
 * Where an IPv4 address hides in an IPv6 one: as it is, compatible and translated (RFC 4291, 6145), NAT64 (RFC 6052),
 * 6to4 (RFC 3056).
 */
const wrappings: readonly { readonly before: string; readonly bits: number }[] = [
  { before: '::', bits: 96 },
  { before: '::ffff:', bits: 96 },
  { before: '::ffff:0:', bits: 96 },
  { before: '64:ff9b::', bits: 96 },
];

/** Returns the family of a host that is an address. */
export function familyOf(host: string): 4 | 6 | undefined {
  const family = isIP(host);
  return family === 4 || family === 6 ? family : undefined;
}

/** Returns the network of an address; undefined if it is not an address. A zone (`fe80::1%eth0`) does not count. */
export function networkOf(address: string): Network | undefined {
  const [plain = ''] = address.split('%');
  const family = familyOf(plain);
  if (family === undefined) return undefined;
  const is = family === 4 ? 'ipv4' : 'ipv6';
  const found = ranges.find(([, subnets]) => listOf(subnets).check(plain, is));
  return found?.[0] ?? 'public';
}

/**
 * Makes what tests whether an address is in one of these subnets: `10.0.0.0/8`, or a single address. An IPv4 address in
 * an IPv6 one is that address.
 */
export function createSubnets(subnets: readonly string[]): (address: string) => boolean {
  const list = new BlockList();
  for (const subnet of subnets) {
    const [base = '', length] = subnet.split('/');
    const is = base.includes(':') ? 'ipv6' : 'ipv4';
    list.addSubnet(base, length === undefined ? (is === 'ipv6' ? 128 : 32) : Number(length), is);
  }
  return (address) => {
    const plain = addressIn(address);
    return plain !== undefined && list.check(plain, isIP(plain) === 6 ? 'ipv6' : 'ipv4');
  };
}

/** Extracts an address from how people and proxies write one: with a port, in brackets, IPv4 in IPv6. */
export function addressIn(text: string): string | undefined {
  const inner = /^\[(?<inner>[^\]]+)\](?::\d{1,5})?$/u.exec(text)?.groups?.['inner'];
  const plain = (inner ?? text.replace(/^(?<ip>[\d.]+):\d{1,5}$/u, '$<ip>')).replace(
    /^::ffff:(?=\d+\.)/iu,
    '',
  );
  return isIP(plain) === 0 || plain.includes('%') ? undefined : plain;
}

function listOf(subnets: readonly string[]): BlockList {
  const list = new BlockList();
  for (const subnet of subnets) {
    const [base = '', length = ''] = subnet.split('/');
    const bits = Number(length);
    if (base.includes(':')) {
      list.addSubnet(base, bits, 'ipv6');
      continue;
    }
    list.addSubnet(base, bits, 'ipv4');
    for (const wrapping of wrappings)
      list.addSubnet(`${wrapping.before}${base}`, wrapping.bits + bits, 'ipv6');
    list.addSubnet(`2002:${groupsOf(base)}::`, 16 + bits, 'ipv6');
  }
  return list;
}

/** Converts an IPv4 address to two groups of an IPv6 one. */
function groupsOf(ipv4: string): string {
  const [a = 0, b = 0, c = 0, d = 0] = ipv4.split('.').map(Number);
  return `${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`;
}
