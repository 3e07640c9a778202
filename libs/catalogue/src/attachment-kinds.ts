/** Types of files that are told by their content, and cleaned where they are pictures. */
export const ATTACHMENT_KINDS = [
  ...(['pdf', 'jpg', 'png', 'heic', 'webp', 'gif'] as const),
  ...(['odt', 'ods', 'odp', 'docx', 'xlsx', 'pptx', 'txt', 'csv'] as const),
] as const;
export type AttachmentKind = (typeof ATTACHMENT_KINDS)[number];
