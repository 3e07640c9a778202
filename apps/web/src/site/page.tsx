import { render } from 'preact-render-to-string';
import { asset } from './assets.js';
import { HTML_LANG } from './language.js';
import { DeskHeader } from './layout/desk-header.js';
import { Breadcrumb } from './layout/breadcrumb.js';
import { Footer } from './layout/footer.js';
import { Header } from './layout/header.js';
import { KioskBar } from './layout/kiosk-bar.js';
import { Meta } from './layout/meta.js';
import { Mark } from './layout/mark.js';
import type { PageView } from './outcome.js';
import { EnterKey } from './pieces/enter-key.js';
import { TimeoutWarning } from './pieces/timeout-warning.js';
import { Banner } from './pieces/banner.js';
import { SiteContext, useSite, type Site } from './site.js';
import { siteWords } from './words.js';

/**
 * Renders a whole page as HTML. Everything shown passes through Preact, which escapes it. The summary of errors stands
 * above the fields that it names, so a refused form of the desk is drawn twice: the first time its labels are read.
 */
export function renderPage(site: Site, view: PageView): string {
  if (!view.failed || view.desk === undefined) return draw(site, view);
  const read = { ...site, labels: new Map<string, string>() };
  draw(read, view);
  return draw(read, view);
}

const draw = (site: Site, view: PageView): string =>
  `<!doctype html>${render(
    <SiteContext.Provider value={site}>
      <Document view={view} />
    </SiteContext.Provider>,
  )}`;

const classOf = (isDesk: boolean, isKiosk: boolean): string =>
  isDesk ? 'desk' : isKiosk ? 'citizen kiosk' : 'citizen';

function Document({ view }: { view: PageView }) {
  const { locale, kiosk } = useSite();
  const isDesk = view.desk !== undefined;
  const site = isDesk ? siteWords[locale].deskName : siteWords[locale].siteName;
  const bundle = isDesk ? 'staff' : 'citizen';
  const title = `${view.failed ? siteWords[locale].errorPrefix : ''}${view.title}`;
  return (
    <html lang={HTML_LANG[locale]} class={classOf(isDesk, kiosk !== undefined)}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        {view.hidden || isDesk ? <meta name="robots" content="noindex" /> : null}
        {isDesk || view.hidden ? null : <Meta view={view} />}
        <title>{title === site ? title : `${title} – ${site}`}</title>
        <link rel="icon" href={asset('icon.svg')} type="image/svg+xml" />
        <link rel="stylesheet" href={asset(`${bundle}.css`)} />
        {[`${bundle}.js`, ...(kiosk && !isDesk ? ['kiosk.js'] : []), ...(view.scripts ?? [])].map((name) => (
          <script key={name} type="module" src={asset(name)} />
        ))}
      </head>
      <Body view={view} />
    </html>
  );
}

function Body({ view }: { view: PageView }) {
  const { locale, demo, staff, idleMinutes, kiosk } = useSite();
  const isDesk = view.desk !== undefined;
  const { timeout: said } = siteWords[locale];
  const timeout =
    isDesk && staff && idleMinutes
      ? { minutes: idleMinutes, title: said.title, text: said.text(idleMinutes) }
      : view.timeout;
  return (
    <body>
      <a class="skip" href="#C">
        {siteWords[locale].skip}
      </a>
      {view.languageForm ? <EnterKey form={view.languageForm} nothing={view.noEnter === true} /> : null}
      {isDesk ? (
        <DeskHeader current={view.desk ?? null} {...(view.languageForm && { form: view.languageForm })} />
      ) : (
        <Header {...(view.languageForm && { form: view.languageForm })} />
      )}
      {isDesk ? null : <KioskBar />}
      {demo ? <Banner kind="demo">{siteWords[locale].banner.demo}</Banner> : null}
      <div class={view.wide ? 'frame frame-wide' : 'frame'}>
        {view.crumbs ? <Breadcrumb crumbs={view.crumbs} here={view.title} /> : null}
        <main id="main">
          <Mark letter="C" title={siteWords[locale].marks.main} />
          {view.body}
        </main>
      </div>
      <Footer changed={view.changed} keptBy={view.keptBy} />
      {timeout && !kiosk ? <TimeoutWarning {...timeout} /> : null}
    </body>
  );
}
