import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/**
 * What a limit counts an address as: an IPv4 address as it is, IPv4-mapped ones likewise, an IPv6 address as its /64,
 * which is what one subscriber gets and can change addresses in at will (RFC 6177).
 */
export function networkOf(address: string): string {
  if (isIP(address) !== 6) return address;
  const parsed = ipaddr.IPv6.parse(address);
  if (parsed.isIPv4MappedAddress()) return parsed.toIPv4Address().toString();
  const groups = parsed.parts.slice(0, 4).map((group) => group.toString(16));
  return `${groups.join(':')}::/64`;
}

/** Names that stand for networks, as the proxy check of the web server knows them. */
const NAMED_NETWORKS = ['loopback', 'linklocal', 'uniquelocal'];

/** An address, a network such as `10.0.0.0/8` or `2001:db8::/32`, or one of the three names. */
export function isNetwork(text: string): boolean {
  // `isIP` first: the library also takes octal, hexadecimal and shortened IPv4 addresses
  return (
    NAMED_NETWORKS.includes(text) ||
    (isIP(text.split('/')[0]!) !== 0 && (ipaddr.isValid(text) || ipaddr.isValidCIDR(text)))
  );
}
