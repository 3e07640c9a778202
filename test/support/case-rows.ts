import type { CaseFile, CaseTask, HistoryEvent } from '@app/cases';
import type { Staff } from '@app/people';

/** Rows of one case, with values where a spec gives none. */
export const eventRow = (more: Pick<HistoryEvent, 'seq' | 'type'> & Partial<HistoryEvent>): HistoryEvent =>
  ({
    ...{ caseId: 'case', at: 0, actorKind: 'system', actorId: null, actorUnitId: null, facts: {} },
    ...{ sealed: null, previousHash: '', hash: '' },
    ...more,
  }) as HistoryEvent;

export const taskRow = (more: Pick<CaseTask, 'id'> & Partial<CaseTask>): CaseTask => ({
  ...{ caseId: 'case', organisationId: 'demo', unitId: 'demo.home', handlerId: null, kind: 'CALL' },
  ...{ dueDate: '2026-08-20', state: 'OPEN', outcome: null, attempts: 0, cause: null, addedAt: 0 },
  endedAt: null,
  ...more,
});

export const staffRow = (more: Pick<Staff, 'id'> & Partial<Staff>): Staff => ({
  ...{ login: more.id, name: more.id, email: null, organisationId: 'demo', unitId: 'demo.home' },
  ...{ roles: ['CASE_HANDLER'], passwordHash: '', formerHashes: [], mustChangePassword: false },
  ...{ active: true, createdAt: 0, deputyId: null, awayUntil: null, absences: [] },
  ...more,
});

/** A case as its row is stored, with values where a spec gives none. */
export const caseRow = (more: Pick<CaseFile, 'id'> & Partial<CaseFile>): CaseFile =>
  ({
    ...{
      caseNumber: `number of ${more.id}`,
      organisationId: 'demo',
      serviceId: 'service',
      unitId: 'demo.home',
    },
    ...{ status: 'IN_PROGRESS', channel: 'WEB', subject: '', locale: 'zh-TW', origin: 'LIVE', receivedAt: 0 },
    ...{ codeVersion: 1, historySeq: 0, historyHead: '', open: true, confidential: false },
    ...more,
  }) as CaseFile;
