import { Problem, SettingsError } from '@app/platform';
import { ConfigError } from '@app/catalogue';
import { FaqFileError } from '@app/knowledge';

/** Prints one line per problem to stderr, or JSON. */
export function report(error: unknown, json = false): void {
  const lines = linesOf(error);
  if (json) console.error(JSON.stringify({ problems: lines }));
  else lines.forEach((line) => console.error(line));
}

function linesOf(error: unknown): string[] {
  if ([SettingsError, ConfigError, FaqFileError].some((kind) => error instanceof kind))
    return [...(error as FaqFileError).problems];
  if (error instanceof Problem)
    return [error.code, ...(error.detail.fields ?? []).map(({ field, code }) => `${field}: ${code}`)];
  return [error instanceof Error ? error.message : String(error)];
}

/** Prints a result as text, or as JSON with `--json`. */
export function show(result: object, json: boolean, words: () => string): void {
  console.log(json ? JSON.stringify(result) : words());
}
