/** Output for people: short lines, never a secret. */

const SECRET_SETTINGS = ['SECRET_KEY', 'METRICS_TOKEN'];
const URL_SETTINGS = ['DATABASE_URL', 'REDIS_URL', 'SMTP_URL', 'SMS_URL', 'IMAP_URL'];

/** An error that its message explains: shown without a stack. */
export class Refusal extends Error {}

export const seconds = (ms) => `${(ms / 1000).toFixed(1)} s`;

/** Writes lines to stdout, with passwords from the environment masked. */
export function createScreen(env = process.env, write = (text) => process.stdout.write(text)) {
  const secrets = secretsOf(env);
  const say = (line) => write(`${blot(line, secrets)}\n`);
  return { say, step: (text, work) => step(say, text, work) };
}

async function step(say, text, work) {
  const start = performance.now();
  say(`${text} …`);
  const result = await work();
  const took = performance.now() - start;
  if (took > 1000) say(`${text}: ${seconds(took)}`);
  return result;
}

function secretsOf(env) {
  const passwords = URL_SETTINGS.map((name) => passwordOf(env[name]));
  const found = [...SECRET_SETTINGS.map((name) => env[name]), ...passwords];
  return found.filter((text) => text && text.length >= 3);
}

const passwordOf = (url) =>
  url && URL.canParse(url) ? decodeURIComponent(new URL(url).password) : undefined;

const blot = (line, secrets) => secrets.reduce((text, secret) => text.replaceAll(secret, '…'), line);
