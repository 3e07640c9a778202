import type { Catalogue, ServiceEntry } from '@app/catalogue';
import type { Problem } from '@app/platform';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { eventRow } from '../../../../test/support/case-rows.js';
import { tablesInMemory, type Tables } from '../../../../test/support/tables.js';
import type { History, HistoryListener } from '../history/history.js';
import { CaseDecision, type DecisionCode } from '../record/case-decision.entity.js';
import { CaseFile } from '../record/case-file.entity.js';
import type { EventFacts } from '../record/events.js';
import { HistoryEvent } from '../record/history-event.entity.js';
import { Decisions } from './decisions.js';

const NUMBER = '經企字第11500012345號';
const DOCUMENT = { documentNumber: NUMBER, documentDate: '2026-08-19' };
/** What each service asks for. */
const ASKS = new Map<string, Partial<ServiceEntry>>([
  ['all', { decision: { amount: true, document: true } as ServiceEntry['decision'] }],
  ['amount', { decision: { amount: true, document: false } as ServiceEntry['decision'] }],
  ['document', { decision: { amount: false, document: true } as ServiceEntry['decision'] }],
  ['nothing', {}],
]);

describe('decisions of cases', () => {
  let tables: Tables;
  let told: HistoryListener;
  const history = { listen: (listener: HistoryListener) => void (told = listener) } as History;
  const catalogue = { serviceOfCase: (id: string) => ASKS.get(id) } as Catalogue;
  const decisions = new Decisions(history, catalogue);
  beforeAll(async () => {
    tables = await tablesInMemory(CaseFile, HistoryEvent, CaseDecision);
    decisions.onModuleInit();
  });
  beforeEach(() => tables.empty());
  afterAll(() => tables.close());

  const place = (serviceId: string) =>
    ({ manager: tables.manager, file: { id: 'case', serviceId } as CaseFile }) as never;

  describe('go together with what the service asks for', () => {
    const faults = (service: string, decision: DecisionCode, more: object = {}) => {
      try {
        decisions.check(place(service), { decision, ...more });
        return 'taken';
      } catch (error) {
        return (error as Problem).detail.fields!.map(({ field, code }) => `${field} ${code}`);
      }
    };

    it.each<[DecisionCode, boolean]>([
      ['APPROVED', true],
      ['PARTLY_APPROVED', true],
      ['REJECTED', false],
      ['OTHER_DECISION', false],
    ])('an amount with %s: %s', (decision, grants) => {
      expect(faults('amount', decision)).toEqual(grants ? ['amount required'] : 'taken');
      expect(faults('amount', decision, { amount: '5' })).toEqual(
        grants ? 'taken' : ['amount nothing-granted'],
      );
    });

    it('no amount where the service grants none, whatever the decision', () => {
      for (const service of ['document', 'nothing', 'unknown'])
        for (const decision of ['APPROVED', 'REJECTED'] as const) {
          expect(faults(service, decision, DOCUMENT)).toEqual('taken');
          expect(faults(service, decision, { ...DOCUMENT, amount: '5' })).toEqual(['amount no-amount']);
        }
    });

    it('a document where the service asks for it; number and date together where it does not', () => {
      const both = ['documentNumber required', 'documentDate required'];
      expect(faults('document', 'REJECTED')).toEqual(both);
      expect(faults('nothing', 'REJECTED')).toEqual('taken');
      for (const service of ['document', 'nothing']) {
        expect(faults(service, 'REJECTED', { documentNumber: NUMBER })).toEqual([both[1]]);
        expect(faults(service, 'REJECTED', { documentDate: '2026-08-19' })).toEqual([both[0]]);
        expect(faults(service, 'REJECTED', DOCUMENT)).toEqual('taken');
      }
    });

    it('all that is wrong is said at once', () => {
      expect(faults('all', 'APPROVED')).toEqual([
        ...['amount required', 'documentNumber required', 'documentDate required'],
      ]);
    });
  });

  describe('are owed', () => {
    const happens = (seq: number, type: HistoryEvent['type']) =>
      tables.put(HistoryEvent, eventRow({ seq, type }));

    it('until one is recorded, and again after the case is reopened', async () => {
      expect(await decisions.owed(place('all'))).toBe(true);
      await happens(1, 'DECIDED');
      expect(await decisions.owed(place('all'))).toBe(false);
      await happens(2, 'NOTED');
      expect(await decisions.owed(place('all'))).toBe(false);
      await happens(3, 'REOPENED');
      expect(await decisions.owed(place('all'))).toBe(true);
      await happens(4, 'DECIDED');
      expect(await decisions.owed(place('all'))).toBe(false);
    });

    it('only where the service asks for them', async () => {
      expect([await decisions.owed(place('nothing')), await decisions.owed(place('unknown'))]).toEqual([
        ...[false, false],
      ]);
    });
  });

  describe('are kept', () => {
    const rows = () => tables.manager.find(CaseDecision);
    const tell = (type: HistoryEvent['type'], facts: EventFacts, at = 7, of = 'case') =>
      told(eventRow({ seq: 1, type, facts, at }), { manager: tables.manager, file: { id: of } } as never);

    it('as recorded, with the serial number of their document', async () => {
      await tell('DECIDED', { decision: 'APPROVED', amount: '50000', ...DOCUMENT });
      expect(await rows()).toEqual([
        {
          ...{ caseId: 'case', decision: 'APPROVED', amount: '50000', ...DOCUMENT },
          ...{ documentSerial: '11500012345', recordedAt: 7 },
        },
      ]);
    });

    it('without amount and document where there is none', async () => {
      await tell('DECIDED', { decision: 'REJECTED' });
      expect(await rows()).toEqual([
        {
          ...{ caseId: 'case', decision: 'REJECTED', amount: null, documentDate: null },
          ...{ documentNumber: null, documentSerial: null, recordedAt: 7 },
        },
      ]);
    });

    it('in place of the one before, of their own case alone', async () => {
      await tell('DECIDED', { decision: 'REJECTED' }, 7, 'another');
      await tell('DECIDED', { decision: 'REJECTED' }, 8);
      await tell('DECIDED', { decision: 'APPROVED' }, 9);
      expect((await rows()).map(({ caseId, decision }) => `${caseId} ${decision}`).toSorted()).toEqual([
        ...['another REJECTED', 'case APPROVED'],
      ]);
    });

    it('from no other event, and not from one without a decision', async () => {
      await tell('REPLIED', { decision: 'APPROVED' });
      await tell('DECIDED', {});
      expect(await rows()).toEqual([]);
    });
  });
});
