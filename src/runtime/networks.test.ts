import { describe, expect, it } from 'vitest';
import { realNames } from './names.ts';
import { networkOf, type Network } from './networks.ts';

describe('the use of an address', () => {
  it.each<readonly [address: string, network: Network | undefined]>([
    ['169.254.169.254', 'metadata'],
    ['169.254.170.2', 'metadata'],
    ['169.254.170.23', 'metadata'],
    ['168.63.129.16', 'metadata'],
    ['fd00:ec2::254', 'metadata'],
    ['::ffff:169.254.169.254', 'metadata'],
    ['::ffff:a9fe:a9fe', 'metadata'],
    ['::169.254.169.254', 'metadata'],
    ['64:ff9b::a9fe:a9fe', 'metadata'],
    ['2002:a9fe:a9fe::1', 'metadata'],
    ['127.0.0.1', 'loopback'],
    ['127.255.0.3', 'loopback'],
    ['::1', 'loopback'],
    ['::ffff:127.0.0.1', 'loopback'],
    ['64:ff9b::7f00:1', 'loopback'],
    ['169.254.1.1', 'link-local'],
    ['fe80::1', 'link-local'],
    ['fe80::1%eth0', 'link-local'],
    ['0.0.0.0', 'unspecified'],
    ['::', 'unspecified'],
    ['255.255.255.255', 'unspecified'],
    ['224.0.0.251', 'multicast'],
    ['ff02::1', 'multicast'],
    ['10.1.2.3', 'private'],
    ['172.31.0.1', 'private'],
    ['192.168.1.1', 'private'],
    ['100.64.0.1', 'private'],
    ['fd12:3456::1', 'private'],
    ['172.32.0.1', 'public'],
    ['140.82.121.4', 'public'],
    ['2606:50c0:8000::154', 'public'],
    ['64:ff9b::8c52:7904', 'public'],
    ['git.example.com', undefined],
    ['', undefined],
  ])('%s: %s', (address, network) => {
    expect(networkOf(address)).toBe(network);
  });

  it('resolves odd notations of a number as the system does', async () => {
    for (const host of ['localhost', '127.1', '0x7f.0.0.1', '2130706433'])
      expect((await realNames().addressesOf(host)).map(networkOf)).toContain('loopback');
    expect(await realNames().addressesOf('no-such-host.invalid')).toEqual([]);
  });
});
