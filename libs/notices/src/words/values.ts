import { Catalogue } from '@app/catalogue';
import { Keyring, SETTINGS, type Settings } from '@app/platform';
import { Inject, Injectable } from '@nestjs/common';
import type { Writer } from '../facts/fact.js';
import { FACT_ROWS } from '../facts/facts.js';
import { digestOf } from '../kinds/digests.js';
import type { Notice } from '../rows/notice.entity.js';

export type Values = Record<string, string | undefined>;

/** Turns the facts of a notice into what stands at its placeholders. */
@Injectable()
export class NoticeValues {
  constructor(
    private readonly catalogue: Catalogue,
    private readonly keyring: Keyring,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** Only what the words of the kind, or of the list that it stands in, may use. `names`: of staff, by id. */
  of(
    { kind, subjectId, locale, facts }: Pick<Notice, 'kind' | 'subjectId' | 'locale' | 'facts'>,
    names: ReadonlyMap<string, string> = new Map(),
  ): Values {
    const { catalogue, keyring } = this;
    const { publicUrl } = this.settings;
    const writer: Writer = {
      kind,
      facts,
      locale: locale === 'en' ? 'en' : 'zh-TW',
      catalogue,
      keyring,
      publicUrl,
      subjectId,
      names,
    };
    const texts = [kind, digestOf(kind)];
    const named = FACT_ROWS.filter(([, { known = [], perhaps = [] }]) =>
      [...known, ...perhaps].some((text) => texts.includes(text)),
    );
    const keptAs: Readonly<Record<string, unknown>> = { ...facts };
    return Object.fromEntries(named.map(([name, fact]) => [name, fact.says(writer, keptAs[name])]));
  }
}
