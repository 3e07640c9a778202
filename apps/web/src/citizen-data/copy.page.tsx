import { Catalogue } from '@app/catalogue';
import { HeldDataLookup, type HeldData } from '@app/lookups';
import { isoTaipei, notFound, TimeSource } from '@app/platform';
import { DataRequests } from '@app/rights';
import { Controller, Get, Injectable, Param, Res, UseFilters, UseGuards } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { OpenedCases } from '../citizen-case/opened-case.js';
import { CitizenToken, Pages, Show, TheSite, type PageView, type Site } from '../site/index.js';
import { PageFilter } from '../site/page.filter.js';
import { SiteGuard } from '../site/site-guard.js';
import { Copy } from './copy.view.js';
import { citizenDataWords } from './words.js';

interface Where {
  caseNumber: string;
  id: string;
}

/** A granted copy, complete and unmasked, for a set number of days; only in a browser that opened the case. */
@Injectable()
export class Copies {
  constructor(
    private readonly opened: OpenedCases,
    private readonly held: HeldDataLookup,
    private readonly requests: DataRequests,
    private readonly time: TimeSource,
  ) {}

  /** Throws NOT_FOUND for one that was not granted, or whose days are over. */
  async find({ caseNumber, id }: Where, token: string | undefined): Promise<HeldData & { asOf: number }> {
    const { file, actor } = await this.opened.of(token, caseNumber, 'data');
    const { request } = await this.requests.find(actor, id);
    const asOf = this.time.now();
    if (request.copyUntil === null || request.copyUntil <= asOf) throw notFound();
    return { asOf, ...(await this.held.of(actor, file)) };
  }
}

/** To read and to print. */
@Pages('cases')
export class CopyPage {
  constructor(
    private readonly copies: Copies,
    private readonly opened: OpenedCases,
    private readonly catalogue: Catalogue,
  ) {}

  @Show(':caseNumber/data/answers/:id')
  async show(
    @TheSite() site: Site,
    @Param() where: Where,
    @CitizenToken() token?: string,
  ): Promise<PageView> {
    const held = await this.copies.find(where, token);
    const body = <Copy held={held} id={where.id} catalogue={this.catalogue} now={held.asOf} />;
    return this.opened.page(site, citizenDataWords[site.locale].copy.title, body);
  }
}

/** The same for machines: each instant in ISO 8601, never stored by a browser or proxy. */
@Controller('cases')
@UseGuards(SiteGuard)
@UseFilters(PageFilter)
export class CopyFile {
  constructor(private readonly copies: Copies) {}

  @Get(':caseNumber/data/answers/:id/json')
  async download(
    @Param() where: Where,
    @Res({ passthrough: true }) reply: FastifyReply,
    @CitizenToken() token?: string,
  ): Promise<string> {
    const held = await this.copies.find(where, token);
    void reply.headers({
      'content-type': 'application/json; charset=utf-8',
      'content-disposition': `attachment; filename="${held.caseNumber}.json"`,
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    });
    return JSON.stringify(held, inIso, 2);
  }
}

const INSTANTS = new Set(['at', 'asOf', 'createdAt', 'receivedAt', 'closedAt', 'answeredAt']);
const inIso = (name: string, value: unknown): unknown =>
  INSTANTS.has(name) && typeof value === 'number' ? isoTaipei(value) : value;
