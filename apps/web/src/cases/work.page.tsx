import { CaseAccess } from '@app/cases';
import { Catalogue } from '@app/catalogue';
import { CaseLists, COUNTED, Colleagues, type CaseList, type CaseQuery, type QueueName } from '@app/lookups';
import type { StaffActor } from '@app/people';
import { Query } from '@nestjs/common';
import { CaseTable } from '../case-parts/case-table.js';
import type { DeskPlace, PageView } from '../site/outcome.js';
import { DeskPages, Show, TheSite } from '../site/pages.decorators.js';
import { EmptyState } from '../site/pieces/empty-state.js';
import { Pagination } from '../site/pieces/pagination.js';
import { SignedIn } from '../site/session.js';
import type { Site } from '../site/site.js';
import { rowOf } from './case-rows.js';
import { Filters, type FilterChoices } from './filters.view.js';
import { Queues, SearchBar } from './queues.view.js';
import { casesWords } from './words.js';

/** The queues that are places of the top bar. */
const PLACES: Partial<Record<QueueName, DeskPlace>> = {
  mine: 'work',
  unit: 'unit',
  unassigned: 'unassigned',
};

/** The desk's lists: queues by due date, filters, and search. */
@DeskPages()
export class WorkPage {
  constructor(
    private readonly lists: CaseLists,
    private readonly colleagues: Colleagues,
    private readonly access: CaseAccess,
    private readonly catalogue: Catalogue,
  ) {}

  @Show()
  work(@TheSite() site: Site, @SignedIn() actor: StaffActor, @Query() query: CaseQuery): Promise<PageView> {
    return this.list(site, actor, { ...query, queue: query.queue ?? 'mine' });
  }

  @Show('cases')
  find(@TheSite() site: Site, @SignedIn() actor: StaffActor, @Query() query: CaseQuery): Promise<PageView> {
    return this.list(site, actor, query);
  }

  private async list(site: Site, actor: StaffActor, query: CaseQuery): Promise<PageView> {
    const list = await this.lists.list(actor, query);
    const [counts, choices] = await Promise.all([this.lists.counts(actor), this.choices(actor, site)]);
    const { queue, next, hits } = list;
    const title = titleOf(site, query, queue);
    return {
      title,
      desk: PLACES[queue] ?? 'find',
      wide: true,
      body: (
        <>
          <SearchBar query={query} />
          <Queues current={queue} query={query} counts={counts} />
          <h1>{title}</h1>
          {hits === null ? null : <p role="status">{hitsWords(site, hits)}</p>}
          <Filters queue={queue} query={query} choices={choices} />
          <Cases site={site} list={list} catalogue={this.catalogue} />
          <Pagination next={next} first={!query.cursor} />
        </>
      ),
    };
  }

  private async choices(actor: StaffActor, { locale }: Site): Promise<FilterChoices> {
    const { organisationId: agency } = actor;
    const { units } = this.access.scopeOf(actor);
    const nameOf = (unit: string) => this.catalogue.unit(unit)?.name[locale] ?? unit;
    return {
      service: this.catalogue
        .services()
        .filter(({ organisation }) => organisation === agency)
        .map(({ id, name }) => ({ value: id, label: name[locale] })),
      unit: this.catalogue
        .unitsOf(agency)
        .filter(({ id, kind }) => kind === 'UNIT' && (units === 'ALL' || units.includes(id)))
        .map(({ id, name }) => ({ value: id, label: name[locale] })),
      handler: (await this.colleagues.list(actor))
        .filter(({ unitId }) => units === 'ALL' || units.includes(unitId))
        .map(({ id, name, unitId }) => ({ value: id, label: name, group: nameOf(unitId) })),
    };
  }
}

function titleOf({ locale }: Site, { q }: CaseQuery, queue: QueueName): string {
  const { title, found, foundIn } = casesWords[locale].list;
  if (typeof q !== 'string' || q.trim() === '') return title[queue];
  return queue === 'all' ? found(q) : foundIn(q, title[queue]);
}

function hitsWords({ locale }: Site, hits: number): string {
  const said = casesWords[locale].list;
  return hits >= COUNTED ? said.hitsMost(COUNTED - 1) : said.hits(hits);
}

function Cases({ site, list, catalogue }: { site: Site; list: CaseList; catalogue: Catalogue }) {
  const said = casesWords[site.locale].list;
  if (list.cases.length === 0)
    return list.hits === null ? (
      <EmptyState title={said.empty}>{said.emptyHint}</EmptyState>
    ) : (
      <EmptyState title={said.notFound} />
    );
  return (
    <CaseTable
      caption={said.title[list.queue]}
      rows={list.cases.map((listed) => rowOf(listed, site, catalogue))}
    />
  );
}
