import { useSite } from '../site.js';
import { siteWords } from '../words.js';

interface MailProps {
  from: string;
  to: string;
  subject: string;
  text: string;
  /** Language of subject and text, where it is not the page's. */
  lang?: string | undefined;
}

/** A message as its recipient sees it. */
export function MailPreview({ from, to, subject, text, lang }: MailProps) {
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
        <dd lang={lang}>{subject}</dd>
      </dl>
      <p class="message-text" lang={lang}>
        {text}
      </p>
    </figure>
  );
}

export function PhonePreview({ from, text, lang }: Pick<MailProps, 'from' | 'text' | 'lang'>) {
  const { notice } = siteWords[useSite().locale];
  return (
    <figure class="phone">
      <figcaption>
        {notice.phone} · {from}
      </figcaption>
      <p class="message-text" lang={lang}>
        {text}
      </p>
    </figure>
  );
}
