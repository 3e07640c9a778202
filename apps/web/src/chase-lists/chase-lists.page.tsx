import { Catalogue } from '@app/catalogue';
import { ChaseLists } from '@app/morning';
import { may, type StaffActor } from '@app/people';
import { Param, Query } from '@nestjs/common';
import { BLANK, returned, statusOf, type Returned } from '../site/desk-forms.js';
import { SeeOther, type PageView } from '../site/outcome.js';
import { DeskPages, Show, Submit, TheSite, Typed, type TypedForm } from '../site/pages.decorators.js';
import { problemWords } from '../site/problem-words.js';
import { SignedIn } from '../site/session.js';
import type { Site } from '../site/site.js';
import { partsIn, typedDate } from '../site/typed-date.js';
import { DayView } from './day.view.js';
import { ListView, READ_FORM } from './list.view.js';
import { chaseListsWords } from './words.js';

/** `/desk/chase-lists`: the lists of a day (稽催清單), and that of one unit, which its head acknowledges. */
@DeskPages('desk/chase-lists')
export class ChaseListsPage {
  constructor(
    private readonly lists: ChaseLists,
    private readonly catalogue: Catalogue,
  ) {}

  @Show()
  async day(
    @TheSite() { locale }: Site,
    @SignedIn() actor: StaffActor,
    @Query() query: Record<string, unknown>,
  ): Promise<PageView> {
    const { on, form } = dayIn(query, locale);
    const lists = await this.lists.ofDay(actor, on);
    return {
      title: chaseListsWords[locale].title,
      ...placeOf(actor),
      ...statusOf(form),
      body: <DayView {...{ lists, form }} catalogue={this.catalogue} />,
    };
  }

  @Show(':unit/:day')
  show(
    @TheSite() site: Site,
    @SignedIn() actor: StaffActor,
    @Param() where: Where,
    @Query('done') done: unknown,
  ): Promise<PageView> {
    return this.page(site, actor, where, BLANK, done !== undefined);
  }

  @Submit(':unit/:day')
  async acknowledge(
    @TheSite() site: Site,
    @SignedIn() actor: StaffActor,
    @Param() where: Where,
    @Typed() typed: TypedForm,
  ): Promise<PageView | SeeOther> {
    if (typed['lang']) return this.page(site, actor, where, { ...BLANK, typed });
    try {
      await this.lists.acknowledge(actor, where.unit, where.day, { plan: typed['plan'] ?? '' });
      return new SeeOther(`/desk/chase-lists/${where.unit}/${where.day}?done`);
    } catch (error) {
      return this.page(site, actor, where, returned(error, typed, site));
    }
  }

  private async page(
    site: Site,
    actor: StaffActor,
    { unit, day }: Where,
    form: Returned,
    done = false,
  ): Promise<PageView> {
    const list = await this.lists.one(actor, unit, day);
    const { catalogue } = this;
    const { one } = chaseListsWords[site.locale];
    return {
      title: one.title(catalogue.unit(unit)?.name[site.locale] ?? unit),
      ...placeOf(actor),
      wide: true,
      ...(list.open && { languageForm: READ_FORM }),
      ...statusOf(form),
      body: <ListView {...{ list, form, done, catalogue }} />,
    };
  }
}

interface Where {
  unit: string;
  day: string;
}

const placeOf = (actor: StaffActor): Pick<PageView, 'desk'> => ({
  desk: may(actor, 'see-board') ? 'board' : null,
});

/** A day from a link (`on=2026-08-20`), or as typed into three fields. */
function dayIn(
  query: Record<string, unknown>,
  locale: Site['locale'],
): { on: string | undefined; form: Returned } {
  if (typeof query['on'] === 'string') return { on: query['on'], form: BLANK };
  const typed = Object.fromEntries(
    Object.entries(query).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
  );
  const parts = partsIn(typed, 'on');
  const on = typedDate(parts);
  if (on !== undefined || Object.values(parts).every((part) => part.trim() === ''))
    return { on, form: BLANK };
  return { on, form: { typed, errors: { on: problemWords('date', locale) }, status: 422 } };
}
