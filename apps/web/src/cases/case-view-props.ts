import { isActName, type ActName } from '@app/cases';
import type { Staged } from '@app/attachments';
import type { AttachmentKind, Catalogue } from '@app/catalogue';
import type { CaseDetail } from '@app/lookups';
import { isReferralAct, type ReferralActName } from '@app/referrals';
import type { Returned } from '../site/desk-forms.js';
import type { Typing } from '../site/desk-drafts.js';
import type { Way } from './lists/case-ways.js';
import type { Site } from '../site/site.js';

export const CHASE_UNDONE = 'undo-chase';
/** What was done, as the address says it. */
type Done = ActName | ReferralActName | typeof CHASE_UNDONE;
export const isDone = (text: unknown): text is Done =>
  typeof text === 'string' && (text === CHASE_UNDONE || isActName(text) || isReferralAct(text));

/** Data of the page of a case, from which its parts take what they need. */
export interface CaseViewProps {
  site: Site;
  detail: CaseDetail;
  catalogue: Catalogue;
  form: Returned;
  /** The act whose form was returned with errors. */
  open: ActName | undefined;
  done: Done | undefined;
  /** The act on a referral whose form was returned with errors. */
  ofReferral?: { id: string; act: ReferralActName } | undefined;
  formKey: string;
  /** Where to lead once an act is done, if not to the case. */
  back?: string | undefined;
  /** The list that the case was opened from. */
  way?: Way | undefined;
  files: FileProps;
  /** What the reader has typed and not sent, by act, or act and task (`draftKey`). */
  typing: ReadonlyMap<string, Typing>;
}

/** What the forms need that files can come with. */
export interface FileProps {
  /** Files of the draft of the form that was returned. */
  staged: readonly Staged[];
  draft: string | undefined;
  kinds: readonly AttachmentKind[];
  most: number;
  megabytes: number;
}

/** Each form has a draft of its own: a file chosen in one is never sent with another. */
export const draftFor = ({ files, formKey, open, typing }: CaseViewProps, act: ActName): string =>
  (open === act ? files.draft : typing.get(act)?.fields['draft']) ?? `${formKey}-${act}`;
