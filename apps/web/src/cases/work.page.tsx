import { CaseLists, QUEUES, type CaseQuery, type ListedCase } from '@app/lookups';
import { Catalogue } from '@app/catalogue';
import type { StaffActor } from '@app/people';
import { Query } from '@nestjs/common';
import type { PageView } from '../site/outcome.js';
import { DeskPages, Show, TheSite } from '../site/pages.decorators.js';
import { SignedIn } from '../site/session.js';
import type { Site } from '../site/site.js';
import { CaseTable, type CaseRow } from '../case-parts/case-table.js';
import { EmptyState } from '../site/pieces/empty-state.js';
import { Pagination } from '../site/pieces/pagination.js';
import { casesWords } from './words.js';
import { siteWords } from '../site/words.js';
import { dueWords } from '../case-parts/promise-times.js';

type Queue = (typeof QUEUES)[number];

/** The agent's lists: own cases, new cases, and search. */
@DeskPages()
export class WorkPage {
  constructor(
    private readonly lists: CaseLists,
    private readonly catalogue: Catalogue,
  ) {}

  @Show()
  work(@TheSite() site: Site, @SignedIn() actor: StaffActor, @Query() query: CaseQuery): Promise<PageView> {
    return this.list(site, actor, { ...query, queue: query.queue ?? 'mine' }, 'work');
  }

  @Show('cases')
  find(@TheSite() site: Site, @SignedIn() actor: StaffActor, @Query() query: CaseQuery): Promise<PageView> {
    return this.list(site, actor, query, 'find');
  }

  private async list(
    site: Site,
    actor: StaffActor,
    query: CaseQuery,
    place: 'work' | 'find',
  ): Promise<PageView> {
    const { cases, next } = await this.lists.list(actor, query);
    const queue = (query.queue as Queue | undefined) ?? 'open';
    const q = typeof query.q === 'string' && query.q !== '' ? query.q : undefined;
    const said = casesWords[site.locale].list;
    const title = q ? said.found(q) : said.title[queue];
    return {
      title,
      desk: place,
      wide: true,
      body: (
        <>
          <SearchBar site={site} q={q} />
          <h1>{title}</h1>
          {q ? null : <QueueTabs site={site} current={queue} />}
          <Cases site={site} cases={cases} catalogue={this.catalogue} searched={q !== undefined} />
          <Pagination next={next} first={!query.cursor} />
        </>
      ),
    };
  }
}

const SearchBar = ({ site: { locale }, q }: { site: Site; q: string | undefined }) => (
  <form class="search" method="get" action="/desk/cases" role="search">
    <label class="label" for="q">
      {casesWords[locale].list.search}
    </label>
    <p class="hint" id="q-hint">
      {casesWords[locale].list.searchHint}
    </p>
    <div class="search-row">
      <input
        class="input"
        id="q"
        name="q"
        type="search"
        value={q ?? ''}
        maxLength={100}
        aria-describedby="q-hint"
      />
      <button class="button button-primary" type="submit">
        {siteWords[locale].actions.search}
      </button>
    </div>
  </form>
);

const QueueTabs = ({ site: { locale }, current }: { site: Site; current: Queue }) => (
  <nav class="tabs" aria-label={casesWords[locale].list.queues}>
    <ul>
      {QUEUES.map((queue) => (
        <li key={queue}>
          <a href={`/desk/cases?queue=${queue}`} {...(queue === current && { 'aria-current': 'page' })}>
            {casesWords[locale].list.title[queue]}
          </a>
        </li>
      ))}
    </ul>
  </nav>
);

function Cases({
  site,
  cases,
  catalogue,
  searched,
}: {
  site: Site;
  cases: ListedCase[];
  catalogue: Catalogue;
  searched: boolean;
}) {
  const said = casesWords[site.locale].list;
  if (cases.length === 0)
    return (
      <EmptyState title={searched ? said.notFound : said.empty}>
        {searched ? null : said.emptyHint}
      </EmptyState>
    );
  return (
    <CaseTable
      caption={said.queues}
      columns={said.columns}
      rows={cases.map((listed) => rowOf(listed, site, catalogue))}
    />
  );
}

function rowOf(
  { caseNumber, subject, status, unitId, receivedAt, dueAt, warnAt, origin }: ListedCase,
  { locale, now }: Site,
  catalogue: Catalogue,
): CaseRow {
  const said = casesWords[locale].list;
  const mark = { DEMONSTRATION: said.demo, IMPORTED: said.imported, LIVE: undefined }[origin];
  const state =
    dueAt !== null && Number(dueAt) <= now
      ? 'OVERDUE'
      : warnAt !== null && Number(warnAt) <= now
        ? 'WARNING'
        : 'RUNNING';
  return {
    href: `/desk/cases/${caseNumber}`,
    caseNumber,
    subject,
    status,
    unit: catalogue.unit(unitId)?.name[locale] ?? unitId,
    receivedAt: Number(receivedAt),
    ...(dueAt !== null && { due: { state, text: dueWords(Number(dueAt), locale) } }),
    ...(mark && { mark }),
  };
}
