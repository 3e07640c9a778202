/** The application's own preparation, in one call: settings, migrations, config, demonstration, hints. */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { end, identity } from './process.mjs';
import { Refusal } from './screen.mjs';
import { builtMain } from './tree.mjs';

const PATIENCE_MS = 10_000;

/**
 * Runs `desk prepare --json-lines`. Each line it prints is `{"line": …}`, shown at once, or `{"hint": …}`,
 * kept for the end; anything else is shown as it is. Returns the hints. Throws its stderr when it fails.
 */
export async function prepareDatabase({ env, demo, screen, onStart }) {
  const args = [builtMain('desk'), 'prepare', '--json-lines', ...(demo ? ['--demo'] : [])];
  const child = spawn(process.execPath, args, { env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  const who = identity(child.pid);
  onStart(() => end(who, PATIENCE_MS));
  const hints = [];
  const complaints = [];
  createInterface({ input: child.stdout }).on('line', (text) => takeLine(text, screen, hints));
  createInterface({ input: child.stderr }).on('line', (text) => complaints.push(text));
  const [code, signal] = await closed(child);
  if (code !== 0)
    throw new Refusal(
      complaints.join('\n') || `the database could not be prepared (${signal ?? `exit code ${code}`})`,
    );
  complaints.forEach(screen.say);
  return hints;
}

const closed = (child) =>
  new Promise((resolve, reject) => child.once('error', reject).once('close', (...how) => resolve(how)));

function takeLine(text, screen, hints) {
  const { line, hint } = parse(text);
  if (hint !== undefined) hints.push(hint);
  if (line !== undefined) screen.say(line);
}

function parse(text) {
  try {
    const value = JSON.parse(text);
    return value && typeof value === 'object' ? value : { line: text };
  } catch {
    return { line: text };
  }
}
