/**
 * Finds queries on tables of other rooms, in SQL and through entities, which the rules for imports do not see. Owners
 * are taken from each room's `registerTables`.
 */
import ts from 'typescript';
import type { Allowed } from './allowed.ts';

export interface Source {
  /** From the root: `libs/cases/src/index.ts`. */
  file: string;
  text: string;
}

/** A query on a table from outside the room that owns it. */
export interface Foreign {
  file: string;
  line: number;
  table: string;
  owner: string;
}

/** Rooms that may read all tables, but not write: one answer per page, or figures over all. */
const READERS = ['libs/lookups', 'libs/figures'];

/** The room of a file: `libs/cases`, `libs/sla/src/timers`, `apps/web`. */
const roomOf = (file: string): string =>
  /^(libs\/sla\/src\/\w+|(?:libs|apps)\/[^/]+)\//.exec(file)?.[1] ?? file;

export class TableOwners {
  private readonly tables = new Map<string, string>();
  private readonly owners = new Map<string, string>();
  private readonly sources: readonly Source[];

  constructor(sources: readonly Source[]) {
    this.sources = sources;
    const rooms = new Map<string, string>();
    for (const { file, text } of sources) {
      if (!/@Entity\(|registerTables\(/.test(text)) continue;
      for (const node of nodesOf(parsed(file, text))) {
        const table = ts.isClassDeclaration(node) && tableOf(node);
        if (table) this.tables.set(node.name!.text, table);
        for (const entity of registeredBy(node)) rooms.set(entity, roomOf(file));
      }
    }
    for (const [entity, table] of this.tables) this.owners.set(table, rooms.get(entity) ?? 'no room');
  }

  /** Every table and the room that registers it. */
  get all(): ReadonlyMap<string, string> {
    return this.owners;
  }

  /** Queries that no entry of `allowed` covers, and entries without a query. */
  judged(allowed: readonly Allowed[]): { foreign: Foreign[]; unused: string[] } {
    const all = this.sources.flatMap((source) => this.in(source));
    const fits = ({ by }: Allowed, table: string, one: Foreign) =>
      one.table === table && one.file.startsWith(by);
    return {
      foreign: all.filter(
        (one) => !allowed.some((line) => line.tables.some((table) => fits(line, table, one))),
      ),
      unused: allowed.flatMap((line) =>
        line.tables
          .filter((table) => !all.some((one) => fits(line, table, one)))
          .map((table) => `${table} by ${line.by}`),
      ),
    };
  }

  private in({ file, text }: Source): Foreign[] {
    const room = roomOf(file);
    const root = parsed(file, text);
    const found = new Map<string, Foreign>();
    for (const node of nodesOf(root))
      for (const { table, writes } of this.asked(node)) {
        const owner = this.owners.get(table)!;
        if (owner === room || (READERS.includes(room) && !writes)) continue;
        const line = root.getLineAndCharacterOfPosition(node.getStart(root)).line + 1;
        found.set(`${line} ${table}`, { file, line, table, owner });
      }
    return [...found.values()];
  }

  private asked(node: ts.Node): { table: string; writes: boolean }[] {
    if (ts.isIdentifier(node) && isAsked(node)) {
      const table = this.tables.get(node.text);
      return table ? [{ table, writes: false }] : [];
    }
    const text = textOf(node);
    if (text !== undefined && isNamedTable(node) && this.owners.has(text))
      return [{ table: text, writes: true }];
    return text === undefined ? [] : tablesIn(text).filter(({ table }) => this.owners.has(table));
  }
}

const parsed = (file: string, text: string): ts.SourceFile =>
  ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);

/** All nodes except types, imports, exports and decorators, which name an entity without a query. */
function* nodesOf(node: ts.Node): Generator<ts.Node> {
  yield node;
  const children: ts.Node[] = [];
  ts.forEachChild(node, (child) => {
    const silent = ts.isImportDeclaration(child) || ts.isExportDeclaration(child) || ts.isDecorator(child);
    if (!silent && !ts.isTypeNode(child)) children.push(child);
  });
  for (const child of children) yield* nodesOf(child);
}

function tableOf(node: ts.ClassDeclaration): string | undefined {
  for (const { expression } of ts.getDecorators(node) ?? []) {
    const isEntity = ts.isCallExpression(expression) && expression.expression.getText() === 'Entity';
    const [name] = isEntity ? expression.arguments : [];
    if (name && ts.isStringLiteral(name)) return name.text;
  }
  return undefined;
}

/** The entities of `registerTables({ entities: [A, B], … })`. */
function registeredBy(node: ts.Node): string[] {
  if (!isRegistration(node)) return [];
  return [...nodesOf(node.arguments[0]!)]
    .filter((property) => ts.isPropertyAssignment(property) && property.name.getText() === 'entities')
    .flatMap((property) => [...nodesOf((property as ts.PropertyAssignment).initializer)])
    .filter((entity) => ts.isIdentifier(entity))
    .map((entity) => entity.text);
}

const isRegistration = (node: ts.Node): node is ts.CallExpression =>
  ts.isCallExpression(node) && node.expression.getText() === 'registerTables';

/** Is the identifier used as a value, and not as a member, a declaration or in `instanceof`? */
function isAsked({ parent, text }: ts.Identifier): boolean {
  if (ts.isPropertyAccessExpression(parent)) return parent.expression.getText() === text;
  if (ts.isClassDeclaration(parent) || ts.isPropertyAssignment(parent)) return false;
  if (ts.isVariableDeclaration(parent) && parent.name.getText() === text) return false;
  for (let up: ts.Node = parent; up; up = up.parent) if (isRegistration(up)) return false;
  return !(ts.isBinaryExpression(parent) || ts.isNewExpression(parent));
}

/** `{ table: 'notice' }`: SQL is built from it elsewhere. */
const isNamedTable = ({ parent }: ts.Node): boolean =>
  ts.isPropertyAssignment(parent) && parent.name.getText() === 'table';

/** The text of a string or a template, with a gap for each value. */
function textOf(node: ts.Node): string | undefined {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return undefined;
  return [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join(' ? ');
}

const NAME = '"?(\\w+)"?(?:\\s+(?:AS\\s+)?\\w+)?';
const CLAUSE = `\\b(DELETE\\s+FROM|FROM|JOIN|INTO|UPDATE)\\s+(${NAME}(?:\\s*,\\s*${NAME})*)`;

function tablesIn(text: string): { table: string; writes: boolean }[] {
  const ofSql = /^\s*(select|insert|update|delete|with)\b/i.test(text);
  return [...text.matchAll(new RegExp(CLAUSE, ofSql ? 'gi' : 'g'))].flatMap(([, clause, list]) =>
    list!.split(',').map((part) => ({
      table: /"?(\w+)/.exec(part.trim())![1]!,
      writes: !/^(FROM|JOIN)$/i.test(clause!),
    })),
  );
}
