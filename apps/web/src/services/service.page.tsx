import { binds, Catalogue, FORM_FORMATS, type ServiceEntry } from '@app/catalogue';
import { ServiceFigures } from '@app/figures';
import { PublicOffer } from '@app/intake';
import { notFound } from '@app/platform';
import { Controller, Get, Param, Res, UseFilters, UseGuards } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Pages, Show, TheSite, type PageView, type Site } from '../site/index.js';
import { PageFilter } from '../site/page.filter.js';
import { SiteGuard } from '../site/site-guard.js';
import { ServiceView } from './service.view.js';
import { servicesWords } from './words.js';

/** `/services/<id>`: what a citizen should know of one service. */
@Pages('services')
export class ServicePage {
  constructor(
    private readonly offer: PublicOffer,
    private readonly catalogue: Catalogue,
    private readonly figures: ServiceFigures,
  ) {}

  @Show(':id')
  async service(@TheSite() { locale }: Site, @Param('id') id: string): Promise<PageView> {
    const service = offered(this.offer, id);
    const organisation = this.catalogue.organisation(service.organisation)!;
    const promises = this.catalogue.commitments().filter((entry) => entry.public && binds(entry, service));
    const body = (
      <ServiceView
        {...{ service, organisation, promises }}
        unit={this.catalogue.unit(service.unit)}
        measured={await this.figures.of(service)}
      />
    );
    const { title } = servicesWords[locale];
    return {
      title: service.name[locale],
      crumbs: [{ href: '/services', text: title }],
      about: service.description[locale],
      changed: this.catalogue.changedAt('service', id),
      keptBy: organisation.name[locale],
      classes: service.classes,
      body,
    };
  }
}

const MEDIA: Record<(typeof FORM_FORMATS)[number], string> = {
  odt: 'application/vnd.oasis.opendocument.text',
  ods: 'application/vnd.oasis.opendocument.spreadsheet',
  pdf: 'application/pdf',
};

/** The forms of a service. They are saved, never shown in place: their content comes from an agency. */
@Controller('services')
@UseGuards(SiteGuard)
@UseFilters(PageFilter)
export class ServiceForms {
  constructor(
    private readonly offer: PublicOffer,
    private readonly catalogue: Catalogue,
  ) {}

  @Get(':id/forms/:file')
  async form(
    @Param('id') id: string,
    @Param('file') file: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const service = offered(this.offer, id);
    const form = formOf(service, file);
    const bytes = form && (await this.catalogue.form(`${service.organisation}/${file}`));
    if (!form || !bytes) throw notFound();
    const named = encodeURIComponent(`${service.name['zh-TW']}-${form.label['zh-TW']}.${form.format}`);
    await reply
      .type(MEDIA[form.format])
      .header('content-disposition', `attachment; filename="${file}"; filename*=UTF-8''${named}`)
      .header('cache-control', 'public, max-age=3600')
      .send(bytes);
  }
}

/** The form that this file is of, if the service has it: nothing else of the folder can be asked for. */
function formOf(service: ServiceEntry, file: string) {
  for (const form of (service.papers ?? []).flatMap(({ forms }) => forms ?? [])) {
    const format = form.formats.find((one) => `${form.name}.${one}` === file);
    if (format) return { ...form, format };
  }
  return undefined;
}

function offered(offer: PublicOffer, id: string): ServiceEntry {
  const service = offer.services().find((one) => one.id === id);
  if (!service) throw notFound();
  return service;
}
