import { Boards, HolidayLists, type Board, type HolidayList } from '@app/lookups';
import type { Credential, StaffActor } from '@app/people';
import { isoTaipei } from '@app/platform';
import { Controller, Get, Header, Sse, UseGuards, type MessageEvent } from '@nestjs/common';
import { ApiBearerAuth, ApiProduces, ApiTags } from '../api/described.js';
import type { Observable } from 'rxjs';
import * as answer from '../api/answers.js';
import { BoardStream, MOST_UNREAD } from './board-stream.js';
import { BearerGuard, Held, Staff } from '../api/bearer.guard.js';
import { Answers } from '../api/openapi.js';
import type { BoardDrawing } from './shared-boards.js';

/** What is due, warned and overdue, by commitment and unit; and the same as a live stream. */
@ApiTags('staff')
@ApiBearerAuth()
@UseGuards(BearerGuard)
@Controller('api/v1/staff/board')
export class StaffBoardApi {
  constructor(
    private readonly boards: Boards,
    private readonly holidays: HolidayLists,
    private readonly stream: BoardStream,
  ) {}

  @Get()
  @Answers(answer.board)
  @Header('cache-control', 'no-store')
  async show(@Staff() actor: StaffActor) {
    return boardShape(await this.boards.show(actor));
  }

  /** Null when the loaded calendars know of no long holiday to come. */
  @Get('before-holiday')
  @Answers(answer.beforeHoliday)
  @Header('cache-control', 'no-store')
  async beforeHoliday(@Staff() actor: StaffActor) {
    return { holiday: holidayShape(await this.holidays.show(actor)) };
  }

  @Sse('stream', { maxPendingDataLength: MOST_UNREAD })
  @ApiProduces('text/event-stream')
  @Answers(answer.board)
  follow(@Staff() actor: StaffActor, @Held() credential: Credential): Observable<MessageEvent> {
    return this.stream.follow({ actor, credential, drawing: JSON_BOARD });
  }
}

const JSON_BOARD: BoardDrawing = {
  key: () => 'json',
  draw: async (board) => JSON.stringify(boardShape(board)),
};

export function boardShape({ at, cursor, warned, overdue, keptRows, keptToday, running, counts }: Board) {
  const row = (r: Board['warned'][number]) => ({
    clock: r.clockId,
    caseNumber: r.caseNumber,
    commitment: r.commitmentId,
    unit: r.unitId,
    dueAt: isoTaipei(Number(r.dueAt)),
    dueDate: r.dueDate,
    state: r.state,
  });
  return {
    at: isoTaipei(at),
    cursor,
    running,
    keptToday,
    warned: warned.map(row),
    overdue: overdue.map(row),
    kept: keptRows.map(row),
    counts: counts.map(({ running: n, warning, overdue: late, ...of }) => ({
      ...of,
      running: Number(n),
      warning: Number(warning),
      overdue: Number(late),
    })),
  };
}

export function holidayShape(list: HolidayList | null) {
  if (!list) return null;
  const { lastWorkingDay, offFrom, offTo, backOn, near, due } = list;
  return {
    ...{ lastWorkingDay, offFrom, offTo, backOn, near },
    due: due.map((row) => ({
      clock: row.clockId,
      caseNumber: row.caseNumber,
      commitment: row.commitmentId,
      unit: row.unitId,
      handler: row.handler,
      dueAt: isoTaipei(row.dueAt),
      dueDate: row.dueDate,
    })),
  };
}
