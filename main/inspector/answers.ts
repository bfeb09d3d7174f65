import { basename } from 'node:path';
import type { ProfileWords } from '../../src/contract/contract.ts';
import { editionCatalogue, RULE_SET } from '../../src/clauses/index.ts';
import type { Listing, OnProgress } from '../../src/domain/archive.ts';
import type { Release } from '../../src/domain/release.ts';
import { offeredAnchors } from '../../src/signature/index.ts';
import { anchorProblem, anchorsInFile } from '../files/anchor-file.ts';
import { Problem } from '../files/problem.ts';
import { readBounded } from '../files/read-bounded.ts';
import { inspectArchive, type Inspection, type InspectionRequest } from '../inspection/index.ts';
import type { Given, Question } from './protocol.ts';
import { readMember } from './read-member.ts';
import { tableColumns } from './table-columns.ts';
import { certificates, formatted, picture, tree } from './views/show.ts';
import { deskRows, drawSample, fileRows } from './views/tables.ts';
import { writeReport } from './write-report.ts';

const MOST_ANCHOR_BYTES = 4 * 1024 * 1024;

/** Returns a function that answers questions about one archive, which stays open from `inspect` until the process ends. */
export function createAnswers(
  onProgress: OnProgress,
  onListed: (listing: Listing) => void,
): (question: Question) => Promise<Given[Question['kind']]> {
  let inspection: Inspection | null = null;

  function current(): Inspection {
    if (inspection === null) throw new Problem('NOT_VERIFIED');
    return inspection;
  }

  return async (question) => {
    switch (question.kind) {
      case 'inspect':
        await inspection?.close();
        inspection = null;
        inspection = await inspectArchive({
          path: question.path,
          previousPath: question.previousPath ?? undefined,
          anchors: question.anchors,
          at: question.at,
          budgets: question.settings.budgets,
          columns: question.settings.columns,
          overrides: { ...overridesOf(question.profile), thresholds: question.settings.thresholds },
          onProgress,
          onListed,
        });
        return inspected(inspection);
      case 'read':
        return readMember(current(), question.path);
      case 'columns':
        return tableColumns(current(), question.path);
      case 'formatted':
        return formatted(current(), question.path);
      case 'image':
        return picture(current(), question.path);
      case 'certificates':
        return certificates(current(), question.path);
      case 'tree':
        return tree(current(), question);
      case 'file-table':
        return fileRows(current(), question.path, question.query);
      case 'desk-table':
        return deskRows(current(), question.table, question.query);
      case 'draw':
        return drawSample(current(), question);
      case 'report':
        return writeReport(current(), question.facts, onProgress);
      case 'anchors':
        return anchorsOf(question);
      case 'offered':
        return offeredOf(current(), question);
    }
  };
}

function overridesOf(profile: ProfileWords | null): InspectionRequest['overrides'] {
  if (profile === null) return {};
  const { edition, safetyClass, mode, facts, reason } = profile;
  return {
    mode,
    facts,
    ...(edition === null ? {} : { edition }),
    ...(safetyClass === null ? {} : { safetyClass }),
    ...(reason.trim() === '' ? {} : { reason: reason.trim() }),
  };
}

function inspected({ verification, assessment, release }: Inspection): Given['inspect'] {
  return {
    verification,
    assessment,
    product: productOf(release),
    identity: release.identity,
    evidence: release.evidence.map((file) => ({
      path: file.path,
      size: file.size,
      sha256: file.sha256,
      role: file.role,
      kind: file.facts.kind,
      reading: { state: file.reading.state, notes: file.reading.notes },
    })),
    edition: editionCatalogue(assessment.profile.edition),
    rules: RULE_SET.rules,
  };
}

function productOf({ manifest }: Release): Given['inspect']['product'] {
  return {
    name: manifest?.product.name ?? null,
    manufacturer: manifest?.product.manufacturer ?? null,
    version: manifest?.version ?? null,
    build: manifest?.build ?? null,
    deviceClass: manifest?.product.deviceClass ?? null,
  };
}

async function offeredOf(
  { archive }: Inspection,
  { path, by, at }: Extract<Question, { readonly kind: 'offered' }>,
): Promise<Given['offered']> {
  const name = basename(path);
  const member = archive.members.find((one) => one.path === path);
  if (member === undefined) throw new Problem('MEMBER_UNKNOWN', { path });
  if (member.size > MOST_ANCHOR_BYTES) throw new Problem('ANCHOR_NOT_READABLE', { name });
  const bytes = await archive.read(path, MOST_ANCHOR_BYTES);
  try {
    return offeredAnchors(path, bytes, { by, at, channel: '' });
  } catch (error) {
    throw anchorProblem(error, name);
  }
}

async function anchorsOf(question: Extract<Question, { readonly kind: 'anchors' }>): Promise<Given['anchors']> {
  const name = basename(question.path);
  const bytes = await readBounded(question.path, name, MOST_ANCHOR_BYTES).catch(() => null);
  if (bytes === null) throw new Problem('ANCHOR_NOT_READABLE', { name });
  return anchorsInFile(bytes, name, { by: question.by, at: question.at, channel: '' });
}
