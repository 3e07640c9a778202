import { Boards, HolidayLists } from '@app/lookups';
import type { Credential, StaffActor } from '@app/people';
import { Controller, Get, Header, Sse, UseGuards, type MessageEvent } from '@nestjs/common';
import { ApiBearerAuth, ApiProduces, ApiTags } from '../api/described.js';
import type { Observable } from 'rxjs';
import * as answer from './board.answers.js';
import { BoardStream, MOST_UNREAD } from './board-stream.js';
import { BearerGuard, Held, Staff } from '../api/bearer.guard.js';
import { Answers } from '../api/openapi.js';
import type { BoardDrawing } from './shared-boards.js';

/** What is due, near due and overdue, by commitment and unit; and the same as a live stream. */
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
    return answer.boardShape(await this.boards.show(actor));
  }

  /** Null when the loaded calendars have no further long holiday. */
  @Get('before-holiday')
  @Answers(answer.beforeHoliday)
  @Header('cache-control', 'no-store')
  async beforeHoliday(@Staff() actor: StaffActor) {
    return { holiday: answer.holidayShape(await this.holidays.show(actor)) };
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
  draw: async (board) => JSON.stringify(answer.boardShape(board)),
};
