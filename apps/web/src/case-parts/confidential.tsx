import { Checkboxes, useSite } from '../site/index.js';

/** 身分保密: the same words where a citizen asks for it and where staff note it for her. */
export const confidentialWords = {
  'zh-TW': {
    label: '身分保密',
    keepSecret: '請為我的身分保密',
    hint: '有保密必要的陳情，機關處理時不予公開（行政程序法第170條第2項）。承辦人員會在案件上看到這項請求。',
  },
  en: {
    label: 'Confidentiality',
    keepSecret: 'Please keep my identity confidential',
    hint: 'Where a petition needs it, the agency handles it without making it public (Administrative Procedure Act, article 170, paragraph 2). The staff who work on the case see this request on it.',
  },
};

/** Its value is `yes` where it is ticked. */
export function ConfidentialBox({ value }: { value: string | undefined }) {
  const { label, hint, keepSecret } = confidentialWords[useSite().locale];
  return (
    <Checkboxes
      name="confidential"
      label={label}
      hint={hint}
      optional
      values={[value ?? '']}
      choices={[{ value: 'yes', label: keepSecret }]}
    />
  );
}
