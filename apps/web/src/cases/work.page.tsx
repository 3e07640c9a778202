import { CaseAccess, isActName, parseCaseNumber } from '@app/cases';
import { Catalogue } from '@app/catalogue';
import {
  CaseLists,
  COUNTED,
  Colleagues,
  SavedFilters,
  type CaseList,
  type CaseQuery,
  type LostFilter,
  type QueueName,
} from '@app/lookups';
import { SavedLists } from '@app/lists';
import { may, type StaffActor } from '@app/people';
import { Param, Query } from '@nestjs/common';
import { CaseTable } from '../case-parts/case-table.js';
import { KeptNumbers } from '../site/kept-numbers.js';
import type { DeskPlace, PageView } from '../site/outcome.js';
import { DeskPages, Show, TheSite } from '../site/pages.decorators.js';
import { Banner } from '../site/pieces/banner.js';
import { EmptyState } from '../site/pieces/empty-state.js';
import { Pagination } from '../site/pieces/pagination.js';
import { SignedIn } from '../site/session.js';
import type { Site } from '../site/site.js';
import { rowOf } from './case-rows.js';
import { doneWords } from './case.view.js';
import { isOfPerson, keptOf } from './list-query.js';
import { LostFilters } from './lists/lost-filters.view.js';
import { SavedEntries } from './lists/saved-entries.js';
import { SaveList } from './lists/save-list.view.js';
import { bulkOf, TickBar } from './lists/tick-bar.view.js';
import { listsWords } from './lists/words.js';
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
    private readonly savedLists: SavedLists,
    private readonly savedFilters: SavedFilters,
    private readonly entries: SavedEntries,
    private readonly kept: KeptNumbers,
  ) {}

  @Show()
  work(@TheSite() site: Site, @SignedIn() actor: StaffActor, @Query() query: CaseQuery): Promise<PageView> {
    return this.list(site, actor, { ...query, queue: query.queue ?? 'mine' });
  }

  @Show('cases')
  find(@TheSite() site: Site, @SignedIn() actor: StaffActor, @Query() query: CaseQuery): Promise<PageView> {
    return this.list(site, actor, query);
  }

  /** A list that was saved by name, as far as its filters still fit. */
  @Show('lists/:id')
  async saved(
    @TheSite() site: Site,
    @SignedIn() actor: StaffActor,
    @Param('id') id: string,
    @Query('cursor') cursor: string | undefined,
  ): Promise<PageView> {
    const { name, filters } = await this.savedLists.find(actor, id);
    const { query, lost } = await this.savedFilters.today(actor, filters);
    return this.list(site, actor, { ...query, cursor }, { id, name, lost });
  }

  private async list(site: Site, actor: StaffActor, query: CaseQuery, open?: OpenList): Promise<PageView> {
    const list = await this.lists.list(actor, query);
    const [counts, saved, choices] = await Promise.all([
      this.kept.of(actor, 'queues', () => this.lists.counts(actor)),
      this.entries.of(actor),
      this.choices(actor, site),
    ]);
    const { queue, next, hits } = list;
    const title = open?.name ?? titleOf(site, query, queue);
    return {
      title,
      desk: open ? 'find' : (PLACES[queue] ?? 'find'),
      wide: true,
      body: (
        <>
          <SearchBar query={query} />
          <Queues current={queue} query={query} counts={counts} saved={saved} open={open?.id} />
          {open && site.query.has('saved') ? (
            <Banner kind="success">{listsWords[site.locale].saved.kept(open.name)}</Banner>
          ) : null}
          <GivenAway site={site} />
          <LostFilters lost={open?.lost ?? []} />
          <h1 dir="auto">{title}</h1>
          {hits === null ? null : <p role="status">{hitsWords(site, hits)}</p>}
          <Filters queue={queue} query={query} choices={choices} />
          {may(actor, 'read-cases') && !open ? <SaveList queue={queue} query={query} /> : null}
          <Cases site={site} list={list} catalogue={this.catalogue} query={query} saved={open?.id} />
          <Pagination next={next} first={!query.cursor} />
          {may(actor, 'export-cases') && !isOfPerson(query.q) ? (
            <p>
              <a href={exportHref(queue, query, site)}>{listsWords[site.locale].export.whole}</a>
            </p>
          ) : null}
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

/** What was done on a case that one does not see any more. */
function GivenAway({ site }: { site: Site }) {
  const done = site.query.get('done') ?? '';
  const number = parseCaseNumber(site.query.get('case') ?? '');
  if (!isActName(done) || !number) return null;
  return (
    <Banner kind="success">
      {doneWords(site, done)} {casesWords[site.locale].list.givenAway(number)}
    </Banner>
  );
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

interface CasesProps {
  site: Site;
  list: CaseList;
  catalogue: Catalogue;
  query: CaseQuery;
  /** The saved list that is open. */
  saved: string | undefined;
}

/** The rows, which can be ticked by those who may do something with several cases. */
function Cases({ site, list, catalogue, query, saved }: CasesProps) {
  const said = casesWords[site.locale].list;
  if (list.cases.length === 0)
    return list.hits === null ? (
      <EmptyState title={said.empty}>{said.emptyHint}</EmptyState>
    ) : (
      <EmptyState title={said.notFound} />
    );
  const offered = bulkOf(site.staff!);
  const { tick } = listsWords[site.locale];
  const all = site.query.get('tick') === 'all';
  const { cursor: _page, ...whole } = query;
  const table = (
    <CaseTable
      caption={said.title[list.queue]}
      rows={list.cases.map((listed) =>
        rowOf(listed, site, catalogue, { ...whole, queue: list.queue, list: saved }),
      )}
      ticks={offered.length > 0 ? { title: tick.column, label: tick.one, all } : undefined}
    />
  );
  if (offered.length === 0) return table;
  return (
    <TickBar offered={offered} all={all} rows={list.cases.length}>
      {table}
    </TickBar>
  );
}

/** A saved list that is open. */
interface OpenList {
  id: string;
  name: string;
  lost: readonly LostFilter[];
}

const exportHref = (queue: QueueName, query: CaseQuery, { path, query: asked }: Site): string => {
  const back = asked.size > 0 ? `${path}?${asked}` : path;
  return `/desk/export?${new URLSearchParams({ queue, ...keptOf(query), back })}`;
};
