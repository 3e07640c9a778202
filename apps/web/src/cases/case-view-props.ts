import type { ActName } from '@app/cases';
import type { Catalogue } from '@app/catalogue';
import type { CaseDetail } from '@app/lookups';
import type { Returned } from '../site/desk-forms.js';
import type { Site } from '../site/site.js';

/** What the page of a case shows; its parts take what they need of it. */
export interface CaseViewProps {
  site: Site;
  detail: CaseDetail;
  catalogue: Catalogue;
  form: Returned;
  /** The act whose form came back. */
  open: ActName | undefined;
  done: ActName | undefined;
  formKey: string;
}
