import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { CaseReader, type CaseFile } from '@app/cases';
import { Catalogue } from '@app/catalogue';
import type { CitizenActor, StaffActor } from '@app/people';
import { minutes, UnitOfWork } from '@app/platform';
import { DATABASES } from '../../../../test/support/databases.js';
import { refusal, Story } from '../../../../test/support/story.js';
import { DataDecisions, DataRequests, REFUSAL_GROUNDS, type DataRight, type ShownRequest } from '../index.js';

describe.each(DATABASES)(
  'how a request about personal data is taken and answered, on %s',
  (_name, postgres) => {
    let story: Story;
    let agent: StaffActor;
    let head: StaffActor;
    let about: CaseFile;
    let keys = 0;
    beforeAll(async () => {
      story = await Story.begin({ postgres });
      agent = await story.staff('demo.guidance', ['FRONTLINE_AGENT', 'CASE_HANDLER']);
      head = await story.staff('demo.registry', ['UNIT_HEAD']);
    });
    afterAll(() => story.close());
    beforeEach(async () => {
      ({ file: about } = await story.open(agent));
    });

    const get: Story['desk']['get'] = (type) => story.desk.get(type);
    const her = (): CitizenActor => ({ kind: 'citizen', caseId: about.id });
    const open = (kind: DataRight, more: object = {}) => {
      story.desk.time.forward(minutes(1));
      return get(DataRequests).open(her(), { kind, what: '整件案件', ...more }, `key ${++keys}`);
    };
    const asked = async (...of: Parameters<typeof open>): Promise<ShownRequest> =>
      get(DataRequests).find(her(), (await open(...of)).id);
    const decide = ({ file }: Pick<ShownRequest, 'file'>, input: object) =>
      get(DataDecisions).decide(head, file.caseNumber, { text: '說明如下', ...input });
    const grant = (request: ShownRequest, input: object = {}) =>
      decide(request, { decision: 'GRANTED', ...input });
    const speaks = async (locale: 'en' | 'zh-TW') => {
      await get(UnitOfWork).run((manager) =>
        manager.query(`UPDATE case_file SET locale = '${locale}' WHERE id = '${about.id}'`),
      );
    };
    const last = async ({ id }: CaseFile = about) => (await get(CaseReader).events(id)).at(-1)!;
    const fields = async (doing: Promise<unknown>) =>
      (await refusal(doing)).detail.fields?.map(({ field, code }) => `${field} ${code}`);

    it.each([
      ['COPY', 'zh-TW', '複製個人資料'],
      ['COPY', 'en', 'A copy of personal data'],
      ['CORRECT', 'en', 'Correction of personal data'],
      ['RESTRICT', 'zh-TW', '停止利用個人資料'],
      ['DELETE', 'en', 'Deletion of personal data'],
    ] as const)(
      '%s, asked in %s, says what it is in her language, and of which case',
      async (kind, locale, words) => {
        await speaks(locale);
        const { file } = await asked(kind);
        expect(file).toMatchObject({ subject: `${words} (${about.caseNumber})`, locale, channel: 'WEB' });
        expect(file).toMatchObject({
          confidential: false,
          noticeVersion: about.noticeVersion,
          district: null,
        });
      },
    );

    it.each([
      ['zh-TW', '整件案件\n\n理由：資料有誤'],
      ['en', '整件案件\n\nWhy: 資料有誤'],
    ] as const)('in %s has her reason below what she asks', async (locale, text) => {
      await speaks(locale);
      const { file } = await asked('CORRECT', { why: '資料有誤' });
      expect(await get(CaseReader).description(file)).toBe(text);
    });

    it('about a confidential case is confidential, too', async () => {
      ({ file: about } = await story.open(agent, { confidential: true }));
      expect((await asked('COPY')).file.confidential).toBe(true);
    });

    it('is shown with those before it, the oldest first; with its row as long as it is open', async () => {
      const first = await open('DELETE');
      const second = await open('COPY');
      const shown = await get(DataRequests).of(her());
      expect(shown.map(({ request }) => request.id)).toEqual([first.id, second.id]);
      expect(shown[1]!.request).toMatchObject({
        ...{ aboutCaseId: about.id, kind: 'COPY', createdAt: story.desk.time.now(), decision: null },
        ...{ ground: null, decidedAt: null, decidedBy: null, copyUntil: null },
      });
      expect(shown[1]!.file.id).toBe(shown[1]!.request.caseId);
    });

    it('is looked up by those of the staff who see its case, with the case that it is about', async () => {
      const { file, request } = await asked('COPY');
      const found = await get(DataRequests).behind(head, file.caseNumber);
      expect([found.request.id, found.file.id, found.about.id]).toEqual([request.id, file.id, about.id]);
      const elsewhere = await story.staff('sme.planning', ['UNIT_HEAD']);
      for (const actor of [elsewhere, her(), { kind: 'system' } as const])
        expect((await refusal(get(DataRequests).behind(actor, file.caseNumber))).kind).toBe('NOT_FOUND');
      const colleague = await story.staff('demo.guidance', ['UNIT_HEAD']);
      expect((await refusal(get(DataRequests).behind(colleague, about.caseNumber))).kind).toBe('NOT_FOUND');
    });

    it('may be asked again when the one before was answered, or withdrawn', async () => {
      await decide(await asked('COPY'), { decision: 'REFUSED', ground: 'NOT_HERS' });
      const second = await asked('COPY');
      const of = { kind: 'citizen' as const, caseId: second.file.id };
      await story.act(of, second.file, 'withdraw', { reason: '不需要了' });
      await open('COPY');
      expect((await refusal(open('COPY'))).code).toBe('data-request-open');
    });

    it('of an agency that takes none here is refused, and nothing is opened', async () => {
      const services = jest.spyOn(get(Catalogue), 'services').mockReturnValue([]);
      const before = await story.everything();
      expect(await refusal(open('COPY'))).toMatchObject({
        kind: 'NOT_ALLOWED',
        code: 'data-request-elsewhere',
      });
      expect(await story.everything()).toEqual(before);
      services.mockRestore();
    });

    it('has a lookup code of its own', async () => {
      const { file } = await asked('COPY');
      expect(get(DataRequests).codeOf(file)).toMatch(/^\w{5}-?\w{5}$/);
      expect(get(DataRequests).codeOf(file)).not.toBe(get(DataRequests).codeOf(about));
    });

    it.each(REFUSAL_GROUNDS)(
      'refused for %s is answered in her language, with how to appeal',
      async (ground) => {
        await speaks('en');
        const request = await asked('RESTRICT');
        const before = (await get(CaseReader).events(about.id)).length;
        story.desk.time.forward(1);
        await decide(request, { decision: 'REFUSED', ground });
        const { text } = await last(request.file);
        expect(text).toMatch(/^說明如下\n\nRefused because .+\.\nYou may appeal .* 30 days/);
        expect(await get(CaseReader).events(about.id)).toHaveLength(before);
        const shown = await get(DataRequests).find(her(), request.request.id);
        expect(shown.request).toMatchObject({
          decision: 'REFUSED',
          ground,
          copyUntil: null,
          decidedBy: head.id,
        });
        expect(shown.request.decidedAt).toBe(story.desk.time.now());
      },
    );

    it('refused for a copy gives none', async () => {
      const request = await asked('COPY');
      await decide(request, { decision: 'REFUSED', ground: 'THIRD_PARTY' });
      expect((await get(DataRequests).find(her(), request.request.id)).request.copyUntil).toBeNull();
      const { text } = await last(request.file);
      expect(text).toContain('駁回理由：妨害本機關或第三人的重大利益（個人資料保護法第10條第3款）。');
    });

    it('granted is answered with the text alone, also where its case was accepted before', async () => {
      const request = await asked('RESTRICT');
      const handler = await story.staff('demo.registry', ['CASE_HANDLER', 'UNIT_HEAD']);
      await story.act(handler, request.file, 'accept');
      await grant(request);
      expect(await story.events(request.file)).toEqual(['RECEIVED', 'ACCEPTED', 'REPLIED']);
      expect((await last(request.file)).text).toBe('說明如下');
      expect((await last()).facts).toEqual({ request: request.file.caseNumber });
      expect(await last()).toMatchObject({ type: 'RESTRICTED', actorId: head.id });
      const { request: row } = await get(DataRequests).find(her(), request.request.id);
      expect(row).toMatchObject({ decision: 'GRANTED', ground: null, copyUntil: null });
    });

    it.each<[DataRight, object, string[]]>([
      ['COPY', { decision: 'GRANTED', ground: 'NOT_HERS' }, ['ground ground-of-refusal']],
      ['COPY', { decision: 'REFUSED' }, ['ground required']],
      ['CORRECT', { decision: 'GRANTED', corrected: { name: ' ' } }, ['corrected.name nothing-corrected']],
      ['CORRECT', { decision: 'GRANTED', corrected: { email: 'x' } }, ['corrected.email email']],
      [
        'CORRECT',
        { decision: 'GRANTED', corrected: { phone: '0912345678' } },
        ['corrected.phone phone-stored'],
      ],
      ['COPY', { decision: 'GRANTED', text: ' ' }, ['text required']],
    ])('%s decided by %j is refused by its field, and nothing changes', async (kind, input, said) => {
      const request = await asked(kind);
      const before = await story.everything();
      expect(await fields(decide(request, input))).toEqual(said);
      expect(await story.everything()).toEqual(before);
    });

    it('refused for a correction needs no values; granted for others neither', async () => {
      const request = await asked('CORRECT');
      await decide(request, { decision: 'REFUSED', ground: 'NOT_WRONG' });
      expect((await last(request.file)).text).toContain('資料經查並無錯誤或缺漏');
      await grant(await asked('COPY'));
    });

    it('corrects what is filled in, and leaves what is not', async () => {
      await grant(await asked('CORRECT'), {
        corrected: {
          name: '',
          email: '',
          phone: '+886223456789;ext=12',
          subject: '新主旨',
          district: '大安區',
        },
      });
      expect(await get(CaseReader).petitioner(about.id)).toEqual({
        ...{ name: '王小明', email: 'ming@example.tw', phone: '+886223456789;ext=12' },
      });
      expect(await get(CaseReader).file(about.id)).toMatchObject({ subject: '新主旨', district: '大安區' });
    });

    it('of a case without one is not found', async () => {
      const registered = (await story.open(agent, { service: 'demo.consultation' })).file;
      const colleague = await story.staff(registered.unitId, ['UNIT_HEAD']);
      const none = get(DataDecisions).decide(colleague, registered.caseNumber, {
        decision: 'GRANTED',
        text: 'x',
      });
      expect((await refusal(none)).kind).toBe('NOT_FOUND');
    });
  },
);
