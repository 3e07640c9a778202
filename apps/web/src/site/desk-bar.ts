import { EarlierDates } from '@app/cases';
import {
  ApprovalInbox,
  CaseLists,
  CoHandlingInbox,
  OpenTasks,
  PartnerInbox,
  type QueueName,
} from '@app/lookups';
import { may, type StaffActor } from '@app/people';
import { Injectable } from '@nestjs/common';
import { Failures } from './failures.js';
import { landingOf, placesOf } from './layout/places.js';
import { KeptNumbers } from './kept-numbers.js';
import type { DeskPlace } from './outcome.js';

/** The top bar of a person: her places, and how much waits in each. */
export interface Bar {
  places: readonly DeskPlace[];
  counts: Partial<Record<DeskPlace, number>>;
}

/** The places whose number is that of a queue. */
const QUEUE_OF: Partial<Record<DeskPlace, QueueName>> = {
  work: 'mine',
  unit: 'unit',
  unassigned: 'unassigned',
};

@Injectable()
export class DeskBar {
  constructor(
    private readonly approvals: ApprovalInbox,
    private readonly dates: EarlierDates,
    private readonly inbox: PartnerInbox,
    private readonly coHandlings: CoHandlingInbox,
    private readonly lists: CaseLists,
    private readonly tasks: OpenTasks,
    private readonly failures: Failures,
    private readonly kept: KeptNumbers,
  ) {}

  async of(staff: StaffActor): Promise<Bar> {
    const [{ places, counts }, admin] = await Promise.all([
      this.kept.of(staff, 'bar', () => this.ofCases(staff)),
      // a failure that is tried again or given up is no event of a case
      may(staff, 'handle-quarantine') ? this.failures.count(staff) : 0,
    ]);
    return { places, counts: { ...counts, admin } };
  }

  private async ofCases(staff: StaffActor): Promise<Bar> {
    const [approvals, dates, referrals, opinions, tasks] = await Promise.all([
      this.approvals.count(staff),
      may(staff, 'accept-earlier-date') ? this.dates.count(staff) : 0,
      this.inbox.count(staff),
      this.coHandlings.count(staff),
      this.tasks.count(staff),
    ]);
    const inbox = referrals + opinions;
    const waiting = { approvals: approvals !== undefined, inbox: inbox > 0, tasks: tasks > 0 };
    const places = placesOf(staff, waiting);
    const queues = places.flatMap((place) => QUEUE_OF[place] ?? []);
    const counts = await this.lists.counts(staff, queues);
    const counted = places.map((place) => [place, counts.get(QUEUE_OF[place]!)] as const);
    const numbers = { approvals: (approvals ?? 0) + dates, inbox, tasks };
    return { places, counts: { ...Object.fromEntries(counted), ...numbers } };
  }

  /** Where sign-in leads. */
  async landing(staff: StaffActor): Promise<string> {
    return landingOf((await this.of(staff)).places);
  }
}
