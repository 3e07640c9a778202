/** A child's output: all of it goes to DATA_DIR/log/NAME.log, warnings and errors also to the screen, shortened. */
import { createWriteStream, mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const ROLL_BYTES = 20 * 1024 * 1024;
const WARN = 40;
const ERROR = 50;
const WIDTH = 200;
/** Further lines in a window are only counted: a burst must not hide the rest of the screen. */
const LINES_PER_WINDOW = 10;
const WINDOW_MS = 10_000;

export function createLog({ name, dataDir, screen }) {
  const folder = join(dataDir, 'log');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, `${name}.log`);
  rollOver(path);
  const file = createWriteStream(path, { flags: 'a', mode: 0o600 });
  file.on('error', (/** @type {NodeJS.ErrnoException} */ error) =>
    screen.say(`${path} cannot be written (${error.code}): messages of ${name} are lost`),
  );
  const show = limited((text) => screen.say(`${name}: ${text}`), path);
  const take = (line, isError) => {
    if (!file.writableEnded) file.write(`${line}\n`);
    const text = worthShowing(line, isError);
    if (text) show(text.slice(0, WIDTH));
  };
  return {
    path,
    follow: (child) => followChild(child, take),
    close: () => new Promise((resolve) => file.end(resolve)),
  };
}

function followChild(child, take) {
  for (const [stream, isError] of [
    [child.stdout, false],
    [child.stderr, true],
  ]) {
    stream?.on('error', () => {});
    if (stream) createInterface({ input: stream }).on('line', (line) => take(line, isError));
  }
}

/** A pino line of level warn or above, shortened; a plain line only from stderr, without the stack trace. */
export function worthShowing(line, isError) {
  const level = /^\{"level":(\d+)/.exec(line)?.[1];
  if (level) return Number(level) < WARN ? undefined : shortForm(line, Number(level));
  return isError && line.trim() && !/^\s/.test(line) ? line : undefined;
}

function shortForm(line, level) {
  try {
    const { msg, err, error } = JSON.parse(line);
    const cause = err?.message ?? error?.message;
    return [level >= ERROR ? 'error' : 'warning', msg, cause !== msg && cause]
      .filter(Boolean)
      .join(': ')
      .split('\n')[0];
  } catch {
    return line;
  }
}

function limited(show, path) {
  let shown = 0;
  let since = 0;
  return (text) => {
    const now = performance.now();
    if (now - since > WINDOW_MS) [shown, since] = [0, now];
    shown += 1;
    if (shown <= LINES_PER_WINDOW) show(text);
    if (shown === LINES_PER_WINDOW + 1) show(`… more in ${path}`);
  };
}

function rollOver(path) {
  try {
    if (statSync(path).size > ROLL_BYTES) renameSync(path, `${path}.1`);
  } catch {
    // the file does not exist yet
  }
}
