/**
 * Stands for `@node-rs/argon2` in tests: its own answers, each asked for once. Specs make thousands of accounts with
 * the same few passwords, and a hash takes as long as the rest of making one. The cost is that of production.
 */
import * as argon2 from '@node-rs/argon2';

/** By password and cost: two, given in turn, as no hash may be like the one before it. */
const hashes = new Map();
const verdicts = new Map();

/** @type {typeof argon2.hash} */
export async function hash(password, options) {
  const key = JSON.stringify([String(password), options]);
  const known = hashes.get(key) ?? [];
  if (known.length < 2) known.push(argon2.hash(password, options));
  else known.push(known.shift());
  hashes.set(key, known);
  return known.at(-1);
}

/** @type {typeof argon2.verify} */
export function verify(stored, password) {
  const key = JSON.stringify([String(stored), String(password)]);
  if (!verdicts.has(key)) verdicts.set(key, argon2.verify(stored, password));
  return verdicts.get(key);
}
