import { parseCaseNumber } from '@app/cases';
import { CaseDetails, CaseLists, QUEUES, type CaseDetail } from '@app/lookups';
import { may, type StaffActor } from '@app/people';
import { Problem } from '@app/platform';
import { Query } from '@nestjs/common';
import { PLACES } from '../../site/layout/places.js';
import { SeeOther, type PageView } from '../../site/outcome.js';
import { DeskPages, Show, TheSite } from '../../site/pages.decorators.js';
import { SignedIn } from '../../site/session.js';
import { actForm } from '../../site/pieces/menu.js';
import type { Site } from '../../site/site.js';
import { siteWords } from '../../site/words.js';
import { isOfTask } from '../answer-typed.js';
import { offeredIn } from '../case-acts.view.js';
import { casePartsWords } from '../../case-parts/words.js';
import { casesWords } from '../words.js';
import { Go, type GoGroup } from './go.view.js';
import { SavedEntries } from './saved-entries.js';
import { listsWords } from './words.js';

/** Where a person can go: her places, lists, and the acts of the case that she comes from. `go.js` shows it anywhere. */
@DeskPages('desk/go')
export class GoPage {
  constructor(
    private readonly details: CaseDetails,
    private readonly lists: CaseLists,
    private readonly saved: SavedEntries,
  ) {}

  @Show()
  async show(
    @TheSite() site: Site,
    @SignedIn() actor: StaffActor,
    @Query() sent: Record<string, unknown>,
  ): Promise<PageView | SeeOther> {
    const [q, number] = [textIn(sent['q']), parseCaseNumber(textIn(sent['case']))];
    const found = q === '' ? undefined : await this.numbered(actor, q);
    if (found) return new SeeOther(`/desk/cases/${found}`);
    const detail = number && (await this.details.show(actor, number).catch(unlessMissing));
    const all = await this.groups(site, actor, detail || undefined);
    const groups = q === '' ? all : matching(all, q);
    return {
      title: listsWords[site.locale].go.title,
      desk: null,
      body: (
        <Go groups={groups} q={q} caseNumber={detail ? number : undefined} finds={may(actor, 'read-cases')} />
      ),
    };
  }

  /** The one case with that number, however it is written. */
  private async numbered(actor: StaffActor, q: string): Promise<string | undefined> {
    if (!/\d/.test(q) || q.length > 100) return undefined;
    const { cases } = await this.lists.list(actor, { queue: 'all', q }).catch(unlessInvalid);
    return cases.length === 1 && isNumberOf(cases[0]!.caseNumber, q) ? cases[0]!.caseNumber : undefined;
  }

  private async groups(site: Site, actor: StaffActor, detail: CaseDetail | undefined): Promise<GoGroup[]> {
    const { go } = listsWords[site.locale];
    const { title } = casesWords[site.locale].list;
    const reads = may(actor, 'read-cases');
    const saved = await this.saved.of(actor, { counted: false });
    return [
      { title: go.acts, entries: detail ? actsOf(site, detail) : [] },
      { title: go.places, entries: placesOf(site, actor) },
      {
        title: go.queues,
        entries: reads
          ? QUEUES.map((queue) => ({ label: title[queue], href: `/desk/cases?queue=${queue}` }))
          : [],
      },
      {
        title: go.saved,
        entries: saved.map(({ id, name }) => ({ label: name, href: `/desk/lists/${id}` })),
      },
    ].filter(({ entries }) => entries.length > 0);
  }
}

function placesOf({ locale, bar }: Site, actor: StaffActor) {
  const { desk } = siteWords[locale];
  const { go } = listsWords[locale];
  return [
    ...(bar?.places ?? []).map((place) => ({ label: desk[place], href: PLACES[place].href })),
    ...(may(actor, 'acknowledge-alert') ? [{ label: go.calendar, href: '/desk/calendar' }] : []),
    ...(may(actor, 'read-cases') ? [{ label: go.lists, href: '/desk/lists' }] : []),
    { label: go.absences, href: '/desk/absences' },
    { label: go.account, href: '/desk/password' },
  ];
}

const actsOf = (site: Site, detail: CaseDetail) =>
  offeredIn({ detail, site }).map((name) => ({
    label: casePartsWords[site.locale].statuses.act[name],
    href: `/desk/cases/${detail.file.caseNumber}#${isOfTask(name) ? 'tasks' : actForm(name)}`,
  }));

const textIn = (sent: unknown): string => (typeof sent === 'string' ? sent.trim() : '');
const plain = (text: string): string => text.normalize('NFKC').toLowerCase();

/** The entries that have what was typed in their name. */
const matching = (groups: readonly GoGroup[], q: string): GoGroup[] =>
  groups
    .map(({ title, entries }) => ({
      title,
      entries: entries.filter(({ label }) => plain(label).includes(plain(q))),
    }))
    .filter(({ entries }) => entries.length > 0);

/** Whether someone means this number, and not a word or a telephone number that leads to its case. */
const isNumberOf = (caseNumber: string, q: string): boolean => {
  const signs = (text: string) => plain(text).replace(/[^a-z\d]/g, '');
  return parseCaseNumber(q) === caseNumber || signs(caseNumber).includes(signs(q));
};

function unlessMissing(error: unknown): undefined {
  if (error instanceof Problem && error.kind === 'NOT_FOUND') return undefined;
  throw error;
}

function unlessInvalid(error: unknown): { cases: never[] } {
  if (error instanceof Problem && error.kind === 'INVALID') return { cases: [] };
  throw error;
}
