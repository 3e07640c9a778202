import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { ActsWithFiles, AttachmentDrafts, Orphans, Removals } from '@app/attachments';
import {
  Audit,
  CaseFile,
  CaseKey,
  CaseReader,
  CitizenSessions,
  Erasing,
  Petitioner,
  type ActName,
} from '@app/cases';
import { Figures } from '@app/figures';
import { ContactChange, Intake, LostCode } from '@app/intake';
import { ErasedNotices, Notice, NoticeSender } from '@app/notices';
import { TrailEvent, type CitizenActor, type StaffActor } from '@app/people';
import { days, Drafts, minutes, Reader } from '@app/platform';
import { PartnerViews, Referrals } from '@app/referrals';
import { surveyDraft } from '@app/satisfaction';
import { Command } from 'commander';
import { execFileSync } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DATABASES } from '../../../test/support/databases.js';
import { colleague } from '../../../test/support/messages.js';
import { pdf } from '../../../test/support/sample-files.js';
import { Story } from '../../../test/support/story.js';
import { rate, surveysOf, tokenOf } from '../../../test/support/surveys.js';
import { tracesIn, tracesUnder } from '../../../test/support/traces.js';
import { backupTo } from './backup.js';
import { addErase } from './commands/erase.js';

jest.setTimeout(120_000);

const PG_RESTORE = 'pg_restore';

/** One text for each field that she or the staff can fill in; none is part of another. */
const HERS = {
  name: '曾灼見甲',
  email: 'zq.first@example.tw',
  email2: 'zq.second@example.tw',
  phone: '+886900111222',
  phone2: '+886900333444',
  subject: '灼見主旨一',
  description: '灼見內容二',
  district: '灼見區三',
  message: '灼見留言四',
  correction: '灼見補件五',
  draft: '灼見草稿六',
  surveyDraft: '灼見問卷草稿七',
  comment: '灼見評語八',
  fileName: '灼見檔名九',
  fileContent: 'zq-file-content-ten',
  unsentFile: 'zq-unsent-file-eleven',
  staffFile: 'zq-staff-file-twelve',
  note: '灼見註記十三',
  reply: '灼見答復十四',
  referral: '灼見轉介十五',
  partner: '灼見協處十六',
  asked: '灼見請補十七',
} as const;

async function* pieces(text: string): AsyncGenerator<Buffer> {
  yield pdf(text);
}

describe.each(DATABASES)('a case that was erased, on %s', (_name, postgres) => {
  let story: Story;
  let file: CaseFile;
  let handler: StaffActor;
  /** Her texts, and what stood for them: keyed hashes of her addresses, the wrapped key of the case. */
  let texts: string[];
  let hers: string[];
  let stood: Awaited<ReturnType<typeof standing>>;
  const env = { ...process.env };
  const get = <T>(what: abstract new (...args: never[]) => T): T => story.desk.get(what as never);
  const number = () => file.caseNumber;
  const citizen = (): CitizenActor => ({ kind: 'citizen', caseId: file.id });
  const send = async () => {
    story.desk.time.forward(minutes(5));
    await get(NoticeSender).sweep();
  };

  beforeAll(async () => {
    story = await Story.begin({ postgres, env: { DEMO: 'true' } });
    const { DATA_DIR, DATABASE_URL } = story.desk.settings;
    Object.assign(process.env, { DATA_DIR, ...(DATABASE_URL && { DATABASE_URL }) });
    jest.spyOn(console, 'log').mockReturnValue();
    handler = await colleague(
      story,
      'demo.guidance',
      ['FRONTLINE_AGENT', 'CASE_HANDLER', 'UNIT_HEAD'],
      'all',
    );
    await live();
    hers = await standIns();
    texts = [...Object.values(HERS), '0900111222', '0900333444', ...hers];
    stood = await standing();
  });
  afterAll(async () => {
    process.env = env;
    jest.restoreAllMocks();
    await story.close();
  });

  const act = (name: ActName, input: object = {}, actor: StaffActor | CitizenActor = handler) =>
    story.act(actor, file, name, input);

  async function reported(): Promise<CaseFile> {
    const drafts = get(AttachmentDrafts);
    const draft = 'draft-of-report';
    const service = 'demo.feedback-mailbox';
    await drafts.stage({
      ...{ holder: { draft }, serviceId: service, name: `${HERS.fileName}.pdf` },
      content: pieces(HERS.fileContent),
    });
    const { subject, description, district, name, email, phone } = HERS;
    const input = { service, subject, description, district, contact: { name, email, phone } };
    return (await get(Intake).report(input, { address: '192.0.2.1', idempotencyKey: 'zq-key-1', draft }))
      .file;
  }

  /** Everything that can happen to a case until it is closed. */
  async function live(): Promise<void> {
    file = await reported();
    await act('assign', { unit: 'demo.guidance', reason: HERS.note });
    await send();
    await get(CitizenSessions).start(file);
    await act('request-correction', { what: HERS.asked, lastDay: '2026-08-31' });
    await act('receive-correction', { text: HERS.correction }, citizen());
    await act('message', { text: HERS.message }, citizen());
    const contact = { email: HERS.email2, phone: HERS.phone2, locale: 'zh-TW' };
    await get(ContactChange).change(citizen(), number(), contact, 'zq-key-2');
    const partner = await story.staff('demo.finance-team', ['PARTNER']);
    const referral = await refer(partner);
    await get(PartnerViews).show(partner, referral);
    await story.referralAct(partner, referral, 'reply', { text: HERS.partner });
    const note = { actor: handler, caseNumber: number(), act: 'note', input: { text: HERS.note } } as const;
    await get(AttachmentDrafts).stage({
      ...{ holder: { ...note, draft: 'note-with-file' }, name: 'a.pdf', content: pieces(HERS.staffFile) },
    });
    await get(ActsWithFiles).perform(note, 'note-with-file');
    await act('reply', { text: HERS.reply });
    await act('close');
    await send();
    await rated();
    await unsent();
    await get(LostCode).ask({ caseNumber: number(), contact: HERS.email2 }, '192.0.2.2');
  }

  async function refer(partner: StaffActor): Promise<string> {
    story.desk.time.forward(minutes(1));
    const input = { partner: 'demo.finance-team', reason: HERS.referral };
    const { id } = await get(Referrals).offer({ actor: handler, caseNumber: number(), input });
    await story.referralAct(partner, id, 'accept');
    return id;
  }

  async function rated(): Promise<void> {
    await story.pass(days(1));
    await send();
    const [survey] = await surveysOf(story, file);
    await get(Drafts).save(surveyDraft(tokenOf(story, survey!)), { comment: HERS.surveyDraft });
    await rate(story, survey!, 2, HERS.comment);
    await act('supplementary-reply', { text: HERS.reply });
  }

  /** What she and the staff began to write and did not send. */
  async function unsent(): Promise<void> {
    const place = `case ${number()} message`;
    const { key } = await get(Drafts).save({ owner: { token: 'x'.repeat(22) }, place }, { text: HERS.draft });
    const stage = get(AttachmentDrafts);
    const content = () => pieces(HERS.unsentFile);
    await stage.stage({
      holder: { draft: key },
      serviceId: file.serviceId,
      name: 'b.pdf',
      content: content(),
    });
    const holder = { actor: handler, caseNumber: number(), draft: 'never-sent-note' };
    await stage.stage({ holder, name: 'c.pdf', content: content() });
  }

  async function standIns(): Promise<string[]> {
    const reader = get(Reader);
    const { emailIndex, phoneIndex } = await reader
      .repository(Petitioner)
      .findOneByOrFail({ caseId: file.id });
    const { wrapped } = await reader.repository(CaseKey).findOneByOrFail({ caseId: file.id });
    const notices = await reader.repository(Notice).findBy({ caseId: file.id });
    const toHer = notices.filter(({ kind }) => ['case-received', 'replied', 'lookup-code'].includes(kind));
    return [...new Set([emailIndex!, phoneIndex!, wrapped, ...toHer.map((one) => one.recipientHash)])];
  }

  /** The copied database: PostgreSQL's is compressed, so it is written out as text. */
  const contentOf = async (backup: string) =>
    postgres
      ? execFileSync(PG_RESTORE, ['--file', '-', join(backup, 'desk.pgdump')])
      : readFile(join(backup, 'desk.sqlite'));
  const everyRow = async () => Buffer.from(JSON.stringify(await story.everything()));
  const erase = async (...more: string[]) => {
    const program = new Command().exitOverride();
    addErase(program);
    await program.parseAsync(['node', 'desk', 'erase', number(), '--reason', '依申請刪除', '--yes', ...more]);
    return jest.mocked(console.log).mock.calls.flat().join('\n');
  };
  const violations = async () => {
    const found: string[] = [];
    for await (const { invariant } of get(Audit).violations()) found.push(invariant);
    for await (const { invariant } of get(Orphans).violations()) found.push(invariant);
    return found.filter((name) => !name.startsWith('timer-'));
  };
  const figures = () => {
    const at = story.desk.time.now();
    return get(Figures).of({ from: at - days(60), to: at + days(60) });
  };
  const counters = async () => {
    const { clock, clock_count, referral, disclosure } = await story.everything();
    const scores = (await surveysOf(story, file)).map(({ state, score }) => [state, score]);
    return { clock, clock_count, referral, disclosure, scores, figures: await figures() };
  };

  const standing = async () => {
    const { code_request, citizen_session, attachment } = await story.everything();
    return {
      inRows: tracesIn(await everyRow(), texts),
      inFiles: (await tracesUnder(join(story.desk.folder, 'outbox'), texts)).join('\n'),
      rows: [code_request, citizen_session, attachment].map((all) => all!.length),
      violations: await violations(),
    };
  };
  let once: ReturnType<typeof erasedNow> | undefined;
  /** Erased by the first test that asks for it. */
  const erased = () => (once ??= erasedNow());
  const erasedNow = async () => {
    const before = await counters();
    const said = await erase();
    return { before, said, after: await counters() };
  };

  it('stood in many places before: plain rows, keyed hashes, the outbox, drafts', () => {
    expect(stood.inRows).toEqual(expect.arrayContaining([HERS.subject, HERS.district, ...hers]));
    expect(stood.inFiles).toContain(HERS.email);
    expect(stood.inFiles).toContain(HERS.email2);
    expect(stood.rows).toEqual([1, 1, 4]);
    expect(stood.violations).toEqual([]);
  });

  it('is refused where the reason names her, and changes nothing', async () => {
    const contact = { name: '林小華', phone: '0911222333' };
    const other = (await story.open(handler, { contact })).file.caseNumber;
    const before = await story.everything();
    const program = new Command().exitOverride();
    addErase(program);
    const typed = (reason: string) =>
      program.parseAsync(['node', 'desk', 'erase', other, '--reason', reason, '--yes']);
    for (const reason of [`${contact.name}要求`, `來電 ${contact.phone}`, '身分證 A123456789', 'mail a@b.tw'])
      await expect(typed(reason)).rejects.toThrow(/names a person/);
    expect(await story.everything()).toEqual(before);
  });

  it('asks nobody where a program reads the answer: without --yes nothing is erased', async () => {
    const before = await story.everything();
    const program = new Command().exitOverride();
    addErase(program);
    const typed = ['node', 'desk', 'erase', number(), '--reason', '依申請刪除', '--json'];
    await expect(program.parseAsync(typed)).rejects.toThrow('add --yes');
    expect(await story.everything()).toEqual(before);
  });

  it('is in no byte of database, files, outbox or a backup made later', async () => {
    const { before, said, after } = await erased();
    expect(said).toContain('2 file(s)');
    expect(said).toContain(`erased ${number()}`);
    expect(tracesIn(await everyRow(), texts)).toEqual([]);
    await get(Removals).settled();
    const backup = join(story.desk.folder, 'backup');
    await backupTo(story.desk.settings, backup);
    expect(await tracesUnder(story.desk.folder, texts)).toEqual([]);
    expect(await tracesUnder(`${backup}-keys`, texts)).toEqual([]);
    const copied = await contentOf(backup);
    expect(copied.includes(number())).toBe(true);
    expect(tracesIn(copied, texts)).toEqual([]);
    const { attachment, draft, code_request, citizen_session, case_key } = await story.everything();
    expect({ attachment, draft, code_request, citizen_session }).toEqual({
      ...{ attachment: [], draft: [], code_request: [], citizen_session: [] },
    });
    expect(JSON.stringify(case_key)).not.toContain(file.id);
    const under = { recursive: true, withFileTypes: true } as const;
    const blobs = await readdir(join(story.desk.folder, 'attachments'), under);
    expect(blobs.filter((one) => one.isFile())).toEqual([]);
    expect(after).toEqual(before);
  });

  it('keeps number, dates and an intact history that ends with it; the audit finds nothing', async () => {
    await erased();
    const events = await get(CaseReader).events(file.id);
    expect(events.at(-1)).toMatchObject({
      type: 'ERASED',
      facts: { ground: 'OPERATOR' },
      actorKind: 'system',
    });
    expect(events.filter(({ text }) => text !== null)).toEqual([]);
    const row = await get(CaseReader).file(file.id);
    expect(row).toMatchObject({
      caseNumber: number(),
      receivedAt: file.receivedAt,
      status: 'CLOSED',
      subject: '',
    });
    expect(row.erasedAt).not.toBeNull();
    expect(await violations()).toEqual([]);
    const [trace] = await get(Reader).repository(TrailEvent).findBy({ type: 'ERASED' });
    expect(trace!.detail).toEqual({ caseNumber: number(), reason: '依申請刪除' });
  });

  it('stays so: the question for a new code, timers and messages that were owed add nothing', async () => {
    await erased();
    await story.pass(days(40));
    await send();
    await get(ErasedNotices).settled();
    expect(tracesIn(await everyRow(), texts)).toEqual([]);
    expect(await tracesUnder(join(story.desk.folder, 'outbox'), texts)).toEqual([]);
    expect(await violations()).toEqual([]);
  });

  it('a second time changes nothing and says so', async () => {
    await erased();
    const before = await story.everything();
    expect(await erase('--json')).toContain('"erased":false');
    expect(await story.everything()).toEqual(before);
    expect(await get(Erasing).finishRestored()).toBe(0);
  });
});
