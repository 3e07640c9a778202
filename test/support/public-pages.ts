/** Every page that is open to all, without a case. */
export const PUBLIC_PAGES = [
  ...['/', '/services', '/commitments', '/commitments?agency=sme', '/commitments?agency=law', '/site-map'],
  ...['/privacy', '/cases/new', '/progress', '/nowhere', '/desk/sign-in'],
];
