import { LOCALES, SETTINGS, type Locale, type Settings } from '@app/platform';
import type { Localised } from '@app/catalogue';
import { Inject, Injectable } from '@nestjs/common';
import { FACT_ROWS } from '../facts/facts.js';
import { vocabularyOf } from '../facts/vocabulary.js';
import { DIGEST_NAMES, DIGESTS, digestOf, type DigestName } from '../kinds/digests.js';
import { mayGoBySms, NOTICE_KINDS, owedOfKind, type Addressee } from '../kinds/occasions.js';
import type { MessageChannel } from '../rows/address.js';
import { smsParts } from './sms-length.js';
import { NoticeWords } from './words.js';

/** A message made of example facts. */
export interface SampleMessage {
  locale: Locale;
  channel: MessageChannel;
  subject?: string;
  text: string;
  /** How many messages an SMS is billed as. */
  parts?: number;
}

export interface SampleTemplate {
  /** The notice, or the mail that lists several: the name of its file. */
  kind: string;
  /** Undefined for a mail that lists several, which has no name of its own. */
  name: Localised | undefined;
  to: Addressee;
  channels: readonly MessageChannel[];
  /** Path of the file, in the project. */
  file: string;
}

/** Host and address in the examples of the facts, in whose place this installation's stand. */
const EXAMPLE_URL = 'https://desk.example.org';
const EXAMPLE_HOST = 'desk.example.org';

/** The words of every notice as they are sent, with example facts instead of a case. */
@Injectable()
export class NoticeSamples {
  constructor(
    private readonly words: NoticeWords,
    @Inject(SETTINGS) private readonly settings: Pick<Settings, 'publicUrl'>,
  ) {}

  /** All notices in the order of a case's life, then the mails that list several. */
  templates(): SampleTemplate[] {
    return [...NOTICE_KINDS.map(templateOf), ...DIGEST_NAMES.map(digestTemplateOf)];
  }

  template(kind: string): SampleTemplate | undefined {
    return this.templates().find((one) => one.kind === kind);
  }

  /** Both languages, each by every channel. `agency`: whose messages. */
  messages({ kind, channels }: SampleTemplate, agency: Localised): SampleMessage[] {
    return LOCALES.flatMap((locale) =>
      channels.map((channel) => this.message(kind, { locale, channel }, agency)),
    );
  }

  private message(
    kind: string,
    { locale, channel }: Pick<SampleMessage, 'locale' | 'channel'>,
    agency: Localised,
  ): SampleMessage {
    const values = this.values(kind, locale, agency);
    const { subject, text } = isDigest(kind)
      ? this.words.list(kind, locale, values, this.items(kind, locale, agency))
      : this.words.word(kind, channel, locale, values);
    const parts = channel === 'SMS' ? { parts: smsParts(text) } : {};
    return { locale, channel, text, ...(subject !== undefined && { subject }), ...parts };
  }

  private items(digest: DigestName, locale: Locale, agency: Localised) {
    return DIGESTS[digest].map((kind) => ({ kind, values: this.values(kind, locale, agency) }));
  }

  private values(kind: string, locale: Locale, agency: Localised): Record<string, string> {
    const texts = [kind, digestOf(kind)].filter((text) => text !== undefined).map(vocabularyOf);
    const named = texts.flatMap(({ known, perhaps }) => [...known, ...perhaps]);
    const rows = FACT_ROWS.filter(([name]) => named.includes(name));
    const examples = rows.map(([name, { example }]) => [name, this.placed(example[locale])] as const);
    return { ...Object.fromEntries(examples), agency: agency[locale] };
  }

  private placed(example: string): string {
    const { publicUrl } = this.settings;
    const host = publicUrl.replace(/^https?:\/\//, '');
    return example.replaceAll(EXAMPLE_URL, publicUrl).replaceAll(EXAMPLE_HOST, host);
  }
}

const isDigest = (kind: string): kind is DigestName => Object.hasOwn(DIGESTS, kind);
const fileOf = (kind: string): string => `config/templates/${kind}.yaml`;

function templateOf(kind: string): SampleTemplate {
  const { name, to } = owedOfKind(kind);
  const channels = mayGoBySms(kind) ? (['EMAIL', 'SMS'] as const) : (['EMAIL'] as const);
  return { kind, name, to, channels, file: fileOf(kind) };
}

const digestTemplateOf = (digest: DigestName): SampleTemplate => ({
  ...{ kind: digest, name: undefined, channels: ['EMAIL'], file: fileOf(digest) },
  to: owedOfKind(DIGESTS[digest][0]!).to,
});
