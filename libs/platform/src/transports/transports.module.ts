import { Global, Module } from '@nestjs/common';
import { SETTINGS, type Settings } from '../settings/settings.js';
import { FileMail, FileSms } from './file-outbox.js';
import { MitakeSms } from './mitake-sms.js';
import { SmtpMail } from './smtp-mail.js';
import { MailTransport, SmsTransport } from './transport.js';

/** Real gateways where a URL is set; files otherwise, and always files on a demonstration desk. */
@Global()
@Module({
  providers: [
    {
      provide: MailTransport,
      inject: [SETTINGS],
      useFactory: (s: Settings) =>
        s.SMTP_URL && !s.demo ? new SmtpMail(s.SMTP_URL, s.MAIL_FROM) : new FileMail(s.DATA_DIR, s.MAIL_FROM),
    },
    {
      provide: SmsTransport,
      inject: [SETTINGS],
      useFactory: (s: Settings) =>
        s.SMS_URL && !s.demo ? new MitakeSms(s.SMS_URL) : new FileSms(s.DATA_DIR),
    },
  ],
  exports: [MailTransport, SmsTransport],
})
export class TransportsModule {}
