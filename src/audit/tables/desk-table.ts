import type { Assessment } from '../../domain/assessment.ts';
import type { Release } from '../../domain/release.ts';
import type { DeskTable } from '../../domain/sample.ts';
import { anomalyTable } from './anomaly-table.ts';
import { changeTable } from './change-table.ts';
import { comparisonTable } from './comparison-table.ts';
import { soupTable } from './soup-table.ts';
import type { Table } from './table.ts';
import { testTable } from './test-table.ts';

/** Returns one of the tables that the desk shows of a release. */
export function deskTable(name: DeskTable, release: Release, assessment: Assessment): Table {
  switch (name) {
    case 'anomalies':
      return anomalyTable(release, assessment);
    case 'tests':
      return testTable(release);
    case 'soup':
      return soupTable(release, assessment);
    case 'changes':
      return changeTable(release);
    case 'comparison':
      return comparisonTable(assessment);
  }
}
