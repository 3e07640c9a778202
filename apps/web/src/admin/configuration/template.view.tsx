import type { SampleMessage } from '@app/notices';
import { HTML_LANG, MailPreview, PhonePreview, SummaryList, useSite } from '../../site/index.js';
import { AdminFrame } from '../../site/pieces/admin-frame.js';
import type { ShownTemplate } from './templates.view.js';
import { configurationWords } from './words.js';

/** One template in both languages, as mail and as SMS. */
export function TemplateView({ template }: { template: ShownTemplate }) {
  const { kind, title, to, file, messages } = template;
  const { templates: said } = configurationWords[useSite().locale];
  return (
    <AdminFrame here="templates">
      <p>
        <a href="/desk/admin/templates">{said.back}</a>
      </p>
      <h1>{title}</h1>
      <SummaryList
        rows={[
          { label: said.to, value: said.addressees[to] },
          { label: said.writtenIn, value: <code>{file}</code> },
        ]}
      />
      <p class="hint">{said.sample}</p>
      {(['zh-TW', 'en'] as const).map((locale) => (
        <section key={locale} aria-labelledby={`in-${locale}`}>
          <h2 id={`in-${locale}`}>{said.language[locale]}</h2>
          <div class="samples">
            {messages
              .filter((message) => message.locale === locale)
              .map((message) => (
                <Sample key={`${kind} ${message.channel}`} message={message} />
              ))}
          </div>
        </section>
      ))}
    </AdminFrame>
  );
}

function Sample({ message }: { message: SampleMessage }) {
  const { channel, subject, text, parts } = message;
  const said = configurationWords[useSite().locale].templates;
  const lang = HTML_LANG[message.locale];
  if (channel === 'EMAIL')
    return (
      <MailPreview
        from={said.mailFrom}
        to="name@example.com"
        subject={subject ?? ''}
        text={text}
        lang={lang}
      />
    );
  return (
    <div>
      <PhonePreview from={said.mailFrom} text={text} lang={lang} />
      <p class="hint">{said.length([...text].length, parts ?? 1)}</p>
    </div>
  );
}
