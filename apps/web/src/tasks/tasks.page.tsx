import { Catalogue } from '@app/catalogue';
import { OpenTasks } from '@app/lookups';
import { staffWho, type StaffActor } from '@app/people';
import type { PageView } from '../site/outcome.js';
import { DeskPages, Show, TheSite } from '../site/pages.decorators.js';
import { SignedIn } from '../site/session.js';
import type { Site } from '../site/site.js';
import { TasksView } from './tasks.view.js';
import { tasksWords } from './words.js';

/** The most of each list; what is due later comes once these are done. */
const MOST = 100;

/** What a person and her unit are to do on cases, the nearest due first. */
@DeskPages('desk/tasks')
export class TasksPage {
  constructor(
    private readonly tasks: OpenTasks,
    private readonly catalogue: Catalogue,
  ) {}

  @Show()
  async show(@TheSite() site: Site, @SignedIn() actor: StaffActor): Promise<PageView> {
    const staff = staffWho(actor, 'read-cases');
    const [mine, others] = await Promise.all([this.tasks.mine(staff, MOST), this.tasks.others(staff, MOST)]);
    return {
      title: tasksWords[site.locale].title,
      desk: 'tasks',
      body: <TasksView mine={mine} others={others} catalogue={this.catalogue} />,
    };
  }
}
