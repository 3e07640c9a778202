import { PublicOffer } from '@app/intake';
import {
  days,
  notFound,
  SETTINGS,
  taipeiDate,
  taipeiMidnight,
  TimeSource,
  type Settings,
} from '@app/platform';
import { Controller, Get, Header, Inject } from '@nestjs/common';

/** Pages for search engines; what is personal or for staff is left out. */
const PAGES = [
  ...['/', '/services', '/commitments', '/cases/new', '/progress', '/privacy'],
  ...['/security-policy', '/accessibility', '/open-data', '/site-map'],
];
const CLOSED = ['/desk', '/surveys/', '/confirmations/', '/gallery', '/api/'];
const VALID_DAYS = 180;

const xml = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/** What robots and security researchers look for at fixed addresses. */
@Controller()
export class MachinesPage {
  constructor(
    private readonly offer: PublicOffer,
    private readonly time: TimeSource,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  @Get('robots.txt')
  @Header('content-type', 'text/plain; charset=utf-8')
  robots(): string {
    const closed = CLOSED.map((path) => `Disallow: ${path}\n`).join('');
    return `User-agent: *\n${closed}\nSitemap: ${this.settings.publicUrl}/sitemap.xml\n`;
  }

  @Get('sitemap.xml')
  @Header('content-type', 'application/xml; charset=utf-8')
  siteMap(): string {
    const services = this.offer.services().map(({ id }) => `/services/${id}`);
    const agencies = this.offer.organisations().map(({ id }) => `/commitments?agency=${id}`);
    const urls = [...PAGES, ...services, ...agencies].map(
      (path) => `<url><loc>${xml(this.settings.publicUrl + path)}</loc></url>\n`,
    );
    return `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${urls.join('')}</urlset>\n`;
  }

  /** RFC 9116; without a contact there is none. */
  @Get('.well-known/security.txt')
  @Header('content-type', 'text/plain; charset=utf-8')
  security(): string {
    const { SECURITY_CONTACT: contact, publicUrl } = this.settings;
    if (!contact) throw notFound();
    const expires = new Date(taipeiMidnight(taipeiDate(this.time.now())) + days(VALID_DAYS)).toISOString();
    return [
      `Contact: ${contact}`,
      `Expires: ${expires}`,
      'Preferred-Languages: zh-TW, en',
      `Canonical: ${publicUrl}/.well-known/security.txt`,
      `Policy: ${publicUrl}/security-policy`,
      '',
    ].join('\n');
  }
}
