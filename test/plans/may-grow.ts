/** Statements whose cost may grow with the data, each with its reason. All others are bounded by what they return. */
export const MAY_GROW: readonly { statement: RegExp; reason: string }[] = [
  {
    statement: /co_handling h WHERE h\.opens AND /,
    reason:
      'the open cases in which units take part now: as many as their people work on, not those of all years',
  },
  {
    statement: /COUNT\(DISTINCT "caseId"\) AS n FROM clock WHERE "endedAt" IS NULL/,
    reason: 'how many cases a new calendar touches: asked once a calendar, by the worker',
  },
  { statement: /^SELECT COUNT\(\*\) AS n FROM case_file$/, reason: 'the audit shows how far it is' },
  {
    statement: /AS both_doors|SELECT organisation, commitment, part, outcome/,
    reason: 'the report reads its whole period',
  },
  {
    statement: /REPLACE\(LOWER\(f\.subject\)/,
    reason:
      'words are looked for in the subjects of the newest 5,000 cases each, which the smaller desk has not',
  },
  {
    statement: /AS first_due JOIN case_file/,
    reason: 'a filter looks through the first 5,000 cases of a queue, which the smaller desk has not',
  },
  {
    statement: /p\."(email|phone)Index" = .*( AND f\.status = |FROM co_handling )/s,
    reason:
      'of all cases of one person those of a status, or that can be read: as many as she has, of a shared mailbox some hundreds',
  },
  {
    statement: /"erasedAt" IS NULL\s+AND \(description.*FROM case_key k WHERE k\."caseId" = case_file\.id/s,
    reason: 'a restore looks once at every case for those whose key was destroyed since',
  },
  {
    statement: /-n FROM \(SELECT '' AS day/,
    reason: 'the audit counts the clocks again',
  },
  {
    statement: /FROM notice WHERE "nextAttemptAt" IS NOT NULL AND state = 'SENDING'/,
    reason: 'the audit looks at every message that waits',
  },
  {
    statement: /FROM notice WHERE "caseId" = \S+ AND state = 'SENDING'/,
    reason: 'all messages of one case, of which the case with the longest history has some thirty',
  },
  {
    statement: /p\.outcome, COUNT\(\*\) AS n/,
    reason: 'the figures of the board read what ended in 30 days, once a minute for a scope',
  },
  {
    statement:
      /f\."unitId" = \S+ AND f\.open = TRUE AND f\."confirmBy" IS NULL AND \(f\."organisationId" \|\| ''\) = /,
    reason:
      'a page of the cases of one’s own unit, all of which one reads; the unit and the organisation of this check do not belong together, so that it finds none',
  },
  {
    statement: /COUNT\(\*\) AS open, SUM\(held\.late\) AS overdue/,
    reason: 'the open referrals of each partner, counted up to 100, which the smaller desk has not',
  },
  {
    statement: /^SELECT 0 AS at, COUNT\(\*\) AS n FROM \(/,
    reason: 'how many cases each saved list has, counted up to 100, which the smaller desk has not',
  },
];
