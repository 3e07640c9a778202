import { Problem } from '../errors/problem.js';

/** PostgreSQL's codes for a connection that is gone or refused (08, 57P0x, 53300), and Node's. */
const CODES = /^(08\d{3}|57P0\d|53300|ECONN\w+|EPIPE|ETIMEDOUT)$/;
/** The same without a code: message texts of the driver and TypeORM. */
const WORDS =
  /connection (terminated|ended)|client has encountered a connection error|already been released|already released/i;

interface Lost {
  code?: string;
  driverError?: { code?: string };
  name?: string;
  message?: string;
}

/** A lost database connection as `BUSY` (503: nothing was done, try again); any other error unchanged. */
export function asBusy(error: unknown): unknown {
  const { code, driverError, message = '' } = (error ?? {}) as Lost;
  const lost = CODES.test(driverError?.code ?? code ?? '') || WORDS.test(message);
  return lost ? new Problem('BUSY', 'busy', { retryAfterSeconds: 5 }) : error;
}
