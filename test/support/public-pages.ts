/** Every page that is open to all, without a case. */
export const PUBLIC_PAGES = [
  ...[
    '/',
    '/services',
    '/services?q=補助',
    '/services?q=zzz',
    '/services?category=apply',
    '/services?agency=ida',
    '/services?agency=ida&page=2',
    '/services/sme.finance-diagnosis',
    '/services/ida.enquiry',
    '/commitments',
    '/commitments?agency=sme',
    '/commitments?agency=law',
    '/site-map',
    '/security-policy',
    '/accessibility',
    '/open-data',
  ],
  ...['/privacy', '/cases/new', '/progress', '/nowhere', '/desk/sign-in'],
];
