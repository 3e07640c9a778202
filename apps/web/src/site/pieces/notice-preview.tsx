import { useSite } from '../site.js';
import { siteWords } from '../words.js';

interface MailProps {
  from: string;
  to: string;
  subject: string;
  text: string;
}

/** A message as its recipient sees it. */
export function MailPreview({ from, to, subject, text }: MailProps) {
  const { notice } = siteWords[useSite().locale];
  return (
    <figure class="mail">
      <figcaption>{notice.mail}</figcaption>
      <dl>
        <dt>{notice.from}</dt>
        <dd>{from}</dd>
        <dt>{notice.to}</dt>
        <dd>{to}</dd>
        <dt>{notice.subject}</dt>
        <dd>{subject}</dd>
      </dl>
      <p class="message-text">{text}</p>
    </figure>
  );
}

export function PhonePreview({ from, text }: { from: string; text: string }) {
  const { notice } = siteWords[useSite().locale];
  return (
    <figure class="phone">
      <figcaption>
        {notice.phone} · {from}
      </figcaption>
      <p class="message-text">{text}</p>
    </figure>
  );
}
