import { AttachmentDrafts } from '@app/attachments';
import type { ActName } from '@app/cases';
import { attachmentsOf, Catalogue } from '@app/catalogue';
import { CaseDetails, type CaseDetail } from '@app/lookups';
import type { StaffActor } from '@app/people';
import { SETTINGS, type Settings } from '@app/platform';
import { Inject, Injectable } from '@nestjs/common';
import { shownSubject } from '../case-parts/subject.js';
import { DeskDrafts, type Typing } from '../site/desk-drafts.js';
import { BLANK, formKey, statusOf, type Returned } from '../site/desk-forms.js';
import type { PageView } from '../site/outcome.js';
import { actForm } from '../site/pieces/menu.js';
import type { Site } from '../site/site.js';
import { hasForm } from './act-fields.view.js';
import { formAt, isApproved, isOfTask, lastingOf, proposedFor } from './answer-typed.js';
import { ofReferralForm } from './case-referrals.view.js';
import type { CaseViewProps, FileProps } from './case-view-props.js';
import { CaseView } from './case.view.js';
import { CaseWays } from './lists/case-ways.js';

/** The form that is shown open, or what was done. */
export interface Shown {
  open?: ActName;
  done?: CaseViewProps['done'];
  ofReferral?: CaseViewProps['ofReferral'];
  /** The page from which the form was sent. */
  back?: string | undefined;
}

/** The page of a case, drawn with what is kept of its forms. */
@Injectable()
export class CaseScreen {
  constructor(
    private readonly details: CaseDetails,
    private readonly drafts: AttachmentDrafts,
    private readonly typing: DeskDrafts,
    private readonly catalogue: Catalogue,
    private readonly ways: CaseWays,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** `given`: what was typed and what is wrong with it; throws NOT_FOUND. */
  async draw(
    site: Site,
    actor: StaffActor,
    caseNumber: string,
    given: Returned,
    at: Shown,
  ): Promise<PageView> {
    const found = await this.details.show(actor, caseNumber);
    const typing = lastingOf(await this.typing.ofCase(actor, caseNumber), found);
    const isGiven = at.open !== undefined || at.ofReferral !== undefined;
    const [form, open] = isGiven ? [given, at.open] : newestOf(typing, found);
    const detail = withForm(found, open, form);
    const shown = open !== undefined && detail.acts.includes(open) && hasForm(open);
    return {
      title: `${detail.file.caseNumber} ${shownSubject(detail.file.subject, site.locale)}`,
      desk: 'work',
      wide: true,
      scripts: ['upload.js'],
      ...(shown && { languageForm: actForm(formAt(open, form.typed)), noEnter: true as const }),
      ...(at.ofReferral && { languageForm: actForm(ofReferralForm(at.ofReferral)), noEnter: true as const }),
      ...statusOf(form),
      body: (
        <CaseView
          detail={detail}
          catalogue={this.catalogue}
          form={form}
          open={open}
          done={at.done}
          ofReferral={at.ofReferral}
          formKey={formKey()}
          back={at.back}
          way={await this.ways.of(actor, at.back)}
          typing={typing}
          files={await this.filesOf(actor, detail, form)}
          site={site}
        />
      ),
    };
  }

  private async filesOf(actor: StaffActor, { file }: CaseDetail, { typed }: Returned): Promise<FileProps> {
    const { draft } = typed;
    const holder = draft ? { actor, caseNumber: file.caseNumber, draft } : undefined;
    return {
      staged: holder ? await this.drafts.list(holder) : [],
      draft,
      kinds: attachmentsOf(this.catalogue.serviceOfCase(file.serviceId) ?? {}),
      most: this.settings.ATTACHMENTS_AT_ONCE,
      megabytes: this.settings.ATTACHMENT_MB,
    };
  }
}

/** A form with errors is shown again, also where the act is not offered any more: nothing typed is lost. */
const withForm = (detail: CaseDetail, open: ActName | undefined, { errors }: Returned): CaseDetail =>
  open === undefined || Object.keys(errors).length === 0 || detail.acts.includes(open)
    ? detail
    : { ...detail, acts: [...detail.acts, open] };

/** The draft saved last is shown open, as she left it; else an approved answer, ready to be sent. */
function newestOf(typing: ReadonlyMap<string, Typing>, detail: CaseDetail): [Returned, ActName | undefined] {
  const { acts } = detail;
  const isShown = (key: string) => {
    const [act, task] = key.split(' ');
    const isOpen = detail.tasks.some(({ id, state }) => id === task && state === 'OPEN');
    return acts.some((offered) => offered === act && (isOfTask(offered) ? isOpen : true));
  };
  const [key, kept] = [...typing].find(([at]) => isShown(at)) ?? [];
  if (kept) return [{ ...BLANK, typed: kept.fields }, key!.split(' ')[0] as ActName];
  if (!isApproved(detail) || !acts.includes('reply')) return [BLANK, undefined];
  return [{ ...BLANK, typed: proposedFor('reply', detail, typing) }, 'reply'];
}
