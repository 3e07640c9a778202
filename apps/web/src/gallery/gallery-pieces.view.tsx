import { shortDate } from '@app/platform';
import { REFERRAL_STATUSES } from '@app/referrals';
import { STATUSES } from '@app/cases';
import { Menu } from '../site/pieces/menu.js';
import { Banner, Inset } from '../site/pieces/banner.js';
import { CaseTable } from '../case-parts/case-table.js';
import { Chart } from '../site/pieces/chart.js';
import { Confirmation } from '../case-parts/confirmation.js';
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
import { siteWords } from '../site/words.js';
import { citizenCaseWords } from '../citizen-case/words.js';
import { progressWords } from '../progress/words.js';
import { reportWords } from '../report/words.js';
import { contactWords } from '../report/questions/contact.js';
import { detailsWords } from '../report/questions/details.js';
import { privacyQuestionWords } from '../report/questions/privacy.js';
import { subjectWords } from '../report/questions/subject.js';
import { servicesWords } from '../services/words.js';
import { surveyWords } from '../survey/words.js';
import { casePartsWords } from '../case-parts/words.js';
import { commitmentsWords } from '../commitments/words.js';

const NUMBER = 'DEMO-1151120-00042-7';

/** All pieces that are not form fields. */
export function GalleryPieces() {
  const { locale } = useSite();
  const { events, keys, promise, statuses } = casePartsWords[locale];
  const progress = progressWords[locale];
  const hers = citizenCaseWords[locale];
  const report = reportWords[locale];
  const steps = (['RECEIVED', 'ACCEPTED', 'REFERRED', 'REFERRAL_ACCEPTED'] as const).map((type, index) => ({
    title: events.said[type],
    at: SAMPLE_NOW - (4 - index) * 86_400_000,
    by: servicesWords[locale].unit,
  }));
  return (
    <section>
      <Confirmation title={report.done.title} number={NUMBER} code="ABCDE-23456" />
      <p>{STATUSES.map((status) => [<StatusTag key={status} status={status} />, ' '])}</p>
      <p>{REFERRAL_STATUSES.map((status) => [<ReferralTag key={status} status={status} />, ' '])}</p>
      <h2>{hers.promises}</h2>
      {PROMISES.map((shown) => (
        <PromiseCard key={shown.state} shown={shown} />
      ))}
      <Timeline steps={steps} open />
      <Banner kind="info">{progress.lost}</Banner>
      <Banner kind="success">{surveyWords[locale].thanksText}</Banner>
      <Banner kind="warning">{siteWords[locale].problemPages.stale.text}</Banner>
      <Inset>
        <p>{contactWords[locale].lead}</p>
      </Inset>
      <TaskList
        tasks={[
          { title: subjectWords[locale].label, state: 'done', href: '#' },
          { title: detailsWords[locale].label, state: 'current', hint: detailsWords[locale].hint },
          { title: privacyQuestionWords[locale].title, state: 'todo' },
        ]}
      />
      <Rows />
      <Menu
        label={hers.others}
        acts={[
          { name: 'accept', title: statuses.act.accept, action: '/gallery' },
          {
            name: 'withdraw',
            title: statuses.act.withdraw,
            action: '/gallery',
            grave: true,
            fields: <TextArea name="reason" label={promise.tableWhy} rows={3} max={1000} />,
          },
        ]}
      />
      <EmptyState title={hers.noPromises}>
        <a href="/progress">{progress.title}</a>
      </EmptyState>
      <Numbers />
      <MailPreview from="單一窗口" to="name@example.com" subject={NUMBER} text={report.done.contact} />
      <PhonePreview from="單一窗口" text={`${keys.code} ABCDE-23456`} />
    </section>
  );
}

const CLOSING = 'DEMO-1151120-00043-5';

function Rows() {
  const { locale, now } = useSite();
  const due = { state: 'WARNING' as const, left: undefined, date: shortDate(SAMPLE_NOW, { locale, now }) };
  const row = {
    href: '#',
    caseNumber: NUMBER,
    subject: subjectWords[locale].label,
    unit: servicesWords[locale].unit,
    handler: null,
    channel: 'WEB',
    receivedAt: SAMPLE_NOW,
  };
  return (
    <div class="table-scroll" tabindex={0} role="region" aria-label={siteWords[locale].desk.work}>
      <CaseTable
        caption={siteWords[locale].desk.work}
        rows={[
          { ...row, status: 'IN_PROGRESS', waitsFor: 'UNIT', due },
          { ...row, caseNumber: CLOSING, status: 'REPLIED', waitsFor: 'CLOSING', current: true },
        ]}
      />
    </div>
  );
}

function Numbers() {
  const { locale } = useSite();
  const { clock } = casePartsWords[locale].statuses;
  return (
    <>
      <Chart
        title={commitmentsWords[locale].title}
        series={[
          { name: clock.ON_TIME, tone: 'good' },
          { name: clock.WARNING, tone: 'warn' },
          { name: clock.OVERDUE, tone: 'bad' },
        ]}
        rows={[
          { label: commitmentsWords[locale].serviceKinds.CONSULTATION, values: [42, 5, 1] },
          { label: commitmentsWords[locale].serviceKinds.PETITION, values: [18, 2, 3] },
        ]}
      />
      <ProgressBar label={casePartsWords[locale].events.desk.IMPORTED} done={12_000} of={20_000} />
    </>
  );
}
