import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Attachment, Attachments } from '@app/attachments';
import { CaseFile } from '@app/cases';
import { PRIVACY_NOTICE_VERSION } from '@app/intake';
import { BlobStore, Problem, Reader } from '@app/platform';
import { Browse, type SentFile } from '../../../../test/support/browse.js';
import { DATABASES } from '../../../../test/support/databases.js';
import * as sample from '../../../../test/support/sample-files.js';
import { startTestWeb, type TestWeb } from '../../../../test/support/web.js';

jest.setTimeout(60_000);
const SERVICE = 'sme.finance-diagnosis';
const DETAILS = '/cases/new/details';
const BEFORE: [string, Record<string, string>][] = [
  ['service', { service: SERVICE }],
  ['subject', { subject: '路燈不亮' }],
  ['privacy', { read: `${PRIVACY_NOTICE_VERSION} sme.finance-diagnosis` }],
];
const TEXT = { description: '巷口的路燈', district: '' };
const PDF: SentFile = { name: '現場.pdf', bytes: sample.pdf() };
const PHOTO: SentFile = { name: '照片.jpg', bytes: sample.jpeg({ metadata: [sample.exifSegment()] }) };
const PROGRAM: SentFile = { name: 'a.exe', bytes: Buffer.from('MZ\0\0', 'latin1') };

describe.each(DATABASES)('files of a report, on %s', (_name, postgres) => {
  let web: TestWeb;
  let browse: Browse;
  let address = 0;
  beforeAll(async () => {
    const env = {
      INTAKE_PER_ADDRESS_HOUR: '100',
      TRUSTED_PROXIES: 'loopback',
      UPLOADS_PER_ADDRESS_HOUR: '6',
    };
    web = await startTestWeb({ postgres, env });
  });
  afterAll(() => web.close());
  beforeEach(async () => {
    browse = new Browse(web, new Map(), { 'x-forwarded-for': `2001:db8:1:${++address}::1` });
    await browse.get('/cases/new/service');
    for (const [name, typed] of BEFORE) await browse.post(`/cases/new/${name}`, typed);
    await browse.get(DETAILS);
  });
  const upload = (files: SentFile[], typed: Record<string, string> = {}) =>
    browse.upload(DETAILS, { ...TEXT, ...typed }, files);
  const rest = async () => {
    const contact = { 'contact.name': '王小明', 'contact.email': '', 'contact.phone': '0912345678' };
    await browse.post('/cases/new/contact', contact);
    return browse.get('/cases/new/check');
  };

  it('are shown before sending, and belong to the case afterwards, shown to the citizen', async () => {
    expect((await upload([PDF, PHOTO])).location).toBe('/cases/new/contact');
    const details = await browse.get(DETAILS);
    expect(details.text).toContain('已移除照片中的位置資訊');
    expect((await rest()).text).toContain('現場.pdf、照片.jpg');
    expect((await browse.post('/cases/new/check', {})).location).toBe('/cases/new/done');
    const files = await web
      .get(Reader)
      .repository(CaseFile)
      .find({ order: { receivedAt: 'DESC', id: 'DESC' } });
    const listed = await web.get(Attachments).of(files[0]!, 'SHOWN');
    expect(listed.map(({ name, eventSeq, byCitizen }) => [name, eventSeq, byCitizen])).toEqual([
      ['現場.pdf', 1, true],
      ['照片.jpg', 1, true],
    ]);
    expect(await web.get(Reader).repository(Attachment).countBy({ caseId: files[0]!.id })).toBe(2);
  });

  it('that are refused say why after the redirect, with the text and the good files kept', async () => {
    const sent = await upload([PDF, PROGRAM], { description: '很長的說明' });
    expect(sent.location).toBe(`${DETAILS}?check`);
    const page = await browse.get(sent.location!);
    expect(page.status).toBe(422);
    for (const words of ['「a.exe」：不是可以收的檔案類型', '>很長的說明</textarea>', '現場.pdf'])
      expect(page.text).toContain(words);
    expect((await upload([])).location).toBe('/cases/new/contact');
  });

  it('can be removed; the text stays', async () => {
    await upload([PDF, PHOTO]);
    const id = /name="remove" value="([\w-]+)"/.exec((await browse.get(DETAILS)).text)![1]!;
    expect((await upload([], { description: '改過的', remove: id })).location).toBe(DETAILS);
    const page = await browse.get(DETAILS);
    expect([page.text.includes('現場.pdf'), page.text.includes('照片.jpg')]).toEqual([false, true]);
    expect(page.text).toContain('>改過的</textarea>');
  });

  it('are removed twice without harm to the text: in two tabs, or by a name that is not here', async () => {
    await upload([PDF]);
    const id = /name="remove" value="([\w-]+)"/.exec((await browse.get(DETAILS)).text)![1]!;
    for (const remove of [id, id, 'x', '../1']) {
      const description = `寫到 ${remove}`;
      expect((await upload([], { description, remove })).location).toBe(DETAILS);
      expect((await browse.get(DETAILS)).text).toContain(`>${description}</textarea>`);
    }
  });

  it('are erased with the answers', async () => {
    const files = () => web.get(Reader).repository(Attachment).count();
    const before = await files();
    await upload([PDF, PHOTO]);
    expect(await files()).toBe(before + 2);
    await browse.post('/cases/new', {});
    expect(await files()).toBe(before);
  });

  it('are not those of another browser', async () => {
    await upload([PDF]);
    const other = new Browse(web, new Map(), { 'x-forwarded-for': `2001:db8:2:${address}::1` });
    await other.get('/cases/new/service');
    for (const [name, typed] of BEFORE) await other.post(`/cases/new/${name}`, typed);
    expect((await other.get(DETAILS)).text).not.toContain('現場.pdf');
  });

  it('are limited by address, in words and with the text kept', async () => {
    const many = (n: number) => ({ name: `${n}.pdf`, bytes: sample.pdf(String(n)) });
    await upload([many(1), many(2), many(3)]);
    const sent = await upload([many(1), many(2), many(3), many(4)], { description: '還在' });
    const page = await browse.get(sent.location!);
    expect(page.text).toContain('短時間內上傳太多檔案');
    expect(page.text).toContain('>還在</textarea>');
  });

  it('lose nothing of the text when the disk is full', async () => {
    const full = jest.spyOn(web.get(BlobStore), 'put').mockRejectedValue(new Problem('BUSY', 'storage-full'));
    const page = await browse.get((await upload([PDF], { description: '還在' })).location!);
    full.mockRestore();
    expect([page.text.includes('系統儲存空間不足'), page.text.includes('>還在</textarea>')]).toEqual([
      true,
      true,
    ]);
  });
});
