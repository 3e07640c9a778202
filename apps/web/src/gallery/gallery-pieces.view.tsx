import { REFERRAL_STATUSES } from '@app/referrals';
import { STATUSES } from '@app/cases';
import { ActMenu } from '../site/pieces/act-menu.js';
import { Banner, Inset } from '../site/pieces/banner.js';
import { CaseTable } from '../case-parts/case-table.js';
import { Chart } from '../site/pieces/chart.js';
import { Confirmation } from '../site/pieces/confirmation.js';
import { EmptyState } from '../site/pieces/empty-state.js';
import { MailPreview, PhonePreview } from '../site/pieces/notice-preview.js';
import { ProgressBar } from '../site/pieces/progress-bar.js';
import { PromiseCard } from '../case-parts/promise-card.js';
import { ReferralTag, StatusTag } from '../case-parts/status-tag.js';
import { TaskList } from '../site/pieces/task-list.js';
import { TextArea } from '../site/pieces/text-area.js';
import { Timeline } from '../site/pieces/timeline.js';
import { useSite } from '../site/site.js';
import { PROMISES, SAMPLE_NOW } from './samples.js';

const NUMBER = 'DEMO-1151120-00042-7';

/** Everything that shows rather than asks. */
export function GalleryPieces() {
  const { words } = useSite();
  const { citizen, events, statuses } = words;
  const steps = (['RECEIVED', 'ACCEPTED', 'REFERRED', 'REFERRAL_ACCEPTED'] as const).map((type, index) => ({
    title: events.said[type],
    at: SAMPLE_NOW - (4 - index) * 86_400_000,
    by: citizen.services.unit,
  }));
  return (
    <section>
      <Confirmation title={citizen.report.done.title} number={NUMBER} code="ABCDE-23456" />
      <p>{STATUSES.map((status) => [<StatusTag key={status} status={status} />, ' '])}</p>
      <p>{REFERRAL_STATUSES.map((status) => [<ReferralTag key={status} status={status} />, ' '])}</p>
      <h2>{citizen.progress.promises}</h2>
      {PROMISES.map((shown) => (
        <PromiseCard key={shown.state} shown={shown} />
      ))}
      <Timeline steps={steps} open />
      <Banner kind="info">{citizen.progress.lost}</Banner>
      <Banner kind="success">{citizen.survey.thanksText}</Banner>
      <Banner kind="warning">{words.problemPages.stale.text}</Banner>
      <Inset>
        <p>{citizen.report.contact.lead}</p>
      </Inset>
      <TaskList
        tasks={[
          { title: citizen.report.subject.label, state: 'done', href: '#' },
          { title: citizen.report.details.label, state: 'current', hint: citizen.report.details.hint },
          { title: citizen.report.privacy.title, state: 'todo' },
        ]}
      />
      <Rows />
      <ActMenu
        label={words.citizen.progress.status}
        acts={[
          { name: 'accept', title: statuses.act.accept, action: '/gallery' },
          {
            name: 'withdraw',
            title: statuses.act.withdraw,
            action: '/gallery',
            grave: true,
            fields: <TextArea name="reason" label={words.common.promise.tableWhy} rows={3} max={1000} />,
          },
        ]}
      />
      <EmptyState title={citizen.progress.noPromises}>
        <a href="/progress">{citizen.progress.another}</a>
      </EmptyState>
      <Numbers />
      <MailPreview
        from="單一窗口"
        to="name@example.com"
        subject={NUMBER}
        text={citizen.report.done.contact}
      />
      <PhonePreview from="單一窗口" text={`${words.common.confirm.code} ABCDE-23456`} />
    </section>
  );
}

function Rows() {
  const { words } = useSite();
  const { progress, report } = words.citizen;
  const row = {
    href: '#',
    caseNumber: NUMBER,
    subject: report.subject.label,
    unit: progress.unit,
    receivedAt: SAMPLE_NOW,
  };
  return (
    <CaseTable
      caption={words.common.desk.work}
      columns={{
        number: progress.number,
        subject: report.subject.label,
        status: progress.status,
        unit: progress.unit,
        received: progress.received,
        due: words.common.promise.due,
      }}
      rows={[
        { ...row, status: 'IN_PROGRESS', due: { state: 'WARNING', text: '' } },
        { ...row, caseNumber: 'DEMO-1151120-00043-5', status: 'REPLIED', current: true },
      ]}
    />
  );
}

function Numbers() {
  const { words } = useSite();
  const { clock } = words.statuses;
  return (
    <>
      <Chart
        title={words.citizen.commitments.summary}
        series={[
          { name: clock.ON_TIME, tone: 'good' },
          { name: clock.WARNING, tone: 'warn' },
          { name: clock.OVERDUE, tone: 'bad' },
        ]}
        rows={[
          { label: words.statuses.serviceKind.CONSULTATION, values: [42, 5, 1] },
          { label: words.statuses.serviceKind.PETITION, values: [18, 2, 3] },
        ]}
      />
      <ProgressBar label={words.events.desk.IMPORTED} done={12_000} of={20_000} />
    </>
  );
}
