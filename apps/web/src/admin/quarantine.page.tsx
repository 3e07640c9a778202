import { staffWho, type StaffActor } from '@app/people';
import { line, notFound, parseInput } from '@app/platform';
import { Param, Query } from '@nestjs/common';
import { z } from 'zod';
import { BLANK, returned, statusOf, type Returned } from '../site/desk-forms.js';
import { FAILURE_KINDS, Failures, isDroppable, type FailedWork, type FailureKind } from '../site/failures.js';
import { SeeOther, type PageView } from '../site/outcome.js';
import { DeskPages, Show, Submit, TheSite, Typed, type TypedForm } from '../site/pages.decorators.js';
import { SignedIn } from '../site/session.js';
import type { Site } from '../site/site.js';
import { DROP_FORM, DropView } from './drop.view.js';
import { QuarantineView } from './quarantine.view.js';
import { adminWords } from './words.js';

const LIST = '/desk/admin/quarantine';
const dropForm = z.object({ reason: line(200) });

/** `/desk/admin/quarantine`: what failed and waits for a person, to try again or to drop. */
@DeskPages('desk/admin/quarantine')
export class QuarantinePage {
  constructor(private readonly failures: Failures) {}

  @Show()
  async list(
    @TheSite() { locale }: Site,
    @SignedIn() actor: StaffActor,
    @Query('done') done: unknown,
  ): Promise<PageView> {
    const failures = await this.failures.list(actor);
    return {
      title: adminWords[locale].quarantine.title,
      desk: 'admin',
      wide: true,
      body: <QuarantineView failures={failures} news={typeof done === 'string' ? done : undefined} />,
    };
  }

  @Submit(':kind/:id/again')
  async again(
    @SignedIn() actor: StaffActor,
    @Param('kind') kind: string,
    @Param('id') id: string,
  ): Promise<SeeOther> {
    const { of } = await this.waiting(actor, kind, id);
    return after(await this.failures.again(actor, of, id), 'again');
  }

  @Show(':kind/:id')
  async ask(
    @TheSite() site: Site,
    @SignedIn() actor: StaffActor,
    @Param('kind') kind: string,
    @Param('id') id: string,
  ): Promise<PageView> {
    return dropPage(site, await this.waiting(actor, kind, id), BLANK);
  }

  @Submit(':kind/:id/drop')
  async drop(
    @TheSite() site: Site,
    @SignedIn() actor: StaffActor,
    @Param('kind') kind: string,
    @Param('id') id: string,
    @Typed() typed: TypedForm,
  ): Promise<PageView | SeeOther> {
    const failure = await this.waiting(actor, kind, id);
    if (typed['lang']) return dropPage(site, failure, { ...BLANK, typed });
    if (!isDroppable(failure.of)) throw notFound();
    try {
      const { reason } = parseInput(dropForm, { reason: typed['reason'] ?? '' });
      return after(await this.failures.drop(actor, failure.of, id, reason), 'drop');
    } catch (error) {
      return dropPage(site, failure, returned(error, typed, site));
    }
  }

  /** One that waits; who comes too late for it is led to the list, and for what never was there is nothing. */
  private async waiting(actor: StaffActor, kind: string, id: string): Promise<FailedWork> {
    staffWho(actor, 'handle-quarantine');
    const isKind = FAILURE_KINDS.includes(kind as FailureKind);
    if (!isKind || !/^[\w-]{36}$/.test(id)) throw notFound();
    const found = (await this.failures.list(actor)).find((one) => one.of === kind && one.id === id);
    if (!found) throw new SeeOther(`${LIST}?done=gone`);
    return found;
  }
}

const after = (isDone: boolean, act: string) => new SeeOther(`${LIST}?done=${isDone ? act : 'gone'}`);

function dropPage({ locale }: Site, failure: FailedWork, form: Returned): PageView {
  if (!isDroppable(failure.of)) throw notFound();
  return {
    title: adminWords[locale].quarantine.dropping.title,
    desk: 'admin',
    languageForm: DROP_FORM,
    noEnter: true,
    ...statusOf(form),
    body: <DropView {...{ failure, of: failure.of, form }} />,
  };
}
