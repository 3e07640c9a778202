import { Catalogue } from '@app/catalogue';
import { AbsenceBook, may, type StaffAbsences, type StaffActor } from '@app/people';
import { taipeiDate, TimeSource } from '@app/platform';
import { Param, Query } from '@nestjs/common';
import { BLANK, returned, statusOf, type Returned } from '../site/desk-forms.js';
import { SeeOther, type PageView } from '../site/outcome.js';
import { DeskPages, Show, Submit, TheSite, Typed, type TypedForm } from '../site/pages.decorators.js';
import { SignedIn } from '../site/session.js';
import type { Site } from '../site/site.js';
import { partsIn, typedDate } from '../site/typed-date.js';
import { monthOf } from './month.js';
import { MonthView } from './month.view.js';
import { ABSENCE_FORM, AbsencesView } from './absences.view.js';
import { absencesWords } from './words.js';

/** What is said once an absence is entered, by what it leaves uncovered. */
const NEWS: Record<string, string> = {
  'no-deputy': 'entered-no-deputy',
  'is-deputy': 'entered-is-deputy',
  'no-deputy is-deputy': 'entered-no-deputy-is-deputy',
};

/** `/desk/absences`: a month of a unit, and the absences of one person. */
@DeskPages('desk/absences')
export class AbsencesPage {
  constructor(
    private readonly book: AbsenceBook,
    private readonly catalogue: Catalogue,
    private readonly time: TimeSource,
  ) {}

  @Show()
  async month(
    @TheSite() { locale }: Site,
    @SignedIn() actor: StaffActor,
    @Query('unit') asked: unknown,
    @Query('month') month: unknown,
  ): Promise<PageView> {
    const { catalogue } = this;
    const unit = typeof asked === 'string' && asked !== '' ? asked : actor.unitId;
    const people = await this.book.ofUnit(actor, unit, catalogue);
    const known = await this.book.deputies(actor, actor.id, catalogue);
    const shown = monthOf(month, taipeiDate(this.time.now()));
    const units = this.unitsOf(actor);
    const isOpen = (person: StaffAbsences) => this.book.mayEnter(actor, person, catalogue);
    const { title } = absencesWords[locale].month;
    return {
      title,
      ...this.place(actor),
      wide: true,
      body: (
        <MonthView {...{ unit, units, people, month: shown, known, catalogue, isOpen, self: actor.id }} />
      ),
    };
  }

  @Show(':id')
  async show(
    @TheSite() site: Site,
    @SignedIn() actor: StaffActor,
    @Param('id') id: string,
    @Query('done') done: unknown,
  ): Promise<PageView> {
    return this.page(site, actor, id, BLANK, typeof done === 'string' ? done : undefined);
  }

  @Submit(':id')
  async enter(
    @TheSite() site: Site,
    @SignedIn() actor: StaffActor,
    @Param('id') id: string,
    @Typed() typed: TypedForm,
  ): Promise<PageView | SeeOther> {
    if (typed['lang']) return this.page(site, actor, id, { ...BLANK, typed });
    try {
      const { noDeputy, deputyOf } = await this.book.enter(actor, id, absenceIn(typed), this.catalogue);
      const warned = `${noDeputy ? 'no-deputy' : ''} ${deputyOf.length > 0 ? 'is-deputy' : ''}`.trim();
      return new SeeOther(`/desk/absences/${id}?done=${NEWS[warned] ?? 'entered'}`);
    } catch (error) {
      return this.page(site, actor, id, returned(error, typed, site));
    }
  }

  @Submit(':id/withdraw')
  async withdraw(
    @TheSite() site: Site,
    @SignedIn() actor: StaffActor,
    @Param('id') id: string,
    @Typed() typed: TypedForm,
  ): Promise<PageView | SeeOther> {
    try {
      await this.book.withdraw(actor, id, typed['absence'] ?? '', this.catalogue);
      return new SeeOther(`/desk/absences/${id}?done=withdrawn`);
    } catch (error) {
      return this.page(site, actor, id, returned(error, {}, site));
    }
  }

  private async page(
    site: Site,
    actor: StaffActor,
    id: string,
    form: Returned,
    news?: string,
  ): Promise<PageView> {
    const [person, deputies] = await Promise.all([
      this.book.of(actor, id, this.catalogue),
      this.book.deputies(actor, id, this.catalogue),
    ]);
    const { catalogue } = this;
    return {
      title: absencesWords[site.locale].person.title(person.name),
      ...this.place(actor),
      languageForm: ABSENCE_FORM,
      noEnter: true,
      ...statusOf(form),
      body: <AbsencesView {...{ person, deputies, form, news, catalogue }} />,
    };
  }

  /** The units whose absences the actor may enter, and the own one. */
  private unitsOf(actor: StaffActor): string[] {
    if (!may(actor, 'enter-absences')) return [actor.unitId];
    return actor.roles.includes('ADMIN')
      ? this.catalogue.unitsOf(actor.organisationId).map(({ id }) => id)
      : this.catalogue.unitsUnder(actor.unitId);
  }

  private readonly place = (actor: StaffActor) =>
    ({ desk: may(actor, 'manage-accounts') ? 'admin' : null }) as const;
}

const absenceIn = (typed: TypedForm) => ({
  from: typedDate(partsIn(typed, 'from')) ?? '',
  until: typedDate(partsIn(typed, 'until')) ?? '',
  deputyId: typed['deputy'] ?? '',
});
