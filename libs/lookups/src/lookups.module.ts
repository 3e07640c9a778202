import { AttachmentsModule } from '@app/attachments';
import { CasesModule } from '@app/cases';
import { NoticesModule } from '@app/notices';
import { ReferralsModule } from '@app/referrals';
import { SatisfactionModule } from '@app/satisfaction';
import { Module } from '@nestjs/common';
import { ApprovalInbox } from './approval-inbox.js';
import { Boards } from './board.js';
import { BoardCounts } from './board-counts.js';
import { BoardFiguresLookup } from './board-figures.js';
import { BoardSheets } from './board-sheet.js';
import { CallerCases } from './caller-cases.js';
import { CaseDetails } from './case-detail.js';
import { CaseLists } from './case-list.js';
import { CaseNeighbours } from './case-neighbours.js';
import { CaseVersions } from './case-versions.js';
import { CoHandlingInbox } from './co-handling-inbox.js';
import { CaseSearch } from './case-search.js';
import { Colleagues } from './colleagues.js';
import { ConfiguredNumbers } from './configured-numbers.js';
import { HeldDataLookup } from './held-data.js';
import { HolidayLists } from './holiday-list.js';
import { JointCases } from './joint-cases.js';
import { ListExport } from './list-export.js';
import { ListLooks } from './list-looks.js';
import { NewestEvents } from './newest-events.js';
import { ToldCitizen } from './told-citizen.js';
import { Steps } from './work-done.js';
import { NotedCalls } from './noted-calls.js';
import { OpenChases } from './open-chases.js';
import { OpenTasks } from './open-tasks.js';
import { OpenHeld } from './open-held.js';
import { ListedDues } from './listed-dues.js';
import { PartnerInbox } from './partner-inbox.js';
import { ProgressLookup } from './progress.js';
import { ProposedAnswers } from './proposed-answers.js';
import { PublicClocks } from './public-clocks.js';
import { SavedFilters } from './saved-filters.js';

const services = [
  ApprovalInbox,
  Boards,
  BoardCounts,
  BoardFiguresLookup,
  BoardSheets,
  CallerCases,
  CaseDetails,
  CaseLists,
  CaseNeighbours,
  CaseVersions,
  CoHandlingInbox,
  Colleagues,
  ConfiguredNumbers,
  HeldDataLookup,
  HolidayLists,
  ListExport,
  SavedFilters,
  NewestEvents,
  OpenChases,
  OpenTasks,
  OpenHeld,
  PartnerInbox,
  ProgressLookup,
  ProposedAnswers,
  PublicClocks,
  ToldCitizen,
];

/** One query service per page; only reads. */
@Module({
  imports: [CasesModule, AttachmentsModule, ReferralsModule, SatisfactionModule, NoticesModule],
  providers: [...services, CaseSearch, JointCases, ListedDues, ListLooks, NotedCalls, Steps],
  exports: services,
})
export class LookupsModule {}
