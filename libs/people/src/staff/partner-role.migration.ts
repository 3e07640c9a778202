import type { MigrationInterface, QueryRunner } from 'typeorm';

interface Stored {
  kind: 'organisation' | 'service';
  content: string;
}

/** Those who only look or keep accounts did nothing for the team; the audit names them. */
const ONLY_WATCH = [['AUDITOR'], ['ADMIN'], ['AUDITOR', 'ADMIN'], ['ADMIN', 'AUDITOR']];
const text = (value: string): string => `'${value}'`;

/** People of partner teams had the roles of the agency's staff; they get their own (decision 0029). */
export class PartnerRole1767700001001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const stored = (await runner.query(`SELECT kind, content FROM catalogue_entry
      WHERE kind IN ('organisation', 'service') AND "current" = TRUE`)) as Stored[];
    const teams = teamsIn(stored);
    if (teams.length === 0) return;
    await runner.query(`UPDATE staff SET roles = '["PARTNER"]'
      WHERE "unitId" IN (${teams.map(text).join(', ')})
      AND roles NOT IN (${ONLY_WATCH.map((roles) => text(JSON.stringify(roles))).join(', ')})`);
  }

  /** Which of them led a team is not known any more. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`UPDATE staff SET roles = '["CASE_HANDLER"]' WHERE roles = '["PARTNER"]'`);
  }
}

/** Units of kind PARTNER, but not those that own a service: their people handle its cases. */
function teamsIn(stored: readonly Stored[]): string[] {
  const of = (kind: Stored['kind']) =>
    stored.filter((one) => one.kind === kind).map(({ content }) => JSON.parse(content) as Content);
  const owners = new Set(of('service').map(({ unit }) => unit));
  return of('organisation')
    .flatMap(({ units = [] }) => units)
    .filter(({ id, kind }) => kind === 'PARTNER' && !owners.has(id))
    .map(({ id }) => id);
}

interface Content {
  /** Of a service. */
  unit?: string;
  /** Of an organisation; their ids hold letters, digits, dots and hyphens only. */
  units?: { id: string; kind?: string }[];
}
