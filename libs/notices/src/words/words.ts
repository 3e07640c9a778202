import { type Locale, projectRoot } from '@app/platform';
import { join } from 'node:path';
import { neededIn } from '../facts/vocabulary.js';
import { fill } from './placeholders.js';
import { mailHtml } from './mail-html.js';
import { owedOfKind } from '../kinds/occasions.js';
import type { MessageChannel } from '../rows/address.js';
import { loadTemplates, type Templates, type Words } from './templates.js';

/** A message ready to go. */
export interface Worded {
  subject?: string;
  text: string;
  html?: string;
}

/** Where an agency edits the words. */
export const TEMPLATES_FOLDER = join(projectRoot, 'config', 'templates');

/** The words of every notice in both languages; read with the first notice that a process sends. */
export class NoticeWords {
  private read?: Templates;

  constructor(private readonly folder: string = TEMPLATES_FOLDER) {}

  /** Throws `TemplateError` naming file and key of everything that is wrong. */
  check(): void {
    this.read = loadTemplates(this.folder);
  }

  private get templates(): Templates {
    if (!this.read) this.check();
    return this.read!;
  }

  word(kind: string, channel: MessageChannel, language: string, values: Values): Worded {
    const locale = localeOf(language);
    const words = this.templates.kinds.get(kind)?.[locale];
    if (!words) throw new Error(`no words for a notice of kind ${kind}`);
    mustKnow(kind, values);
    return channel === 'SMS'
      ? { text: oneLine(fill(words.sms!, values)) }
      : this.mail(kind, locale, words, values);
  }

  /** One mail that lists several: `values` are those of the first, each item adds its line. */
  list(
    digest: string,
    language: string,
    values: Values,
    items: readonly { kind: string; values: Values }[],
  ): Worded {
    const locale = localeOf(language);
    const words = this.templates.digests.get(digest)?.[locale];
    if (!words) throw new Error(`no words for the mail ${digest}`);
    const lines = items.map(({ kind, values }) => {
      mustKnow(kind, values);
      return fill(this.templates.kinds.get(kind)![locale].line!, values).trim();
    });
    const all = { ...values, count: values['count'] ?? String(items.length), lines: lines.join('\n\n') };
    return this.framed(locale, words, all, this.templates.frame[locale].staff);
  }

  private mail(kind: string, locale: Locale, words: Mail, values: Values): Worded {
    const frame = this.templates.frame[locale];
    return this.framed(
      locale,
      words,
      values,
      owedOfKind(kind).to === 'CITIZEN' ? frame.citizen : frame.staff,
    );
  }

  private framed(locale: Locale, words: Mail, values: Values, foot: string): Worded {
    const subject = fill(words.subject, values);
    const text = fill(words.mail, values)
      .replace(/\n{3,}/g, '\n\n')
      .trim();
    const closing = fill(foot, values).trim();
    return { subject, text: `${text}\n\n--\n${closing}`, html: mailHtml({ locale, subject, text, closing }) };
  }
}

type Mail = Pick<Words, 'subject' | 'mail'>;
type Values = Readonly<Record<string, string | undefined>>;

/** Throws where a fact that must stand in the message has no value: the line that names it would be left out. */
function mustKnow(kind: string, values: Values): void {
  const missing = neededIn(kind).filter((name) => values[name] === undefined);
  if (missing.length > 0) throw new Error(`a notice of kind ${kind} without ${missing.join(', ')}`);
}

const localeOf = (language: string): Locale => (language === 'en' ? 'en' : 'zh-TW');
const oneLine = (text: string) => text.replace(/\s*\n\s*/g, ' ').trim();
