import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Erasing } from '@app/cases';
import { SYSTEM, type StaffActor } from '@app/people';
import { Reader } from '@app/platform';
import { DATABASES } from '../../../test/support/databases.js';
import { Story } from '../../../test/support/story.js';
import { CallRecord, CaseCalls, Intake, PRIVACY_NOTICE_VERSION, type TakenIn } from './index.js';

describe.each(DATABASES)('erasing a person and the records of her calls, on %s', (_name, postgres) => {
  let story: Story;
  let agent: StaffActor;
  let handler: StaffActor;
  let file: TakenIn['file'];

  beforeAll(async () => {
    story = await Story.begin({ postgres });
    agent = await story.staff('demo.service-desk', ['FRONTLINE_AGENT']);
    handler = await story.staff('demo.service-desk', ['FRONTLINE_AGENT']);
  });
  afterAll(() => story.close());
  const noted = (reference: string) => ({ need: 'hearing', topicCode: 'loan', rating: '4', reference });
  const opened = async (reference: string) =>
    (
      await story.desk.get(Intake).logCase(agent, {
        ...{ channel: 'PHONE', noticeVersion: PRIVACY_NOTICE_VERSION, service: 'demo.finance-diagnosis' },
        ...{ subject: '路燈', description: '不亮', contact: { name: '王小明' }, ...noted(reference) },
      })
    ).file;
  beforeEach(async () => {
    file = await opened('PBX-opens');
  });

  const call = (of = file) =>
    story.desk.get(CaseCalls).log(agent, 'ATTACHED', {
      ...{ channel: 'PHONE', caseNumber: of.caseNumber, said: '又壞了' },
      ...noted('PBX-later'),
    });
  const erase = async () => {
    await story.act(handler, file, 'withdraw', { reason: '已自行處理' });
    await story.desk.get(Erasing).erase({ actor: SYSTEM, caseNumber: file.caseNumber, ground: 'REQUESTED' });
  };
  const recordOf = (id: string) => story.desk.get(Reader).repository(CallRecord).findOneByOrFail({ id });

  it('empties what is hers of the call that opened the case and of each later one; what is counted stays', async () => {
    const { id } = await call();
    await erase();
    for (const one of [file.id, id])
      expect(await recordOf(one)).toMatchObject({
        need: null,
        reference: null,
        topicCode: 'loan',
        rating: 4,
      });
  });

  it('leaves the calls of another case as they are', async () => {
    const other = await opened('PBX-other');
    const { id } = await call(other);
    await call();
    await erase();
    expect(await recordOf(other.id)).toMatchObject({ need: 'hearing', reference: 'PBX-other' });
    expect(await recordOf(id)).toMatchObject({ need: 'hearing', reference: 'PBX-later' });
  });
});
