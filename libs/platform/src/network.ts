import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/**
 * The network by which limits count an address: an IPv4 address itself, also if IPv4-mapped; an IPv6 address as its
 * /64, because one subscriber gets a /64 and can use any address in it (RFC 6177).
 */
export function networkOf(address: string): string {
  if (isIP(address) !== 6) return address;
  const parsed = ipaddr.IPv6.parse(address);
  if (parsed.isIPv4MappedAddress()) return parsed.toIPv4Address().toString();
  const groups = parsed.parts.slice(0, 4).map((group) => group.toString(16));
  return `${groups.join(':')}::/64`;
}

/** Names of networks that the web server's proxy setting accepts. */
const NAMED_NETWORKS = ['loopback', 'linklocal', 'uniquelocal'];

/** An address, a network such as `10.0.0.0/8` or `2001:db8::/32`, or one of the three names. */
export function isNetwork(text: string): boolean {
  // `isIP` first: the library also takes octal, hexadecimal and shortened IPv4 addresses
  return (
    NAMED_NETWORKS.includes(text) ||
    (isIP(text.split('/')[0]!) !== 0 && (ipaddr.isValid(text) || ipaddr.isValidCIDR(text)))
  );
}
