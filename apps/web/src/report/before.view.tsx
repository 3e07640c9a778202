import type { OrganisationEntry } from '@app/catalogue';
import { hoursWords } from '../case-parts/office-hours.js';
import { Telephone, useSite } from '../site/index.js';

const beforeWords = {
  'zh-TW': {
    need: '您需要準備',
    needs: ['發生了什麼事、在哪裡、什麼時候', '希望我們怎麼做', '姓名；想收到通知，再加電子郵件或手機'],
    time: '約 5 分鐘。填到一半可以先離開，回來再接著填。',
    kioskTime: '約 5 分鐘。這是公用螢幕，不會替您保留填到一半的內容。',
    timeTitle: '要花多久',
    after: '送出之後',
    afterText: '您會拿到案件編號、查詢碼和承諾的日期；每一步進度都查得到。',
    data: '您的個人資料',
    dataText: '只用來處理這件事，加密保存；詳見',
    privacy: '個人資料蒐集告知事項',
    other: '其他方式',
    otherText: '想直接和人說話，可以打電話：',
    byAgency: '服務時間由機關公告。',
  },
  en: {
    need: 'What you need',
    needs: [
      'What happened, where and when',
      'What you would like us to do',
      'Your name; for notices also an e-mail address or a mobile number',
    ],
    time: 'About 5 minutes. You can stop half way and go on later.',
    kioskTime: 'About 5 minutes. This is a shared screen: it keeps nothing that is not sent.',
    timeTitle: 'How long it takes',
    after: 'After you have sent it',
    afterText: 'You get a case number, a lookup code and the promised dates, and can follow every step.',
    data: 'Your personal data',
    dataText: 'is used for this matter only and kept encrypted; see',
    privacy: 'How we use your personal data',
    other: 'Other ways',
    otherText: 'Would you rather talk to someone? Call:',
    byAgency: 'Hours are announced by the agency.',
  },
};

/** What to know before the form: what is needed, how long it takes, what happens to it, and other ways in. */
export function BeforeYouStart({ organisations }: { organisations: readonly OrganisationEntry[] }) {
  const { locale, kiosk } = useSite();
  const said = beforeWords[locale];
  return (
    <div class="column">
      <h2>{said.need}</h2>
      <ul>
        {said.needs.map((need) => (
          <li key={need}>{need}</li>
        ))}
      </ul>
      <h2>{said.timeTitle}</h2>
      <p>{kiosk ? said.kioskTime : said.time}</p>
      <h2>{said.after}</h2>
      <p>{said.afterText}</p>
      <h2>{said.data}</h2>
      <p>
        {said.dataText} <a href="/privacy">{said.privacy}</a>
      </p>
      <OtherWays organisations={organisations} />
    </div>
  );
}

function OtherWays({ organisations }: { organisations: readonly OrganisationEntry[] }) {
  const { locale } = useSite();
  const said = beforeWords[locale];
  const reachable = organisations.filter(({ hotlines }) => hotlines.length > 0);
  if (reachable.length === 0) return null;
  return (
    <>
      <h2>{said.other}</h2>
      <p>{said.otherText}</p>
      <ul class="lines">
        {reachable.flatMap(({ hotlines, officeHours, name }) =>
          hotlines.map((line) => (
            <li key={line.number}>
              <Telephone number={line.number} />
              <p class="hint">
                {line.name[locale]} · {name[locale]}
                <br />
                {officeHours ? hoursWords(officeHours, locale) : said.byAgency}
              </p>
            </li>
          )),
        )}
      </ul>
    </>
  );
}
