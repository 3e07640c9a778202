import { describe, expect, it } from '@jest/globals';
import { pageOfForm, safeNext, signInPath } from './session.js';

describe('where to go after signing in', () => {
  it('is a path of the desk', () => {
    expect(safeNext('/desk/cases/SME-1151121-00001-2?tab=1')).toBe('/desk/cases/SME-1151121-00001-2?tab=1');
    expect(signInPath('/desk/board')).toBe('/desk/sign-in?next=%2Fdesk%2Fboard');
  });

  it.each([
    'https://evil.example',
    '//evil.example',
    '/deskevil',
    '/desk\\evil',
    '/progress',
    '/desk/sign-in',
    undefined,
    ['/desk'],
  ])('is never %p', (next) => {
    expect(safeNext(next)).toBe('/desk');
  });
});

const ID = '01900000-0000-7000-8000-000000000000';

describe('where to go after signing in, when a form was sent with an ended session', () => {
  it.each([
    ['/desk/cases/DEMO-1150819-00001-1/acts/reply', '/desk/cases/DEMO-1150819-00001-1'],
    ['/desk/cases/DEMO-1150819-00001-1/lookup-code', '/desk/cases/DEMO-1150819-00001-1'],
    ['/desk/cases/DEMO-1150819-00001-1/referrals/r-1/recall', '/desk/cases/DEMO-1150819-00001-1'],
    ['/desk/referrals/r-1/reply', '/desk/referrals/r-1'],
    ['/desk/calls/case', '/desk/calls/new'],
    ['/desk/approvals/DEMO-1150819-00001-1/send-back', '/desk/approvals'],
    ['/desk/board/alerts/a-1/acknowledge', '/desk/board'],
    ['/desk/calendar/days/withdraw', '/desk/calendar'],
    [`/desk/absences/${ID}/withdraw`, `/desk/absences/${ID}`],
    [`/desk/admin/people/${ID}/deactivate`, `/desk/admin/people/${ID}`],
    [`/desk/admin/quarantine/notice/${ID}/drop`, '/desk/admin/quarantine'],
    ['/desk/bulk/assign', '/desk/bulk/assign'],
    ['/desk/lists/l-1/remove', '/desk/lists'],
    ['/desk/password', '/desk/password'],
    ['/desk/sign-out', '/desk'],
  ])('%s: %s', (sentTo, page) => expect(pageOfForm(sentTo)).toBe(page));
});
