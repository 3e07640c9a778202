import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { LOCALES, type Locale, someText } from '@app/platform';
import { parseDocument } from 'yaml';
import { z } from 'zod';
import { digestOf, DIGESTS } from '../kinds/digests.js';
import { mayGoBySms, NOTICE_KINDS } from '../kinds/occasions.js';
import { FRAME } from '../facts/texts.js';
import { neededIn, vocabularyOf, type Vocabulary } from '../facts/vocabulary.js';
import { placeholdersIn } from './placeholders.js';

/** `line`: how a notice stands in a mail that gathers several. */
const wordsSchema = z.strictObject({
  subject: someText,
  mail: someText,
  sms: someText.optional(),
  line: someText.optional(),
});
const both = <S extends z.ZodType>(schema: S) => z.strictObject({ 'zh-TW': schema, en: schema });
const templateSchema = both(wordsSchema);
const digestSchema = both(z.strictObject({ subject: someText, mail: someText }));
/** What stands at the foot of every mail. */
const frameSchema = both(z.strictObject({ citizen: someText, staff: someText }));

export type Words = z.infer<typeof wordsSchema>;
export type Template = z.infer<typeof templateSchema>;
export interface Templates {
  kinds: ReadonlyMap<string, Template>;
  /** Mails that gather several notices. */
  digests: ReadonlyMap<string, z.infer<typeof digestSchema>>;
  frame: z.infer<typeof frameSchema>;
}

/** The templates cannot be used; one line for each thing to mend, with file and key. */
export class TemplateError extends Error {
  override readonly name = 'TemplateError';
  constructor(readonly problems: readonly string[]) {
    super(`The notice templates have ${problems.length} problem(s):\n${problems.join('\n')}`);
  }
}

/**
 * Reads `<kind>.yaml` for every kind of notice, and `_frame.yaml`. Throws `TemplateError` that lists every problem at
 * once.
 */
export function loadTemplates(folder: string): Templates {
  const problems: string[] = [];
  const read = <S extends z.ZodType>(name: string, schema: S) => readOne(folder, name, schema, problems);
  const kinds = new Map(NOTICE_KINDS.map((kind) => [kind, read(kind, templateSchema) as Template]));
  const digests = new Map(
    Object.keys(DIGESTS).map((name) => [name, read(name, digestSchema) as z.infer<typeof digestSchema>]),
  );
  const frame = read(FRAME, frameSchema) as Templates['frame'];
  const say = (name: string, faults: string[]) =>
    problems.push(...faults.map((fault) => `${nameOf(folder, name)} ${fault}`));
  for (const [kind, template] of kinds) if (template) say(kind, faultsOf(kind, template));
  for (const [name, template] of digests) if (template) say(name, faultsOfDigest(name, template));
  if (frame) say(FRAME, faultsOfFrame(frame));
  problems.push(...strangers(folder));
  if (problems.length > 0) throw new TemplateError(problems);
  return { kinds, digests, frame };
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
  LOCALES.flatMap((locale) => marksOf(locale, frame[locale], () => vocabularyOf(FRAME)));

/** A file that belongs to no notice has a misspelt name. */
function strangers(folder: string): string[] {
  const known = new Set([FRAME, ...NOTICE_KINDS, ...Object.keys(DIGESTS)].map((name) => `${name}.yaml`));
  const files = existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith('.yaml')) : [];
  return files
    .filter((file) => !known.has(file))
    .map((file) => `${join('config', basename(folder), file)}: no notice has this name; check the spelling`);
}

/** What is wrong with the words of a kind, as `zh-TW.sms: …`. */
export function faultsOf(kind: string, template: Template): string[] {
  return LOCALES.flatMap((locale) => {
    const { mail, sms, line } = template[locale];
    return [
      ...Object.entries({ mail, sms, line }).flatMap(([key, words]) =>
        missing(`${locale}.${key}`, words, neededIn(kind)),
      ),
      ...wanted(`${locale}.sms`, sms, mayGoBySms(kind), 'is never sent; remove it'),
      ...wanted(`${locale}.line`, line, digestOf(kind) !== undefined, 'stands in no list; remove it'),
      ...marksOf(locale, template[locale], (key) => allowedIn(vocabularyOf(kind), key)),
    ];
  });
}

/** What is wrong with the words of a mail that lists several. */
function faultsOfDigest(name: string, template: z.infer<typeof digestSchema>): string[] {
  return LOCALES.flatMap((locale) => [
    ...missing(`${locale}.mail`, template[locale].mail, neededIn(name)),
    ...marksOf(locale, template[locale], (key) => allowedIn(vocabularyOf(name), key)),
  ]);
}

const missing = (key: string, words: string | undefined, needed: readonly string[]): string[] =>
  words === undefined
    ? []
    : needed
        .filter((name) => !placeholdersIn(words).includes(name))
        .map((name) => `${key}: {${name}} is missing`);

const wanted = (key: string, words: string | undefined, isWanted: boolean, tooMuch: string): string[] =>
  isWanted === (words !== undefined) ? [] : [`${key}: ${isWanted ? 'is missing' : tooMuch}`];

const allowedIn = ({ known, perhaps }: Vocabulary, key: string) => ({
  known: LINES_MAY_BE_LEFT_OUT.includes(key) ? [...known, ...perhaps] : known,
  perhaps,
});
const LINES_MAY_BE_LEFT_OUT = ['mail', 'line'];

function marksOf(locale: Locale, words: object, vocabulary: (key: string) => Vocabulary): string[] {
  return Object.entries(words).flatMap(([key, text]) =>
    wrongMarks(text, vocabulary(key)).map((fault) => `${locale}.${key}: ${fault}`),
  );
}

function wrongMarks(words: string, { known, perhaps }: Vocabulary): string[] {
  const unknown = placeholdersIn(words).filter((name) => !known.includes(name));
  return unknown.map((name) =>
    perhaps.includes(name)
      ? `{${name}} is not always known; use it in mail only`
      : `{${name}} is not known here; allowed: ${known.join(', ')}`,
  );
}
