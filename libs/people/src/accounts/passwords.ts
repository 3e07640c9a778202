import { randomBytes } from 'node:crypto';

/** argon2id, 19 MiB, two passes: the OWASP minimum, about 10 ms. Never inside a transaction. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
const MIN_LENGTH = 10;
const KINDS = [/\p{Ll}/u, /\p{Lu}/u, /\p{Nd}/u, /[^\p{L}\p{N}]/u];
const KINDS_NEEDED = 3;

/** Loaded at first use: the worker never needs it. */
const argon2 = () => import('@node-rs/argon2');

export const hashPassword = async (password: string): Promise<string> =>
  (await argon2()).hash(password, COST);
export const verifyPassword = async (stored: string, password: string): Promise<boolean> =>
  (await argon2()).verify(stored, password);

/** A random password for the first sign-in: 20 characters of mixed kinds. */
export const firstPassword = (): string => `${randomBytes(12).toString('base64url')}-Aa7`;

/** Why a password is too weak, or undefined. Rule: 附表十 item 34. */
export function weakness(password: string, login: string): string | undefined {
  if (password.length < MIN_LENGTH) return 'password-too-short';
  if (KINDS.filter((kind) => kind.test(password)).length < KINDS_NEEDED) return 'password-too-simple';
  if (password.toLowerCase().includes(login.toLowerCase())) return 'password-contains-login';
  return undefined;
}
