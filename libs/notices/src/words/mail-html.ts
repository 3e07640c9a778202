const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escape = (text: string) => text.replace(/[&<>"']/g, (sign) => ENTITIES[sign]!);

const BODY =
  "margin:0;padding:24px;background:#fff;color:#1a1a1a;font:16px/1.7 'Noto Sans TC','PingFang TC','Microsoft JhengHei',sans-serif";
const MAIN = 'max-width:36em;margin:0 auto';
const FOOT = 'border-top:1px solid #767676;margin-top:24px;padding-top:12px;color:#595959;font-size:14px';

/** The HTML version of a mail: the same words, one heading, links that show where they lead, nothing from elsewhere. */
export function mailHtml(mail: { locale: string; subject: string; text: string; closing: string }): string {
  return `<!doctype html>
<html lang="${escape(mail.locale)}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${escape(mail.subject)}</title></head>
<body style="${BODY}"><main style="${MAIN}"><h1 style="font-size:20px;line-height:1.4">${escape(mail.subject)}</h1>
${paragraphs(mail.text)}
<footer style="${FOOT}">${paragraphs(mail.closing)}</footer></main></body></html>`;
}

const paragraphs = (text: string): string =>
  text
    .split(/\n{2,}/)
    .map((paragraph) => `<p>${paragraph.split('\n').map(linked).join('<br>')}</p>`)
    .join('\n');

/** Addresses become links; what follows them stays text. */
const linked = (row: string): string =>
  row
    .split(/(https?:\/\/[\w\-.~:/?#[\]@!$&'()*+,;=%]+)/)
    .map((piece, index) =>
      index % 2 === 1 ? `<a href="${escape(piece)}">${escape(piece)}</a>` : escape(piece),
    )
    .join('');
