import multipart, { type Multipart, type MultipartFile } from '@fastify/multipart';
import type { Settings } from '@app/platform';
import { HttpException } from '@nestjs/common';
import { RouteConfig, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyRequest } from 'fastify';
import { CSRF_FIELD } from './csrf.js';

/** Four times the longest text of a field, in the longest letters. */
const FIELD_BYTES = 64 * 1024;
const FIELDS = 60;
/** More files than may be attached are passed over, so that the page can say so; very many more are not read. */
const FILES = 100;

const UP_TO_TOKEN = ['lang', CSRF_FIELD];

/** A field of a form that is offered again: files came with it. */
export const FILES_LOST = 'filesLost';

/** A form that was cut off, or is no multipart form at all. */
export class UnreadableForm extends HttpException {
  constructor(status: 400 | 413) {
    super('unreadable form', status);
  }
}

/** Allows a route to take forms with files. Every other route answers 415 to them. */
export const TakesFiles = () => RouteConfig({ takesFiles: true });

export const hasFiles = ({ headers }: FastifyRequest): boolean =>
  /^multipart\/form-data\b/i.test(headers['content-type'] ?? '');

/** Forms with files: nothing is read before a guard or a handler asks, and then bounded, part by part. */
export async function takeForms(app: NestFastifyApplication, settings: Settings): Promise<void> {
  await app.register(multipart, {
    throwFileSizeLimit: false,
    limits: {
      // one byte more, so that what is too large is seen to be
      fileSize: settings.ATTACHMENT_MB * 1024 * 1024 + 1,
      files: FILES,
      fields: FIELDS,
      fieldSize: FIELD_BYTES,
      fieldNameSize: 100,
      parts: FIELDS + FILES,
      headerPairs: 50,
    },
  });
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onRequest', async (request) => {
      const { takesFiles } = request.routeOptions.config as { takesFiles?: boolean };
      if (hasFiles(request) && !takesFiles) throw new HttpException('no files here', 415);
    });
}

/** A form with files, read in the order in which it comes. */
export class FileForm {
  readonly fields: Record<string, string> = {};
  private readonly parts: AsyncIterator<Multipart>;
  private ahead: Multipart | undefined;

  constructor(request: FastifyRequest) {
    this.parts = request.parts()[Symbol.asyncIterator]();
  }

  /**
   * Reads up to the form's token, which is checked before any file is read. It is the form's first field, but the button
   * of the language switch, in the page's header, comes before it.
   */
  async readToken(): Promise<void> {
    let part = await this.next();
    for (; part?.type === 'field' && UP_TO_TOKEN.includes(part.fieldname); part = await this.next()) {
      this.keep(part);
      if (part.fieldname === CSRF_FIELD) return;
    }
    this.ahead = part;
  }

  /** The files, one after the other; a form sends an empty one for an input in which nothing was chosen. */
  async *files(): AsyncGenerator<MultipartFile> {
    for (let part = await this.next(); part; part = await this.next()) {
      if (part.type === 'field') this.keep(part);
      else if (part.filename) yield part;
      // the next part comes only when this one is read, wanted or not
      if (part.type === 'file') part.file.resume();
    }
  }

  /** Reads to the end of a form that is not taken, for what was typed; its files are dropped. */
  async passOver(): Promise<void> {
    for await (const file of this.files()) if (file.filename) this.fields[FILES_LOST] = 'yes';
  }

  /**
   * A text that was cut off is longer than any field may be: the form says so, with what was read of it. A name that
   * was is that of no field.
   */
  private keep(part: Extract<Multipart, { type: 'field' }>): void {
    if (part.fieldnameTruncated) return;
    this.fields[part.fieldname] = String(part.value ?? '');
  }

  private async next(): Promise<Multipart | undefined> {
    const { ahead } = this;
    this.ahead = undefined;
    if (ahead) return ahead;
    try {
      const { value, done } = await this.parts.next();
      return done ? undefined : (value as Multipart);
    } catch (error) {
      throw new UnreadableForm((error as { statusCode?: number }).statusCode === 413 ? 413 : 400);
    }
  }
}

const forms = new WeakMap<FastifyRequest, FileForm>();

/** The form of this request: guard and handler read the same one, the handler from where the guard stopped. */
export function fileFormOf(request: FastifyRequest): FileForm {
  const known = forms.get(request) ?? new FileForm(request);
  forms.set(request, known);
  return known;
}
