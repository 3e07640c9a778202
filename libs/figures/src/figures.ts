import { Catalogue } from '@app/catalogue';
import { Reader, TimeSource } from '@app/platform';
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

/** Figures of a period over all organisations. Access is checked where they are shown. */
@Injectable()
export class Figures {
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

  /** The same of one agency, which costs no more than its own contacts and cases of the period. */
  firstContact(organisation: string, period: Period): Promise<FirstContactFigures[]> {
    return firstContactFigures(this.reader, this.catalogue, period, organisation);
  }
}
