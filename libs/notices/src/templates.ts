import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseDocument } from 'yaml';
import { z } from 'zod';
import { mayGoBySms, NOTICE_KINDS } from './occasions.js';
import { placeholdersIn, vocabularyOf } from './placeholders.js';

export const LOCALES = ['zh-TW', 'en'] as const;
export type Locale = (typeof LOCALES)[number];

const text = z.string().trim().min(1);
const wordsSchema = z.strictObject({ subject: text, mail: text, sms: text.optional() });
const both = <S extends z.ZodType>(schema: S) => z.strictObject({ 'zh-TW': schema, en: schema });
const templateSchema = both(wordsSchema);
/** What stands at the foot of every mail. */
const frameSchema = both(z.strictObject({ citizen: text, staff: text }));

export type Words = z.infer<typeof wordsSchema>;
export type Template = z.infer<typeof templateSchema>;
export interface Templates {
  kinds: ReadonlyMap<string, Template>;
  frame: z.infer<typeof frameSchema>;
}

/** The templates cannot be used; one line for each thing to mend, with file and key. */
export class TemplateError extends Error {
  override readonly name = 'TemplateError';
  constructor(readonly problems: readonly string[]) {
    super(`The notice templates have ${problems.length} problem(s):\n${problems.join('\n')}`);
  }
}

const FRAME = '_frame';

/** Reads `<kind>.yaml` for every kind of notice, and `_frame.yaml`. Throws `TemplateError` that lists every problem at once. */
export function loadTemplates(folder: string): Templates {
  const problems: string[] = [];
  const read = <S extends z.ZodType>(name: string, schema: S) => readOne(folder, name, schema, problems);
  const kinds = new Map(NOTICE_KINDS.map((kind) => [kind, read(kind, templateSchema) as Template]));
  const frame = read(FRAME, frameSchema) as Templates['frame'];
  for (const [kind, template] of kinds)
    if (template)
      problems.push(...faultsOf(kind, template).map((fault) => `${nameOf(folder, kind)} ${fault}`));
  if (frame) problems.push(...faultsOfFrame(frame).map((fault) => `${nameOf(folder, FRAME)} ${fault}`));
  problems.push(...strangers(folder));
  if (problems.length > 0) throw new TemplateError(problems);
  return { kinds, frame };
}

function readOne<S extends z.ZodType>(
  folder: string,
  name: string,
  schema: S,
  problems: string[],
): z.output<S> | undefined {
  const path = join(folder, `${name}.yaml`);
  if (!existsSync(path))
    return void problems.push(`${nameOf(folder, name)}: is missing; write it with zh-TW and en`);
  const document = parseDocument(readFileSync(path, 'utf8'), { uniqueKeys: true });
  const [broken] = document.errors;
  if (broken) return void problems.push(`${nameOf(folder, name)}: ${broken.message}`);
  const parsed = schema.safeParse(document.toJS());
  if (parsed.success) return parsed.data;
  problems.push(
    ...parsed.error.issues.map(
      (issue) => `${nameOf(folder, name)} ${issue.path.join('.') || 'file'}: ${issue.message}`,
    ),
  );
  return undefined;
}

const nameOf = (folder: string, name: string) => join('config', basename(folder), `${name}.yaml`);

/** The foot of a mail knows the agency and nothing of the case. */
const faultsOfFrame = (frame: Templates['frame']): string[] =>
  LOCALES.flatMap((locale) =>
    Object.entries(frame[locale]).flatMap(([key, words]) =>
      placeholdersIn(words)
        .filter((name) => name !== 'agency')
        .map((name) => `${locale}.${key}: {${name}} is not known here; allowed: agency`),
    ),
  );

/** A file that no notice uses is a spelling mistake. */
function strangers(folder: string): string[] {
  const known = new Set([FRAME, ...NOTICE_KINDS].map((name) => `${name}.yaml`));
  const files = existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith('.yaml')) : [];
  return files
    .filter((file) => !known.has(file))
    .map((file) => `${join('config', basename(folder), file)}: no notice has this name; check the spelling`);
}

/** What is wrong with the words of a kind, as `zh-TW.sms: …`. */
export function faultsOf(kind: string, template: Template): string[] {
  return LOCALES.flatMap((locale) => {
    const { subject, mail, sms } = template[locale];
    const wantsSms = mayGoBySms(kind);
    const missing =
      wantsSms === (sms !== undefined)
        ? []
        : [`${locale}.sms: ${wantsSms ? 'is missing' : 'is never sent; remove it'}`];
    const texts = { subject, mail, ...(sms !== undefined && { sms }) };
    return [
      ...missing,
      ...Object.entries(texts).flatMap(([key, words]) =>
        wrongMarks(kind, key, words).map((fault) => `${locale}.${key}: ${fault}`),
      ),
    ];
  });
}

function wrongMarks(kind: string, key: string, words: string): string[] {
  const { known, perhaps } = vocabularyOf(kind);
  const allowed = key === 'mail' ? [...known, ...perhaps] : known;
  const unknown = placeholdersIn(words).filter((name) => !allowed.includes(name));
  return unknown.map((name) =>
    perhaps.includes(name)
      ? `{${name}} is not always known; use it in mail only`
      : `{${name}} is not known here; allowed: ${allowed.join(', ')}`,
  );
}
