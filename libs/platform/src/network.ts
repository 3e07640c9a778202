import { isIP } from 'node:net';

const GROUPS = 8;
const IPV4_MAPPED = /^(0:){5}ffff:/;

/**
 * Whom an address counts as for a limit: an IPv4 address as it is, IPv4-mapped ones likewise, an IPv6 address as its
 * /64, which is what one subscriber gets and can change addresses in at will (RFC 6177).
 */
export function networkOf(address: string): string {
  if (isIP(address) !== 6) return address;
  const groups = groupsOf(address);
  if (IPV4_MAPPED.test(groups.join(':'))) return dotted(groups);
  return `${groups.slice(0, 4).join(':')}::/64`;
}

/** The eight groups of an IPv6 address, without leading zeros. */
function groupsOf(address: string): string[] {
  const shortest = new URL(`http://[${address.replace(/%.*$/, '')}]`).hostname.slice(1, -1);
  const [head = '', tail] = shortest.split('::');
  const groups = (text: string) => (text === '' ? [] : text.split(':'));
  if (tail === undefined) return groups(head);
  const left = GROUPS - groups(head).length - groups(tail).length;
  return [...groups(head), ...Array<string>(left).fill('0'), ...groups(tail)];
}

const dotted = (groups: readonly string[]): string =>
  groups
    .slice(-2)
    .map((group) => Number.parseInt(group, 16))
    .flatMap((pair) => [pair >> 8, pair & 255])
    .join('.');

/** Names that stand for networks, as the proxy check of the web server knows them. */
const NAMED_NETWORKS = ['loopback', 'linklocal', 'uniquelocal'];
const BITS: Record<number, number> = { 4: 32, 6: 128 };

/** An address, a network such as `10.0.0.0/8` or `2001:db8::/32`, or one of the three names. */
export function isNetwork(text: string): boolean {
  if (NAMED_NETWORKS.includes(text)) return true;
  const [address = '', prefix, ...more] = text.split('/');
  const bits = BITS[isIP(address)];
  if (bits === undefined || more.length > 0) return false;
  return prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= bits);
}
