import { notFound } from '@app/platform';
import { All, Controller, UseFilters, UseGuards } from '@nestjs/common';
import { PageFilter } from './page.filter.js';
import { SiteGuard } from './site-guard.js';

/** Answers all unknown paths: with a problem document under /api, with a page elsewhere. */
@Controller()
export class NotFoundPage {
  @All('api/*')
  api(): never {
    throw notFound();
  }

  @All('*')
  @UseGuards(SiteGuard)
  @UseFilters(PageFilter)
  page(): never {
    throw notFound();
  }
}
