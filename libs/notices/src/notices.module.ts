import { CasesModule } from '@app/cases';
import { registerTables } from '@app/platform';
import { Module } from '@nestjs/common';
import { Alerts } from './rows/alerts.js';
import { Interruptions1764200000008 } from './rows/interruptions.migration.js';
import { GatheredMails1764200000002 } from './rows/gathered-mails.migration.js';
import { HeldNotices1764400000001 } from './rows/held-notices.migration.js';
import { NoticeGauges } from './gauges.js';
import { HolidayMail } from './owed/holiday-mail.js';
import { MorningMail } from './owed/morning-mail.js';
import { ErasedNotices } from './sending/erased-notices.js';
import { NoticeClaims } from './sending/notice-claims.js';
import { Alert, Notice } from './rows/notice.entity.js';
import { NoticeRows } from './rows/notice-rows.js';
import { NoticeSender } from './sending/notice-sender.js';
import { LivingSpeed1764400000008 } from './rows/living-speed.migration.js';
import { Subjects1764500000008 } from './rows/subjects.migration.js';
import { Notices1764000000008 } from './rows/notices.migration.js';
import { Outbound } from './sending/outbound.js';
import { NoticeOutbox } from './sending/notice-outbox.js';
import { QuarantinedNotices } from './sending/quarantined-notices.js';
import { NoticePlanner } from './owed/planner.js';
import { NoticeSamples } from './words/samples.js';
import { NoticeValues } from './words/values.js';
import { NoticeWords } from './words/words.js';

registerTables({
  entities: [Notice, Alert],
  migrations: [
    Notices1764000000008,
    Interruptions1764200000008,
    GatheredMails1764200000002,
    HeldNotices1764400000001,
    LivingSpeed1764400000008,
    Subjects1764500000008,
  ],
});

/** Event → which notice → words → e-mail or SMS → delivery state; and the alerts of broken promises. */
@Module({
  imports: [CasesModule],
  providers: [
    { provide: NoticeWords, useFactory: () => new NoticeWords() },
    ...[
      NoticeValues,
      NoticeSamples,
      NoticeRows,
      Outbound,
      NoticeOutbox,
      NoticeClaims,
      QuarantinedNotices,
      NoticePlanner,
      NoticeSender,
    ],
    ...[HolidayMail, MorningMail, Alerts, NoticeGauges, ErasedNotices],
  ],
  exports: [
    NoticeWords,
    NoticeSamples,
    QuarantinedNotices,
    NoticeSender,
    NoticePlanner,
    HolidayMail,
    MorningMail,
    Alerts,
    ErasedNotices,
  ],
})
export class NoticesModule {}
