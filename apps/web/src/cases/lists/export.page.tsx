import { Catalogue } from '@app/catalogue';
import { csvRow } from '@app/intake';
import { numbersIn } from '@app/lists';
import {
  caseQuery,
  EXPORTED_MOST,
  ListExport,
  queueOf,
  type CaseQuery,
  type ExportedPage,
} from '@app/lookups';
import { Trail, type StaffActor } from '@app/people';
import { parseInput, taipeiDate, TimeSource } from '@app/platform';
import {
  Controller,
  HttpCode,
  Post,
  Query,
  Res,
  StreamableFile,
  UseFilters,
  UseGuards,
} from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Readable } from 'node:stream';
import type { PageView } from '../../site/outcome.js';
import { DeskPages, Show, TheSite, Typed, type TypedForm } from '../../site/pages.decorators.js';
import { PageFilter } from '../../site/page.filter.js';
import { DeskGuard, SignedIn } from '../../site/session.js';
import { SiteGuard } from '../../site/site-guard.js';
import type { Site } from '../../site/site.js';
import { keptOf } from '../list-query.js';
import { casesWords } from '../words.js';
import { cellsOf } from './export-cells.js';
import { ExportForm } from './export-form.view.js';
import { backIn, tickedIn } from './ticked.js';
import { listsWords } from './words.js';

/** Says what an export has, before it is asked for. */
@DeskPages('desk/export')
export class ExportPage {
  constructor(private readonly exports: ListExport) {}

  @Show()
  ask(
    @TheSite() site: Site,
    @SignedIn() actor: StaffActor,
    @Query() { cases, back, ...query }: Record<string, unknown>,
  ): PageView {
    this.exports.check(actor);
    const numbers = tickedIn(cases);
    const queue = queueOf(parseInput(caseQuery, query));
    return {
      title: listsWords[site.locale].export.title,
      desk: null,
      body: (
        <ExportForm
          numbers={numbers.length > 0 ? numbersIn(numbers) : []}
          list={casesWords[site.locale].list.title[queue]}
          filters={filtersOf(site, query as CaseQuery)}
          hidden={{ ...keptOf(query as CaseQuery), queue }}
          back={backIn(back)}
        />
      ),
    };
  }
}

/** The list as a file, sent while it is read. Each is logged before its first line is written. */
@Controller('desk/export')
@UseGuards(SiteGuard, DeskGuard)
@UseFilters(PageFilter)
export class ExportFile {
  constructor(
    private readonly exports: ListExport,
    private readonly trail: Trail,
    private readonly catalogue: Catalogue,
    private readonly time: TimeSource,
  ) {}

  @Post()
  @HttpCode(200)
  async download(
    @TheSite() site: Site,
    @SignedIn() actor: StaffActor,
    @Typed() typed: TypedForm,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    this.exports.check(actor);
    const ticked = tickedIn(typed['cases']);
    const numbers = ticked.length > 0 ? numbersIn(ticked) : undefined;
    const query = { ...keptOf(typed), queue: typed['queue'] } as CaseQuery;
    const { q, ...filters } = parseInput(caseQuery, query);
    const pages = numbers ? this.exports.chosen(actor, numbers) : this.exports.pages(actor, query);
    const first = await pages.next();
    // the words of a search may be a person's: that there were some is enough
    const which = numbers ? { chosen: numbers.length } : { filters, searched: q !== undefined };
    await this.trail.note('EXPORTED', actor.id, { organisation: actor.organisationId, ...which });
    const name = `${listsWords[site.locale].export.file}-${taipeiDate(this.time.now())}.csv`;
    void reply.headers({
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="cases.csv"; filename*=UTF-8''${encodeURIComponent(name)}`,
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    });
    return new StreamableFile(Readable.from(this.lines(site, joined(first, pages)), { objectMode: false }));
  }

  private async *lines(site: Site, pages: AsyncIterable<ExportedPage>): AsyncGenerator<Buffer> {
    const said = listsWords[site.locale].export;
    yield Buffer.from(`\uFEFF${csvRow(said.columns)}`);
    for await (const { rows, more } of pages) {
      yield Buffer.from(rows.map((row) => csvRow(cellsOf(row, site, this.catalogue))).join(''));
      if (more) yield Buffer.from(csvRow([said.capped(EXPORTED_MOST)]));
    }
  }
}

function filtersOf({ locale }: Site, query: CaseQuery): string {
  const { q, ...filters } = keptOf(query);
  const said = casesWords[locale].list;
  const set = Object.keys(filters).length;
  return [q === undefined ? '' : said.found(q), set === 0 ? '' : said.filtersOn(set)]
    .filter(Boolean)
    .join(' ');
}

/** What is wrong with a list is found with its first page, before anything is sent. */
async function* joined(
  first: IteratorResult<ExportedPage, unknown>,
  rest: AsyncGenerator<ExportedPage>,
): AsyncGenerator<ExportedPage> {
  if (!first.done) yield first.value;
  yield* rest;
}
