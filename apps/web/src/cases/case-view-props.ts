import type { ActName } from '@app/cases';
import type { Catalogue } from '@app/catalogue';
import type { CaseDetail } from '@app/lookups';
import type { Returned } from '../site/desk-forms.js';
import type { Site } from '../site/site.js';

/** Data of the page of a case, from which its parts take what they need. */
export interface CaseViewProps {
  site: Site;
  detail: CaseDetail;
  catalogue: Catalogue;
  form: Returned;
  /** The act whose form was returned with errors. */
  open: ActName | undefined;
  done: ActName | undefined;
  formKey: string;
}
