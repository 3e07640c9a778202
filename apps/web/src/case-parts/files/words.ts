import type { AttachmentState } from '@app/attachments';
import type { AttachmentKind } from '@app/catalogue';
import type { Locale } from '@app/platform';

interface FileWords {
  title: string;
  optional: string;
  hint(most: number, megabytes: number, kinds: string): string;
  staged: string;
  remove: string;
  removeOne(name: string): string;
  removed: Record<'LOCATION' | 'DETAILS', string>;
  sending: string;
  kinds: Record<AttachmentKind, string>;
  /** Of a file that cannot be downloaded; staff also read that a file was not scanned. */
  states: Partial<Record<AttachmentState, string>>;
  notScanned: string;
  internal: string;
  byCitizen: string;
  /** On a shared screen. */
  notHere: string;
  inError(name: string, why: string): string;
}

const SAME = {
  ...{ pdf: 'PDF', jpg: 'JPG', png: 'PNG', heic: 'HEIC', webp: 'WebP', gif: 'GIF' },
  ...{ odt: 'ODT', ods: 'ODS', odp: 'ODP', docx: 'DOCX', xlsx: 'XLSX', pptx: 'PPTX', txt: 'TXT', csv: 'CSV' },
};

/** Words of attachments, wherever they are shown. */
export const fileWords: Readonly<Record<Locale, FileWords>> = {
  'zh-TW': {
    title: '附件',
    optional: '（可不附）',
    hint: (most, megabytes, kinds) =>
      `最多 ${most} 個檔案，每個 ${megabytes} MB 以內。可附：${kinds}。照片中的位置資訊會自動移除。`,
    staged: '將一併送出的檔案',
    remove: '移除',
    removeOne: (name) => `移除 ${name}`,
    removed: { LOCATION: '已移除照片中的位置資訊', DETAILS: '已移除照片中的相機等資訊' },
    sending: '檔案上傳中，請勿關閉這一頁',
    kinds: SAME,
    states: {
      PENDING_SCAN: '掃毒中，稍後可下載',
      SCANNING: '掃毒中，稍後可下載',
      SCAN_FAILED: '尚未完成掃毒，暫時不能下載',
      INFECTED: '含有害內容，已封存，不能下載',
    },
    notScanned: '未經掃毒，開啟前請留意',
    internal: '內部檔案，民眾看不到',
    byCitizen: '民眾提供',
    notHere: '公用螢幕不提供下載，請用自己的手機或電腦查詢後下載',
    inError: (name, why) => `「${name}」：${why}`,
  },
  en: {
    title: 'Files',
    optional: ' (optional)',
    hint: (most, megabytes, kinds) =>
      `Up to ${most} files of ${megabytes} MB each: ${kinds}. The place where a photo was taken is removed.`,
    staged: 'Files to be sent',
    remove: 'Remove',
    removeOne: (name) => `Remove ${name}`,
    removed: { LOCATION: 'The place was removed from the photo', DETAILS: 'Camera details were removed' },
    sending: 'The files are being sent; please keep this page open',
    kinds: SAME,
    states: {
      PENDING_SCAN: 'Being checked for viruses; can be downloaded soon',
      SCANNING: 'Being checked for viruses; can be downloaded soon',
      SCAN_FAILED: 'Not checked for viruses yet; cannot be downloaded',
      INFECTED: 'Harmful content; locked, cannot be downloaded',
    },
    notScanned: 'Not checked for viruses: take care when opening it',
    internal: 'Internal: not shown to the citizen',
    byCitizen: 'From the citizen',
    notHere: 'Not downloaded to a shared screen: look up your case on a device of your own',
    inError: (name, why) => `${name}: ${why}`,
  },
};
