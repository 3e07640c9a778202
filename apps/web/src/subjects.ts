import type { Provider, Type } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { AbsencesPage } from './absences/absences.page.js';
import { MailsPage } from './account/mails.page.js';
import { PasswordPage } from './account/password.page.js';
import { SignInPage } from './account/sign-in.page.js';
import { PartnersPage } from './admin/configuration/partners.page.js';
import { ConfiguredServicesPage } from './admin/configuration/services.page.js';
import { TemplatesPage } from './admin/configuration/templates.page.js';
import { UnitsPage } from './admin/configuration/units.page.js';
import { PeoplePage } from './admin/people.page.js';
import { PersonPage } from './admin/person.page.js';
import { QuarantinePage } from './admin/quarantine.page.js';
import { ApprovalsPage } from './approvals/approvals.page.js';
import { BearerGuard } from './api/bearer.guard.js';
import { ProblemFilter } from './api/problem.filter.js';
import { StaffBoardApi } from './board/board.api.js';
import { BoardDrawings } from './board/board-drawing.js';
import { BoardFiguresPage } from './board/figures.page.js';
import { BoardSheetPage } from './board/sheet.page.js';
import { BoardPage, BoardStreamPage } from './board/board.page.js';
import { UntouchedCases } from './board/untouched.js';
import { BoardStream } from './board/board-stream.js';
import { StaffCalendarApi } from './calendar/calendar.api.js';
import { CalendarPage } from './calendar/calendar.page.js';
import { CallKnowledge } from './calls/call-knowledge.js';
import { CallPage } from './calls/call.page.js';
import { CallerLookup } from './calls/caller-lookup.js';
import { CaseAttachmentsPage } from './cases/attachments.page.js';
import { StaffAttachmentsApi } from './cases/attachments.api.js';
import { Uploads } from './case-parts/files/uploads.js';
import { ActForms } from './case-parts/act-forms.js';
import { CaseActForms } from './cases/case-act-forms.js';
import { StaffChasesApi } from './cases/chases.api.js';
import { CaseChasesPage } from './cases/chases.page.js';
import { CaseCalendarPage } from './cases/calendar.page.js';
import { CaseAttempts } from './cases/case-attempts.js';
import { CaseScreen } from './cases/case-screen.js';
import { CasePage } from './cases/case.page.js';
import { LookupCodePage } from './cases/lookup-code.page.js';
import { CaseReferralFormsPage } from './cases/referral-forms.page.js';
import { StaffCasesApi } from './cases/cases.api.js';
import { BulkPage } from './cases/lists/bulk.page.js';
import { CaseWays } from './cases/lists/case-ways.js';
import { ExportFile, ExportPage } from './cases/lists/export.page.js';
import { GoPage } from './cases/lists/go.page.js';
import { SavedEntries } from './cases/lists/saved-entries.js';
import { SavedListsPage } from './cases/lists/saved-list.page.js';
import { WorkPage } from './cases/work.page.js';
import { ActFiles } from './citizen-case/act-files.js';
import { CitizenActPage } from './citizen-case/act.page.js';
import { CitizenAttachmentsPage } from './citizen-case/attachments.page.js';
import { CitizenCalendarPage } from './citizen-case/calendar.page.js';
import { CitizenCasePage } from './citizen-case/case.page.js';
import { CitizenContactPage } from './citizen-case/contact.page.js';
import { OpenedCases } from './citizen-case/opened-case.js';
import { Copies, CopyFile, CopyPage } from './citizen-data/copy.page.js';
import { CitizenDataPage } from './citizen-data/data.page.js';
import { StaffChaseListsApi } from './chase-lists/chase-lists.api.js';
import { ChaseListsPage } from './chase-lists/chase-lists.page.js';
import { CommitmentsApi } from './commitments/commitments.api.js';
import { CommitmentsPage } from './commitments/commitments.page.js';
import { ConfiguredCommitmentsPage } from './admin/proposals/configured.page.js';
import { ProposalFile } from './admin/proposals/propose.file.js';
import { ProposePage } from './admin/proposals/propose.page.js';
import { Proposals } from './admin/proposals/proposals.js';
import { ConfirmationPage } from './confirmations/confirmation.page.js';
import { KeptFormsPage } from './drafts/kept-forms.page.js';
import { DecidePage } from './data-requests/decide.page.js';
import { GalleryPage } from './gallery/gallery.page.js';
import { HomePage } from './home/home.page.js';
import { MachinesPage } from './home/machines.page.js';
import { HealthApi } from './ops/health.api.js';
import { Health } from './ops/health.js';
import { MetricsApi } from './ops/metrics.api.js';
import { PrivacyPage } from './privacy/privacy.page.js';
import { Clearing } from './kiosk/clearing.js';
import { KioskPage } from './kiosk/kiosk.page.js';
import { LostCodePage } from './progress/lost-code.page.js';
import { ProgressApi } from './progress/progress.api.js';
import { ProgressPage } from './progress/progress.page.js';
import { TriedLookups } from './progress/tried.js';
import { ReferralAttachmentsPage } from './referrals/attachments.page.js';
import { CoHandlingsApi } from './referrals/co-handlings.api.js';
import { InboxPage } from './referrals/inbox.page.js';
import { StaffReferralsApi } from './referrals/referrals.api.js';
import { ReceiptPage } from './report/receipt.page.js';
import { ReportFiles } from './report/report-files.js';
import { ReportDrafts } from './report/report-drafts.js';
import { ReportApi } from './report/report.api.js';
import { ReportPage } from './report/report.page.js';
import { SendPage } from './report/send.page.js';
import { StartPage } from './report/start.page.js';
import { RetentionPage } from './retention/retention.page.js';
import { ServiceForms, ServicePage } from './services/service.page.js';
import { ServicesApi } from './services/services.api.js';
import { ServicesPage } from './services/services.page.js';
import { DeskDrafts } from './site/desk-drafts.js';
import { NotFoundPage } from './site/not-found.page.js';
import { DeskBar } from './site/desk-bar.js';
import { Failures } from './site/failures.js';
import { KeptNumbers } from './site/kept-numbers.js';
import { RefusedPages } from './site/refused-pages.js';
import { SiteGuard } from './site/site-guard.js';
import { TasksPage } from './tasks/tasks.page.js';
import { StatementsPage } from './statements/statements.page.js';
import { SurveyApi } from './survey/survey.api.js';
import { SurveyPage } from './survey/survey.page.js';

const CITIZENS: Type[] = [
  ...[HomePage, MachinesPage, ServicesPage, ServicePage, ServiceForms],
  ...[PrivacyPage, StatementsPage, CommitmentsPage, KioskPage],
  ...[StartPage, SendPage, ReceiptPage, ReportPage, ProgressPage, LostCodePage, SurveyPage],
  ConfirmationPage,
  ...[CopyPage, CopyFile, CitizenDataPage],
  ...[CitizenContactPage, CitizenCasePage, CitizenAttachmentsPage, CitizenCalendarPage, CitizenActPage],
];
const STAFF: Type[] = [
  ...[
    SignInPage,
    PasswordPage,
    MailsPage,
    CallPage,
    CasePage,
    LookupCodePage,
    CaseReferralFormsPage,
    CaseAttachmentsPage,
    CaseCalendarPage,
    CaseChasesPage,
    WorkPage,
    DecidePage,
  ],
  ...[InboxPage, ApprovalsPage, TasksPage, ReferralAttachmentsPage, BoardPage, BoardStreamPage],
  ...[BoardFiguresPage, BoardSheetPage, ChaseListsPage, CalendarPage, RetentionPage],
  ...[PeoplePage, PersonPage, AbsencesPage, QuarantinePage],
  ...[UnitsPage, PartnersPage, ConfiguredServicesPage, TemplatesPage],
  ...[ConfiguredCommitmentsPage, ProposePage, ProposalFile],
  KeptFormsPage,
  ...[SavedListsPage, BulkPage, ExportPage, ExportFile, GoPage],
];

export const jsonRoutes: Type[] = [
  ...[ServicesApi, CommitmentsApi, ReportApi, ProgressApi, SurveyApi],
  ...[StaffCasesApi, StaffAttachmentsApi, StaffReferralsApi, CoHandlingsApi, StaffBoardApi, StaffCalendarApi],
  ...[StaffChasesApi, StaffChaseListsApi],
];
export const operations: Type[] = [HealthApi, MetricsApi];
/** The last one answers all other paths. */
export const pages: Type[] = [...CITIZENS, ...STAFF, GalleryPage, NotFoundPage];

/** Services that pages and routes need. */
export const providers: Provider[] = [
  ...[
    BearerGuard,
    SiteGuard,
    DeskBar,
    KeptNumbers,
    Failures,
    DeskDrafts,
    RefusedPages,
    Uploads,
    BoardStream,
    BoardDrawings,
    UntouchedCases,
    Health,
  ],
  ...[Clearing, ReportDrafts, ReportFiles, OpenedCases, ActFiles, TriedLookups, Copies],
  ...[CallerLookup, CallKnowledge, Proposals],
  ...[SavedEntries, CaseWays, CaseScreen, CaseAttempts],
  { provide: ActForms, useClass: CaseActForms },
  { provide: APP_FILTER, useClass: ProblemFilter },
];
