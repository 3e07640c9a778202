import {
  CaseActs,
  CaseReader,
  CaseTimers,
  Confirmations,
  confirmationToken,
  type CaseFile,
} from '@app/cases';
import { Intake, PRIVACY_NOTICE_VERSION } from '@app/intake';
import type { StaffActor } from '@app/people';
import { days, derivedToken, Keyring, minutes, Reader, taipeiDate, type SetTime } from '@app/platform';
import { Mornings } from '@app/morning';
import { Referral, Referrals } from '@app/referrals';
import { Survey, Surveys } from '@app/satisfaction';
import { toDay, toIso, type Calendar } from '@app/sla/clock';
import type { INestApplicationContext } from '@nestjs/common';
import type { DemoLogin } from './staff.js';
import { CALLS_SOLVED, STORIES, type Moment, type Step, type Story } from './stories.js';

/** The last mornings of supervisors, so that their lists can be looked at on any day of the week. */
const MORNINGS = days(5);

interface Scheduled {
  at: number;
  play: () => Promise<unknown>;
}

/** Plays the stories in the order of their instants; in between, timers fire as they would have. */
export class Player {
  constructor(
    private readonly desk: INestApplicationContext,
    private readonly time: SetTime,
    private readonly calendar: Calendar,
    private readonly start: number,
    private readonly actors: Record<DemoLogin, StaffActor>,
  ) {}

  async play(): Promise<void> {
    const scheduled = [
      ...STORIES.flatMap((story) => this.story(story)),
      ...CALLS_SOLVED.map((call) => this.call(call)),
    ];
    for (const { at, play } of scheduled.toSorted((a, b) => a.at - b.at)) {
      await this.passTimeTo(Math.min(at, this.start));
      await play();
    }
    await this.passTimeTo(this.start);
  }

  /** Moves the time hour by hour, so that timers fire close to when they were due. */
  private async passTimeTo(instant: number): Promise<void> {
    while (this.time.now() < instant) {
      this.time.set(Math.min(instant, this.time.now() + minutes(60)));
      if (this.time.now() > this.start - MORNINGS) await this.desk.get(Mornings).arm();
      await this.desk.get(CaseTimers).catchUp();
    }
  }

  private story(story: Story): Scheduled[] {
    let file: CaseFile;
    const at = Array.isArray(story.at) ? this.instant(story.at) : this.start - minutes(story.at.minutesAgo);
    const open = async () => (file = await this.open(story));
    return [
      { at, play: open },
      ...story.steps.map((step) => ({ at: this.instant(step.at), play: () => this.step(file, step) })),
    ];
  }

  private async open(story: Story): Promise<CaseFile> {
    const { channel, service, subject, description, name, locale } = story;
    const number = STORIES.indexOf(story) + 1;
    const contact = {
      name,
      email: `citizen${number}@demo.example`,
      phone: `0900-000-0${String(number).padStart(2, '0')}`,
    };
    const input = { service, subject, description, contact, locale: locale ?? 'zh-TW' };
    const intake = this.desk.get(Intake);
    const taken =
      channel === 'WEB'
        ? await intake.report(input, { address: `192.0.2.${number}` })
        : await intake.logCase(this.actors.agent, {
            ...input,
            channel,
            noticeVersion: PRIVACY_NOTICE_VERSION,
          });
    const waits = taken.file.confirmBy !== null && !story.unconfirmed;
    return waits ? this.confirm(taken.file) : taken.file;
  }

  /** She follows the link in the mail. */
  private async confirm({ id }: CaseFile): Promise<CaseFile> {
    const [asked] = await this.desk.get(CaseReader).events(id);
    const token = confirmationToken(this.desk.get(Keyring), asked!.facts.confirmationId!);
    return this.desk.get(Confirmations).confirm(token);
  }

  private async step({ id, caseNumber }: CaseFile, step: Step): Promise<void> {
    if ('rate' in step) return this.rate(id, step.rate);
    const actor = this.actors[step.who];
    if ('act' in step)
      await this.desk
        .get(CaseActs)
        .perform({ actor, caseNumber, act: step.act, input: this.dated(step.input) });
    else if ('offer' in step) await this.desk.get(Referrals).offer({ actor, caseNumber, input: step.offer });
    else
      await this.desk.get(Referrals).perform({
        actor,
        referralId: await this.referral(id, actor),
        act: step.referral,
        input: step.input,
      });
  }

  private async rate(caseId: string, answer: { score: number; comment?: string }): Promise<void> {
    const survey = await this.desk.get(Reader).repository(Survey).findOneBy({ caseId, state: 'SENT' });
    if (!survey) return; // it may have expired over a long holiday
    await this.desk
      .get(Surveys)
      .answer(derivedToken(this.desk.get(Keyring), 'survey-token', survey.id), answer);
  }

  private async referral(caseId: string, actor: StaffActor): Promise<string> {
    const found = await this.desk
      .get(Reader)
      .repository(Referral)
      .findOneByOrFail({ caseId, partnerUnitId: actor.unitId });
    return found.id;
  }

  private call({ at, ...call }: (typeof CALLS_SOLVED)[number]): Scheduled {
    const input = { channel: 'PHONE', service: 'demo.consultation', ...call };
    return { at: this.instant(at), play: () => this.desk.get(Intake).logContact(this.actors.agent, input) };
  }

  /** `+10` in place of a date: ten days from the day it is played. */
  private dated(input: Record<string, string> = {}): Record<string, string> {
    const today = toDay(taipeiDate(this.time.now()));
    const date = (value: string) => (/^\+\d+$/.test(value) ? toIso(today + Number(value)) : value);
    return Object.fromEntries(Object.entries(input).map(([field, value]) => [field, date(value)]));
  }

  /** A number of working days before today, at a time of day. */
  private instant([daysAgo, time]: Moment): number {
    let date = taipeiDate(this.start);
    for (let left = daysAgo; left > 0;) {
      date = toIso(toDay(date) - 1);
      if (this.calendar.isWorking(date)) left--;
    }
    return Date.parse(`${date}T${time}:00+08:00`);
  }
}
