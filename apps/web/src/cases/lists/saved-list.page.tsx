import { CaseLists, QUEUES, type QueueName } from '@app/lookups';
import { SavedLists } from '@app/lists';
import type { StaffActor } from '@app/people';
import { Param, Query } from '@nestjs/common';
import { BLANK, returned, statusOf, type Returned } from '../../site/desk-forms.js';
import { SeeOther, type PageView } from '../../site/outcome.js';
import { DeskPages, Show, Submit, TheSite, Typed, type TypedForm } from '../../site/pages.decorators.js';
import { ErrorSummary } from '../../site/pieces/error-summary.js';
import { SignedIn } from '../../site/session.js';
import type { Site } from '../../site/site.js';
import { keptOf } from '../list-query.js';
import { ManageLists } from './manage-lists.view.js';
import { SaveList } from './save-list.view.js';
import { listsWords } from './words.js';

/** The lists that a person saved: save, rename, share, delete. A list itself is opened by `WorkPage`. */
@DeskPages('desk/lists')
export class SavedListsPage {
  constructor(
    private readonly saved: SavedLists,
    private readonly lists: CaseLists,
  ) {}

  @Show()
  show(
    @TheSite() site: Site,
    @SignedIn() actor: StaffActor,
    @Query('removed') removed: unknown,
  ): Promise<PageView> {
    return this.manage(site, actor, { form: BLANK, removed: removed !== undefined });
  }

  @Submit()
  async save(
    @TheSite() site: Site,
    @SignedIn() actor: StaffActor,
    @Typed() typed: TypedForm,
  ): Promise<PageView | SeeOther> {
    const { q: _search, ...filters } = keptOf(typed);
    const queue = QUEUES.find((one) => one === typed['queue']) ?? 'open';
    try {
      // a filter that is not known, or not hers, is refused here as in the list itself
      await this.lists.count(actor, { ...filters, queue } as Parameters<CaseLists['count']>[1]);
      const { id } = await this.saved.save(actor, { ...namingOf(typed), filters: { ...filters, queue } });
      return new SeeOther(`/desk/lists/${id}?saved`);
    } catch (error) {
      return this.notSaved(site, queue, returned(error, typed, site));
    }
  }

  @Submit(':id')
  async change(
    @TheSite() site: Site,
    @SignedIn() actor: StaffActor,
    @Param('id') id: string,
    @Typed() typed: TypedForm,
  ): Promise<PageView | SeeOther> {
    try {
      await this.saved.change(actor, id, namingOf(typed));
      return new SeeOther(`/desk/lists/${id}?saved`);
    } catch (error) {
      return this.manage(site, actor, { form: returned(error, typed, site), open: id });
    }
  }

  @Submit(':id/remove')
  async remove(@SignedIn() actor: StaffActor, @Param('id') id: string): Promise<SeeOther> {
    await this.saved.remove(actor, id);
    return new SeeOther('/desk/lists?removed');
  }

  private notSaved(site: Site, queue: QueueName, form: Returned): PageView {
    const { errors, typed, refusal } = form;
    const { name, shared } = typed;
    return {
      title: listsWords[site.locale].saved.save,
      desk: 'find',
      ...statusOf(form),
      body: (
        <>
          <ErrorSummary
            errors={Object.fromEntries(Object.entries(errors).map(([at, why]) => [`save-${at}`, why]))}
          />
          <h1>{listsWords[site.locale].saved.save}</h1>
          <SaveList
            queue={queue}
            query={typed}
            typed={{
              name,
              shared: shared !== undefined,
              error: errors['name'] ?? errors['shared'] ?? refusal,
            }}
          />
        </>
      ),
    };
  }

  private async manage(
    site: Site,
    actor: StaffActor,
    state: { form: Returned; open?: string; removed?: boolean },
  ): Promise<PageView> {
    const lists = await this.saved.of(actor);
    return {
      title: listsWords[site.locale].saved.title,
      desk: 'find',
      ...statusOf(state.form),
      body: <ManageLists lists={lists} actor={actor} {...state} />,
    };
  }
}

const namingOf = ({ name = '', shared }: TypedForm) => ({ name, shared: shared !== undefined });
