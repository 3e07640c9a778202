import { projectRoot } from '@app/platform';
import { join } from 'node:path';
import { fill } from './placeholders.js';
import { mailHtml } from './mail-html.js';
import { owedOfKind } from './occasions.js';
import type { MessageChannel } from './addresses.js';
import { loadTemplates, type Locale, type Templates } from './templates.js';

/** A message ready to go. */
export interface Worded {
  subject?: string;
  text: string;
  html?: string;
}

/** Where an agency edits the words. */
export const TEMPLATES_FOLDER = join(projectRoot, 'config', 'templates');

/** The words of every notice in both languages; read and checked once, at start. */
export class NoticeWords {
  private readonly templates: Templates;

  /** Throws `TemplateError` naming file and key of everything that is wrong. */
  constructor(folder: string = TEMPLATES_FOLDER) {
    this.templates = loadTemplates(folder);
  }

  word(
    kind: string,
    channel: MessageChannel,
    language: string,
    values: Readonly<Record<string, string | undefined>>,
  ): Worded {
    const locale: Locale = language === 'en' ? 'en' : 'zh-TW';
    const words = this.templates.kinds.get(kind)?.[locale];
    if (!words) throw new Error(`no words for a notice of kind ${kind}`);
    return channel === 'SMS'
      ? { text: oneLine(fill(words.sms!, values)) }
      : this.mail(kind, locale, words, values);
  }

  private mail(
    kind: string,
    locale: Locale,
    words: { subject: string; mail: string },
    values: Readonly<Record<string, string | undefined>>,
  ): Worded {
    const subject = fill(words.subject, values);
    const text = fill(words.mail, values)
      .replace(/\n{3,}/g, '\n\n')
      .trim();
    const frame = this.templates.frame[locale];
    const closing = fill(owedOfKind(kind).to === 'CITIZEN' ? frame.citizen : frame.staff, values).trim();
    return { subject, text: `${text}\n\n--\n${closing}`, html: mailHtml({ locale, subject, text, closing }) };
  }
}

const oneLine = (text: string) => text.replace(/\s*\n\s*/g, ' ').trim();
