import { Catalogue } from '@app/catalogue';
import { NoticeSamples, type SampleTemplate } from '@app/notices';
import { staffWho, type StaffActor } from '@app/people';
import { line, notFound, optional, parseInput, type Locale } from '@app/platform';
import { Param, Query } from '@nestjs/common';
import { z } from 'zod';
import { DeskPages, Show, SignedIn, TheSite, type PageView, type Site } from '../../site/index.js';
import { TemplateView } from './template.view.js';
import { TemplatesView, type ShownTemplate } from './templates.view.js';
import { configurationWords } from './words.js';

const filters = z.object({ q: optional(line(100)), to: optional(line(40)) });

/** `/desk/admin/templates`: the words of every notice with example facts; read only. */
@DeskPages('desk/admin/templates')
export class TemplatesPage {
  constructor(
    private readonly samples: NoticeSamples,
    private readonly catalogue: Catalogue,
  ) {}

  @Show()
  list(
    @TheSite() { locale }: Site,
    @SignedIn() actor: StaffActor,
    @Query() { q, to }: Record<string, unknown>,
  ): PageView {
    staffWho(actor, 'see-configuration');
    const asked = parseInput(filters, { q, to });
    const all = this.samples.templates().map((template) => this.shown(template, actor, locale));
    const found = all.filter((one) => (asked.to === undefined || one.to === asked.to) && holds(one, asked.q));
    return {
      title: configurationWords[locale].templates.title,
      desk: 'admin',
      wide: true,
      body: <TemplatesView templates={found} addressees={all.map(({ to }) => to)} asked={asked} />,
    };
  }

  @Show(':kind')
  one(@TheSite() { locale }: Site, @SignedIn() actor: StaffActor, @Param('kind') kind: string): PageView {
    staffWho(actor, 'see-configuration');
    const template = this.samples.template(kind);
    if (!template) throw notFound();
    const shown = this.shown(template, actor, locale);
    return { title: shown.title, desk: 'admin', wide: true, body: <TemplateView template={shown} /> };
  }

  private shown(template: SampleTemplate, { organisationId }: StaffActor, locale: Locale): ShownTemplate {
    const { name: agency } = this.catalogue.organisation(organisationId) ?? { name: undefined };
    const { digest } = configurationWords[locale].templates;
    const title = template.name?.[locale] ?? digest[template.kind as keyof typeof digest];
    const unnamed = { 'zh-TW': organisationId, en: organisationId };
    return { ...template, title, messages: this.samples.messages(template, agency ?? unnamed) };
  }
}

/** Names, id and words, whatever the case of the letters. */
function holds({ title, name, kind, messages }: ShownTemplate, q: string | undefined): boolean {
  if (q === undefined) return true;
  const words = messages.flatMap(({ subject, text }) => [subject ?? '', text]);
  const all = [title, name?.['zh-TW'] ?? '', name?.en ?? '', kind, ...words];
  return all.some((text) => text.toLowerCase().includes(q.toLowerCase()));
}
