import { CasesModule } from '@app/cases';
import { registerTables } from '@app/platform';
import { Module } from '@nestjs/common';
import { Alerts } from './alerts.js';
import { Interruptions1764200000008 } from './interruptions.migration.js';
import { GatheredMails1764200000002 } from './gathered-mails.migration.js';
import { HeldNotices1764400000001 } from './held-notices.migration.js';
import { HolidayMail } from './holiday-mail.js';
import { NoticeClaims } from './notice-claims.js';
import { Alert, Notice } from './notice.entity.js';
import { NoticeRows } from './notice-rows.js';
import { NoticeSender } from './notice-sender.js';
import { LivingSpeed1764400000008 } from './living-speed.migration.js';
import { Notices1764000000008 } from './notices.migration.js';
import { Outbound } from './outbound.js';
import { PutAside } from './put-aside.js';
import { NoticePlanner } from './planner.js';
import { NoticeValues } from './values.js';
import { NoticeWords } from './words.js';

registerTables({
  entities: [Notice, Alert],
  migrations: [
    Notices1764000000008,
    Interruptions1764200000008,
    GatheredMails1764200000002,
    HeldNotices1764400000001,
    LivingSpeed1764400000008,
  ],
});

/** Event → which notice → words → e-mail or SMS → delivery state; and the alerts of broken promises. */
@Module({
  imports: [CasesModule],
  providers: [
    { provide: NoticeWords, useFactory: () => new NoticeWords() },
    ...[NoticeValues, NoticeRows, Outbound, NoticeClaims, PutAside, NoticePlanner, NoticeSender],
    ...[HolidayMail, Alerts],
  ],
  exports: [NoticeWords, PutAside, NoticeSender, NoticePlanner, HolidayMail, Alerts],
})
export class NoticesModule {}
