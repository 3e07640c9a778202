/** Is a port free, on every address of IPv4 and IPv6? */
import { createServer } from 'node:net';

const ADDRESSES = ['0.0.0.0', '::', '127.0.0.1', '::1'];
const NO_SUCH_ADDRESS = new Set(['EADDRNOTAVAIL', 'EAFNOSUPPORT', 'EINVAL']);

/** Why this port cannot be listened on; undefined when it can. */
export async function whyNotFree(port) {
  for (const host of ADDRESSES) {
    const code = await tryListen(port, host);
    if (code === 'EADDRINUSE')
      return `port ${port} is taken by another program: end it, or choose another with PORT=${port + 1}`;
    if (code === 'EACCES') return `port ${port} needs more rights: choose one above 1023 with PORT=3000`;
    if (code && !NO_SUCH_ADDRESS.has(code))
      return `port ${port} cannot be used (${code}): choose another with PORT`;
  }
  return undefined;
}

function tryListen(port, host) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (/** @type {NodeJS.ErrnoException} */ error) => resolve(error.code));
    server.listen({ port, host, ipv6Only: host.includes(':') }, () => server.close(() => resolve(undefined)));
  });
}

/** A port of the loopback address that is free now. */
export function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen({ port: 0, host: '127.0.0.1' }, () => {
      const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
      server.close(() => resolve(port));
    });
  });
}
