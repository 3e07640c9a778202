import { Catalogue } from '@app/catalogue';
import { KeptFor, minutes, Reader, TimeSource } from '@app/platform';
import { Injectable } from '@nestjs/common';
import {
  channelFigures,
  firstContactFigures,
  type ChannelFigures,
  type FirstContactFigures,
} from './channels.js';
import type { Period } from './period.js';
import { promiseFigures, type PromiseFigures } from './promises.js';

/** The figures of a report for one period. */
interface ReportFigures {
  channels: ChannelFigures[];
  rates: FirstContactFigures[];
  promises: PromiseFigures[];
}

const KEPT_MS = minutes(1);
/** One for each agency that looks at its figures. */
const KEPT = 100;

/** Figures of a period over all organisations. Access is checked where they are shown. */
@Injectable()
export class Figures {
  private readonly kept = new KeptFor<FirstContactFigures[]>(KEPT_MS, KEPT);

  constructor(
    private readonly reader: Reader,
    private readonly catalogue: Catalogue,
    private readonly time: TimeSource,
  ) {}

  async of(period: Period): Promise<ReportFigures> {
    return {
      channels: await channelFigures(this.reader, period),
      rates: await firstContactFigures(this.reader, this.catalogue, period),
      promises: await promiseFigures(this.reader, period, this.time.now()),
    };
  }

  /** The same of one agency: counted once a minute in each process, as it reads all contacts and cases of the period. */
  firstContact(organisation: string, period: Period): Promise<FirstContactFigures[]> {
    const key = JSON.stringify([organisation, period]);
    return this.kept.of(key, this.time.now(), () =>
      firstContactFigures(this.reader, this.catalogue, period, organisation),
    );
  }
}
