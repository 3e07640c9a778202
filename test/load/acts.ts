import { note } from './figures.ts';
import { inHand } from './known-cases.ts';
import { agentOf } from './living-desk/staff.ts';
import { JSON_BODY, measure } from './load.ts';
import { SECONDS } from './options.ts';
import type { RunningDesk } from './running-desk.ts';

const bench = 'acts';
const ORGANISATION = 'sme';
const CLIENTS = 8;
/** A case is answered once: more than this are not fetched. */
const MOST = 20_000;

/** Acts of staff on cases in hand, each on another one: assigned again to its unit, then answered. */
export async function benchActs(desk: RunningDesk): Promise<void> {
  const open = await inHand(desk, ORGANISATION, MOST);
  const headers = { ...JSON_BODY, ...(await desk.bearer(agentOf(ORGANISATION))) };
  const act = async (name: string, body: (n: number) => object, amount?: number) => {
    let n = 0;
    const next = () => {
      const at = n++ % open.length;
      const path = `/api/v1/staff/cases/${open[at]!.caseNumber}/acts/${name}`;
      return { path, body: JSON.stringify(body(at)) };
    };
    const load = { url: desk.site, clients: CLIENTS, method: 'POST', headers, next } as const;
    const { perSecond, p95 } = await measure({ ...load, server: desk.web, ...(amount && { amount }) });
    note({ bench, what: `${desk.name}: ${name}`, value: perSecond, unit: 'a second' });
    note({ bench, what: `${desk.name}: ${name}, p95`, value: p95, unit: 'ms' });
  };
  await act('assign', (at) => ({ unit: open[at]!.unitId }));
  const answered = Math.min(open.length, SECONDS * 300);
  await act('reply', () => ({ text: '您好，本案已處理完成，相關說明如附。' }), answered);
}
