import type { Sendable } from '@app/attachments';
import type { AttachmentKind } from '@app/catalogue';
import { StreamableFile } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Readable } from 'node:stream';

const MEDIA: Record<AttachmentKind, string> = {
  pdf: 'application/pdf',
  jpg: 'image/jpeg',
  png: 'image/png',
  gif: 'image/gif',
  heic: 'image/heic',
  webp: 'image/webp',
  odt: 'application/vnd.oasis.opendocument.text',
  ods: 'application/vnd.oasis.opendocument.spreadsheet',
  odp: 'application/vnd.oasis.opendocument.presentation',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  txt: 'text/plain; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
};

/** A file as a download: never shown in place, never kept by a browser or proxy, harmless if it is opened anyway. */
export function sendFile(reply: FastifyReply, { name, kind, size, content }: Sendable): StreamableFile {
  void reply.headers({
    'content-type': MEDIA[kind],
    'content-length': size,
    'content-disposition': `attachment; filename="file.${kind}"; filename*=UTF-8''${extended(name)}`,
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
    'cross-origin-resource-policy': 'same-origin',
    'cache-control': 'no-store',
  });
  return new StreamableFile(Readable.from(content, { objectMode: false }));
}

/** A value of RFC 8187: percent-encoded UTF-8, also of the characters that `encodeURIComponent` leaves. */
const extended = (name: string): string =>
  encodeURIComponent(name).replace(/['()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
