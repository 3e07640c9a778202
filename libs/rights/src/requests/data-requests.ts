import { CaseAccess, CaseReader, CaseRegister, type CaseContext, type CaseFile } from '@app/cases';
import { Catalogue, type ServiceEntry, type ServiceKind } from '@app/catalogue';
import { ANYONE, type Actor, type CitizenActor } from '@app/people';
import {
  findRows,
  Idempotency,
  insertRows,
  newId,
  notFound,
  optional,
  paragraph,
  parseInput,
  Problem,
  Reader,
  TimeSource,
  UnitOfWork,
  type Locale,
} from '@app/platform';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { DATA_RIGHTS, DataRequest, type DataRight } from './data-request.entity.js';

/** Most characters of each text of a request. */
export const REQUEST_MAX = 2_000;

/** What she fills in; whose data, and her contact, are known from the case. */
export const dataRequest = z.object({
  kind: z.enum(DATA_RIGHTS),
  what: paragraph(REQUEST_MAX),
  why: optional(paragraph(REQUEST_MAX)),
});

/** A request with the case that it became. */
export interface ShownRequest {
  request: DataRequest;
  file: CaseFile;
}

/** The law gives 15 days to see or copy, 30 to correct, stop or delete (個資法第13條). */
const KINDS: Record<DataRight, ServiceKind> = {
  COPY: 'DATA_SUBJECT_ACCESS',
  CORRECT: 'DATA_SUBJECT_CORRECTION',
  RESTRICT: 'DATA_SUBJECT_CORRECTION',
  DELETE: 'DATA_SUBJECT_CORRECTION',
};

/** The subject of the new case, in the language of the first; it holds no personal data. */
const SUBJECTS: Record<DataRight, Record<Locale, string>> = {
  COPY: { 'zh-TW': '複製個人資料', en: 'A copy of personal data' },
  CORRECT: { 'zh-TW': '更正或補充個人資料', en: 'Correction of personal data' },
  RESTRICT: { 'zh-TW': '停止利用個人資料', en: 'Stop using personal data' },
  DELETE: { 'zh-TW': '刪除個人資料', en: 'Deletion of personal data' },
};
const WHY: Record<Locale, string> = { 'zh-TW': '理由：', en: 'Why: ' };

/** What a citizen asks about the data of her case; each request is a case of its own. */
@Injectable()
export class DataRequests {
  constructor(
    private readonly access: CaseAccess,
    private readonly cases: CaseReader,
    private readonly register: CaseRegister,
    private readonly catalogue: Catalogue,
    private readonly idempotency: Idempotency,
    private readonly work: UnitOfWork,
    private readonly reader: Reader,
    private readonly time: TimeSource,
  ) {}

  /**
   * Opens the request and returns its id; the same form sent twice is one request. Throws INVALID, NOT_ALLOWED for an
   * erased case and while a request of the same kind is open.
   */
  async open(actor: CitizenActor, input: unknown, key: string): Promise<{ id: string }> {
    const asked = parseInput(dataRequest, input);
    const caseId = actor.caseId ?? '';
    const once = { scope: `citizen ${caseId} data-request`, key, body: asked };
    return this.idempotency.once(once, () =>
      this.work.run(async (manager) => {
        const about = await this.access.enter(manager, actor, { id: caseId });
        await this.checkNoneOpen(about, asked.kind);
        const file = await this.begin(about, asked);
        const at = this.time.now();
        const open = { decision: null, ground: null, decidedAt: null, decidedBy: null, copyUntil: null };
        const id = newId(at);
        const link = { id, caseId: file.id, aboutCaseId: caseId, kind: asked.kind, createdAt: at };
        await insertRows(manager, DataRequest, [{ ...link, ...open }]);
        return { id };
      }),
    );
  }

  /** Those about her case, oldest first. */
  async of(actor: CitizenActor): Promise<ShownRequest[]> {
    const rows = await this.reader.find(DataRequest, 'WHERE "aboutCaseId" = $1 ORDER BY "createdAt", id', [
      actor.caseId ?? '',
    ]);
    return Promise.all(
      rows.map(async (request) => ({ request, file: await this.cases.file(request.caseId) })),
    );
  }

  /** One of them, or NOT_FOUND. */
  async find(actor: CitizenActor, id: string): Promise<ShownRequest> {
    const found = (await this.of(actor)).find(({ request }) => request.id === id);
    if (!found) throw notFound();
    return found;
  }

  /** The request behind a case, with the case it is about, for staff who see the former. Throws NOT_FOUND. */
  async behind(actor: Actor, caseNumber: string): Promise<ShownRequest & { about: CaseFile }> {
    if (actor.kind !== 'staff') throw notFound();
    const file = await this.access.find(actor, caseNumber);
    const [request] = await this.reader.find(DataRequest, 'WHERE "caseId" = $1', [file.id]);
    if (!request) throw notFound();
    return { request, file, about: await this.cases.file(request.aboutCaseId) };
  }

  /** The lookup code of the new case, for its receipt. */
  codeOf(file: CaseFile): string {
    return this.register.lookupCode(file);
  }

  /** Whether her agency takes such requests here. */
  serviceFor(organisationId: string, kind: DataRight): ServiceEntry | undefined {
    return this.catalogue
      .services()
      .find((one) => one.organisation === organisationId && one.kind === KINDS[kind]);
  }

  /** The case is held, so of several at once only one is taken. */
  private async checkNoneOpen({ manager, file }: CaseContext, kind: DataRight): Promise<void> {
    const same = 'WHERE "aboutCaseId" = $1 AND kind = $2 AND decision IS NULL';
    for (const { caseId } of await findRows(manager, DataRequest, same, [file.id, kind])) {
      const other = await this.access.hold(manager, { kind: 'system' }, { id: caseId });
      if (other.open) throw new Problem('NOT_ALLOWED', 'data-request-open');
    }
  }

  private async begin(
    about: CaseContext,
    { kind, what, why }: z.output<typeof dataRequest>,
  ): Promise<CaseFile> {
    const petitioner = await about.petitioner();
    if (!petitioner) throw new Problem('NOT_ALLOWED', 'erased');
    const { organisationId, caseNumber, noticeVersion, confidential } = about.file;
    const service = this.serviceFor(organisationId, kind);
    if (!service) throw new Problem('NOT_ALLOWED', 'data-request-elsewhere');
    const locale = about.file.locale === 'en' ? 'en' : 'zh-TW';
    return this.register.open(ANYONE, {
      ...{ service, petitioner, locale, noticeVersion, confidential },
      ...{ channel: 'WEB', hotline: null, district: null },
      subject: `${SUBJECTS[kind][locale]} (${caseNumber})`,
      description: why === undefined ? what : `${what}\n\n${WHY[locale]}${why}`,
    });
  }
}
