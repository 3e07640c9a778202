import { AttachmentDrafts, FILES, type Staged, type StageRequest } from '@app/attachments';
import { invalid, Problem, SETTINGS, type ProblemKind, type Settings } from '@app/platform';
import { Inject, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { MultipartFile } from '@fastify/multipart';
import { FILES_LOST, fileFormOf, hasFiles, UnreadableForm } from '../../site/multipart.js';
import { typedIn, type TypedForm } from '../../site/pages.decorators.js';
import { problemWords } from '../../site/problem-words.js';
import { changeLanguage } from '../../site/site-guard.js';
import type { Site } from '../../site/site.js';
import { fileWords } from './words.js';

/** Where the files of a form go; told by its fields, which come before its files. */
export type Target = Omit<StageRequest, 'name' | 'content'>;

type Where = (typed: TypedForm) => Target | undefined | Promise<Target | undefined>;

/** A form as it was sent: what was typed, the files that were taken, and why others were not. */
export interface SentForm {
  typed: TypedForm;
  staged: Staged[];
  errors: Record<string, string>;
  /** Of the form that is returned: 200 where all files were taken. */
  status: number;
}

/** Of a file that was not taken for no fault of its own; others are 422. */
const STATUS: Partial<Record<ProblemKind, number>> = { TOO_MANY: 429, BUSY: 503 };

interface Taken {
  typed: TypedForm;
  staged: Staged[];
  refused: { name: string; problem: Problem }[];
}

/** Reads forms with files: each file goes into the draft at once, and what was typed is kept whatever happens to them. */
@Injectable()
export class Uploads {
  constructor(
    private readonly drafts: AttachmentDrafts,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** `target`: undefined where files have no place. Throws only for a form that was cut off. */
  async read(request: FastifyRequest, site: Site, target: Where): Promise<SentForm> {
    if (!hasFiles(request)) return withoutFiles(typedIn(request.body), site);
    const taken: Taken = { typed: fileFormOf(request).fields, staged: [], refused: [] };
    await this.take(request, target, taken);
    const { typed, staged, refused } = taken;
    changeLanguage(request, typed);
    const status = Math.max(...refused.map(({ problem: { kind } }) => STATUS[kind] ?? 422), 200);
    const lines = refused.map(({ name, problem }) => lineOf(name, problem, site));
    return { typed, staged, errors: lines.length > 0 ? { [FILES]: lines.join('；') } : {}, status };
  }

  /** All files of a request, or none: throws the first problem of any, and what made it unreadable. */
  async takeAll(request: FastifyRequest, target: Target): Promise<Staged[]> {
    const taken: Taken = { typed: fileFormOf(request).fields, staged: [], refused: [] };
    try {
      await this.take(request, () => target, taken);
      if (taken.refused[0]) throw taken.refused[0].problem;
      return taken.staged;
    } catch (error) {
      for (const { id } of taken.staged) await this.drafts.remove(target.holder, id);
      throw error;
    }
  }

  /** The whole request is read, whatever becomes of its files, so that its sender hears the answer. */
  private async take(request: FastifyRequest, target: Where, taken: Taken): Promise<void> {
    const form = fileFormOf(request);
    for await (const part of form.files()) {
      const where = part.fieldname === FILES ? await target(form.fields) : undefined;
      if (!where) continue;
      // further ones are not looked into: there is no place for them
      const isBeyond = taken.staged.length + taken.refused.length >= this.settings.ATTACHMENTS_AT_ONCE * 2;
      const one = isBeyond ? this.tooMany() : await this.stage(part, where);
      if (one instanceof Problem) taken.refused.push({ name: part.filename, problem: one });
      else taken.staged.push(one);
    }
  }

  private tooMany(): Problem {
    const { ATTACHMENTS_AT_ONCE: most } = this.settings;
    return invalid({ field: FILES, code: 'too-many-files', params: { most } });
  }

  private async stage(part: MultipartFile, target: Target): Promise<Staged | Problem> {
    try {
      // not destroyed when it is refused in the middle: the fields behind it are still to be read
      const content = part.file.iterator({ destroyOnReturn: false });
      return await this.drafts.stage({ ...target, name: part.filename, content });
    } catch (error) {
      if (error instanceof Problem) return error;
      // the sender went away in the middle
      if (part.file.errored) throw new UnreadableForm(400);
      throw error;
    }
  }
}

/** `filesLost`: the form is sent again, and its files could not be carried over. */
const withoutFiles = (typed: TypedForm, { locale }: Site): SentForm =>
  typed[FILES_LOST]
    ? { typed, staged: [], errors: { [FILES]: problemWords('files-lost', locale) }, status: 422 }
    : { typed, staged: [], errors: {}, status: 200 };

function lineOf(name: string, { code, detail }: Problem, { locale }: Site): string {
  const [why = { code, params: detail.params ?? {} }] = detail.fields ?? [];
  return fileWords[locale].inError(name, problemWords(why.code, locale, why.params));
}
