import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Notice, type NoticeState } from '@app/notices';
import type { StaffActor } from '@app/people';
import { UnitOfWork } from '@app/platform';
import { DATABASES } from '../../../test/support/databases.js';
import { refusal, Story } from '../../../test/support/story.js';
import { ToldCitizen } from './told-citizen.js';

describe.each(DATABASES)('how far messages to the caller got, on %s', (_name, postgres) => {
  let story: Story;
  let agent: StaffActor;

  beforeAll(async () => {
    story = await Story.begin({ postgres });
    agent = await story.staff('demo.service-desk', ['FRONTLINE_AGENT']);
    await story.staff('demo.guidance', ['CASE_HANDLER']);
  });
  afterAll(() => story.close());
  const told = (number: string, actor = agent) => story.desk.get(ToldCitizen).of(actor, number);

  it('is said of what goes to her, not to staff; of an SMS until it is delivered, of mail until it is sent', async () => {
    const contact = { name: '王小明', email: 'ming@example.tw', phone: '0912-345-678' };
    const { file } = await story.open(agent, { contact });
    await story.act(agent, file, 'assign', { unit: 'demo.guidance' });
    const kinds = (await told(file.caseNumber)).map(({ kind, channel }) => `${kind} ${channel}`);
    expect(kinds).toContain('lookup-code SMS');
    expect(kinds.filter((kind) => kind.startsWith('work-assigned'))).toEqual([]);
    const now = async (state: NoticeState) => {
      await story.desk
        .get(UnitOfWork)
        .run((manager) => manager.update(Notice, { caseId: file.id }, { state }));
      const of = (await told(file.caseNumber)).filter(({ kind }) =>
        /^(lookup-code|case-received)$/.test(kind),
      );
      return of.map(({ channel, state: is, waits }) => `${channel} ${is} ${waits}`).toSorted();
    };
    expect(await now('PENDING')).toEqual(['EMAIL PENDING true', 'SMS PENDING true']);
    expect(await now('ACCEPTED')).toEqual(['EMAIL ACCEPTED false', 'SMS ACCEPTED true']);
    expect(await now('SENDING')).toEqual(['EMAIL SENDING true', 'SMS SENDING true']);
    expect(await now('UNKNOWN')).toEqual(['EMAIL UNKNOWN false', 'SMS UNKNOWN true']);
    expect(await now('DELIVERED')).toEqual(['EMAIL DELIVERED false', 'SMS DELIVERED false']);
    expect(await now('FAILED')).toEqual(['EMAIL FAILED false', 'SMS FAILED false']);
  });

  it('is not for staff who do not see the case', async () => {
    const { file } = await story.open(agent);
    const elsewhere = await story.staff('sme.planning', ['CASE_HANDLER']);
    expect((await refusal(told(file.caseNumber, elsewhere))).kind).toBe('NOT_FOUND');
  });
});
