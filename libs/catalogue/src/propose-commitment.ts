import { checkCommitments } from './check-commitments.js';
import { COMMITMENTS, commitmentFile, written, type Written } from './commitment-file.js';
import { type CommitmentEntry, type CommitmentKind } from './commitment.schema.js';
import { COMMON_RULES } from './binding.js';
import type { Localised } from './localised.js';
import type { OrganisationEntry } from './organisation.schema.js';
import { Problems, type Fault, type Placed } from './problems.js';
import { isPublishedDays } from './published-days.js';
import { entriesIn, readable } from './read-entries.js';
import type { ServiceEntry } from './service.schema.js';
import { YamlSource } from './yaml-source.js';

/** What can be proposed of a commitment; the numbers of other kinds than its own are not looked at. */
export interface CommitmentChange {
  kind: CommitmentKind;
  title: Localised;
  text: Localised;
  source: { clause: string; quote?: string | undefined };
  /** Of a clock, as `5wd`. */
  length?: string | undefined;
  /** Of a rate: a share between 0 and 1. */
  target?: number | undefined;
  /** Of what recurs, as `6m`. */
  every?: string | undefined;
  times?: number | undefined;
}

/** The configuration in force, which a proposal is checked against. */
export interface InForce {
  organisations: readonly OrganisationEntry[];
  services: readonly ServiceEntry[];
  commitments: readonly CommitmentEntry[];
  /** History event types that clocks may name. */
  events: readonly string[];
}

export interface Proposal {
  /** Path of the file that it changes: `config/commitments/sme.yaml`. */
  file: string;
  yaml: string;
  /** As it would be loaded; undefined where the checks find faults. */
  entry: CommitmentEntry | undefined;
  faults: readonly Fault[];
}

/** The law, the common rules and what follows from a service are not an agency's to change here. */
export const isProposable = (entry: CommitmentEntry): boolean =>
  !COMMON_RULES.includes(entry.organisation) && !isPublishedDays(entry);

/** Kinds that need nothing beyond a number: a clock names its events and a rate its formula, which are written by hand. */
const SIMPLE: readonly CommitmentKind[] = ['recurring', 'statement'];

/** The kinds that a commitment can be given, its own first. */
export const kindsFor = ({ kind }: CommitmentEntry): CommitmentKind[] => [...new Set([kind, ...SIMPLE])];

/** Where commitments of an organisation are written. */
export const commitmentsFileOf = (organisation: string): string => `config/commitments/${organisation}.yaml`;

/** A change of a commitment as a file like those in config/, read and checked as those are. Stores nothing. */
export function proposeCommitment(
  entry: CommitmentEntry,
  change: CommitmentChange,
  known: InForce,
): Proposal {
  const file = commitmentsFileOf(entry.organisation);
  const yaml = commitmentFile(entry, changed(entry, change));
  const problems = new Problems();
  const placed = readable(new YamlSource(file, yaml), problems).flatMap((source) =>
    entriesIn(source, COMMITMENTS, problems),
  );
  checkAmongOthers(placed, known, problems);
  const faults = problems.faults();
  return { file, yaml, entry: faults.length === 0 ? placed[0]?.entry : undefined, faults };
}

function changed(
  entry: CommitmentEntry,
  { kind, title, text, source, ...numbers }: CommitmentChange,
): Written {
  return { ...written(entry), ...numbers, kind, title, text, source };
}

function checkAmongOthers(placed: Placed<CommitmentEntry>[], known: InForce, problems: Problems): void {
  const proposed = new Set(placed.map(({ id }) => id));
  const others = known.commitments.filter(({ id }) => !proposed.has(id));
  checkCommitments(
    [...inForce(others), ...placed],
    {
      organisations: inForce(known.organisations),
      services: inForce(known.services),
      events: new Set(known.events),
    },
    problems,
  );
}

/** Entries that were checked when they were loaded: no line of a file is named for them. */
function inForce<T extends { id: string }>(entries: readonly T[]): Placed<T>[] {
  const source = new YamlSource('config', '');
  return entries.map((entry) => ({ entry, id: entry.id, source, path: [] }));
}
