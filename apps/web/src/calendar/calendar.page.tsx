import { typedDate } from '../site/typed-date.js';
import { CalendarDays, EarlierDates, Recount, type MovesPreview } from '@app/cases';
import { Catalogue } from '@app/catalogue';
import { may, type StaffActor } from '@app/people';
import { dateWords, TimeSource } from '@app/platform';
import { Param, Query } from '@nestjs/common';
import { casePartsWords } from '../case-parts/words.js';
import { BLANK, returned, statusOf, type Returned } from '../site/desk-forms.js';
import { SeeOther, type PageView } from '../site/outcome.js';
import { DeskPages, Show, Submit, TheSite, Typed, type TypedForm } from '../site/pages.decorators.js';
import { SignedIn } from '../site/session.js';
import type { Site } from '../site/site.js';
import { CalendarView, DECLARE_FORM } from './calendar.view.js';
import { CONFIRM_FORM, MovesView } from './moves.view.js';
import { calendarWords } from './words.js';

/** The office calendar: days that deviate from it, and due dates it would make earlier. */
@DeskPages('desk/calendar')
export class CalendarPage {
  constructor(
    private readonly dates: EarlierDates,
    private readonly days: CalendarDays,
    private readonly recount: Recount,
    private readonly catalogue: Catalogue,
    private readonly time: TimeSource,
  ) {}

  @Show()
  show(
    @TheSite() site: Site,
    @SignedIn() actor: StaffActor,
    @Query('done') done: unknown,
    @Query('date') date: unknown,
  ): Promise<PageView> {
    const said = calendarWords[site.locale];
    const news: Record<string, string> = {
      accepted: casePartsWords[site.locale].earlierDates.accepted,
      withdrawn: said.withdrawn,
      declared: this.catalogue.covers(String(date))
        ? said.declared(dateWords(String(date), site.locale))
        : said.declare,
    };
    return this.page(site, actor, BLANK, typeof done === 'string' ? news[done] : undefined);
  }

  @Submit('earlier-dates/:clockId/accept')
  async accept(
    @SignedIn() actor: StaffActor,
    @Param('clockId') clockId: string,
    @Typed() { back }: TypedForm,
  ): Promise<SeeOther> {
    await this.dates.accept(actor, clockId);
    return new SeeOther(`/desk/${back === 'approvals' ? back : 'calendar'}?done=accepted`);
  }

  /** First shows what would move; done once that was confirmed. */
  @Submit('days')
  async declare(@TheSite() site: Site, @SignedIn() actor: StaffActor, @Typed() typed: TypedForm) {
    const again = typed['change'] || (typed['lang'] && !typed['shown']);
    if (again) return this.page(site, actor, { ...BLANK, typed });
    try {
      const input = dayOf(typed);
      if (typed['confirmed'] !== 'yes' || typed['lang'])
        return this.preview(site, 'declare', typed, await this.days.previewDeclare(actor, input));
      const { date } = await this.days.declare(actor, input);
      return new SeeOther(`/desk/calendar?done=declared&date=${date}`);
    } catch (error) {
      return this.page(site, actor, returned(error, typed, site));
    }
  }

  @Submit('days/withdraw')
  async withdraw(@TheSite() site: Site, @SignedIn() actor: StaffActor, @Typed() typed: TypedForm) {
    const { date = '', region } = typed;
    const place = { date, ...(region && { region }) };
    if (typed['change']) return new SeeOther('/desk/calendar');
    if (typed['confirmed'] !== 'yes' || typed['lang'])
      return this.preview(site, 'withdraw', typed, await this.days.previewWithdraw(actor, place));
    await this.days.withdraw(actor, place);
    return new SeeOther('/desk/calendar?done=withdrawn');
  }

  private preview(site: Site, what: 'declare' | 'withdraw', typed: TypedForm, moves: MovesPreview): PageView {
    return {
      title: calendarWords[site.locale].preview.title[what],
      desk: 'board',
      languageForm: CONFIRM_FORM,
      noEnter: true,
      body: <MovesView {...{ what, typed, moves }} day={dayWords(typed)} catalogue={this.catalogue} />,
    };
  }

  private async page(site: Site, actor: StaffActor, form: Returned, news?: string): Promise<PageView> {
    const [waiting, left] = await Promise.all([this.dates.list(actor), this.recount.left()]);
    const own = ({ organisation }: { organisation?: string | undefined }) =>
      organisation === undefined || organisation === actor.organisationId;
    const ends = this.catalogue.beyondCalendar(this.time.now()).length > 0;
    return {
      title: calendarWords[site.locale].title,
      desk: 'board',
      wide: true,
      ...(may(actor, 'declare-day') && { languageForm: DECLARE_FORM, noEnter: true as const }),
      ...statusOf(form),
      body: (
        <CalendarView
          waiting={waiting}
          days={this.catalogue.specialDays().filter(own)}
          left={left}
          ends={ends ? this.catalogue.calendarEnds() : undefined}
          mayDeclare={may(actor, 'declare-day')}
          catalogue={this.catalogue}
          form={form}
          news={news}
        />
      ),
    };
  }
}

/** Converts the form's fields to a special day; empty ones are left out. */
function dayOf(typed: TypedForm): Record<string, unknown> {
  const { kind, remark, hours, region } = typed;
  const parts = {
    year: typed['date.year'] ?? '',
    month: typed['date.month'] ?? '',
    day: typed['date.day'] ?? '',
  };
  return {
    date: typedDate(parts) ?? '',
    kind,
    remark,
    ...(hours && { hours: hours.split(/[\s,、]+/).filter(Boolean) }),
    ...(region && { region }),
  };
}

/** The day as a date, typed in three fields or given as a whole. */
const dayWords = (typed: TypedForm): string => typed['date'] ?? String(dayOf(typed)['date']);
