import { Attachments, type Listed, type Sendable } from '@app/attachments';
import { CaseFile, CaseReader, eventNamed, type EventType, type ReadEvent } from '@app/cases';
import { notFound, Reader } from '@app/platform';
import { Injectable } from '@nestjs/common';

/** A case that another was merged into, and what was said there to both petitioners. */
export interface Joint {
  file: CaseFile;
  events: ReadEvent[];
}

/** What one petitioner is asked for; no other is to read it. */
const TO_ONE: readonly EventType[] = ['CORRECTION_REQUESTED', 'SUPPLEMENT_REQUESTED'];
const isForBoth = ({ type, actorKind }: ReadEvent): boolean =>
  actorKind === 'staff' && !TO_ONE.includes(type);

/** Cases that one was merged into (and so on along the chain): what of them its petitioner may read and download. */
@Injectable()
export class JointCases {
  constructor(
    private readonly reader: Reader,
    private readonly cases: CaseReader,
    private readonly attachments: Attachments,
  ) {}

  /** From the merging on, what staff say there is for her too. What was said to others before stays theirs. */
  async of(caseNumber: string, events: readonly ReadEvent[]): Promise<Joint[]> {
    const into = events.find(({ type }) => type === 'MERGED')?.facts.into;
    const [file] = into ? await this.reader.find(CaseFile, 'WHERE "caseNumber" = $1', [into]) : [];
    if (!file) return [];
    const theirs = await this.cases.events(file.id);
    const joining = theirs.findIndex(
      ({ type, facts }) => type === 'CASE_JOINED' && facts.from === caseNumber,
    );
    const since = joining < 0 ? [] : theirs.slice(joining).filter(isForBoth);
    return [{ file, events: since }, ...(await this.of(file.caseNumber, theirs))];
  }

  /** The files that came with those texts. */
  async files(joint: readonly Joint[]): Promise<Listed[]> {
    const all = await Promise.all(joint.map((one) => this.filesOf(one)));
    return all.flat();
  }

  /** One of them. Throws NOT_FOUND for any other file. */
  async open(joint: readonly Joint[], id: string): Promise<Sendable> {
    for (const one of joint)
      if ((await this.filesOf(one)).some((file) => file.id === id))
        return this.attachments.openOf(one.file, id, 'SHOWN');
    throw notFound();
  }

  private async filesOf({ file, events }: Joint): Promise<Listed[]> {
    const said = new Set(events.filter(hasPublicText).map(({ seq }) => seq));
    if (said.size === 0) return [];
    return (await this.attachments.of(file, 'SHOWN')).filter(({ eventSeq }) => said.has(eventSeq ?? 0));
  }
}

const hasPublicText = ({ type }: ReadEvent): boolean => eventNamed(type).text !== undefined;
