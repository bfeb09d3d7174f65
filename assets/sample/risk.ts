import type { ReleaseFacts } from './facts.ts';
import { PEOPLE } from './people.ts';
import { requirementsOf } from './requirements.ts';
import { passedTestsOf } from './test-cases.ts';
import { yaml } from './text.ts';

interface Hazard {
  readonly id: string;
  readonly text: string;
  /** Controls with the requirements that carry them out. */
  readonly controls: readonly (readonly [id: string, text: string, requirements: readonly string[]])[];
}

const HAZARDS: readonly Hazard[] = [
  {
    id: 'H-01',
    text: 'Recommendation less urgent than the condition requires: treatment is delayed',
    controls: [
      ['RC-1.1', 'In doubt the engine chooses the more urgent branch', ['SRS-PTH-03']],
      ['RC-1.2', 'The level never depends on the order of symptoms', ['SRS-URG-02']],
      ['RC-1.3', 'Chronic conditions and pregnancy never lower the level', ['SRS-URG-04']],
    ],
  },
  {
    id: 'H-02',
    text: 'Red flag is not recognised: emergency care is delayed',
    controls: [
      ['RC-2.1', 'Red flags are asked before any other question', ['SRS-RED-01']],
      ['RC-2.2', 'A confirmed red flag leads to emergency at once', ['SRS-RED-02', 'SRS-URG-03']],
    ],
  },
  {
    id: 'H-03',
    text: 'Recommendation more urgent than needed: unnecessary burden of emergency care',
    controls: [['RC-3.1', 'Reference cases of the clinical panel are part of verification', ['SRS-PTH-01']]],
  },
  {
    id: 'H-04',
    text: 'Pathway of another age group is used',
    controls: [['RC-4.1', 'The age is confirmed at every assessment', ['SRS-PRF-01', 'SRS-PRF-02']]],
  },
  {
    id: 'H-05',
    text: 'Wrong emergency number is shown or dialled',
    controls: [['RC-5.1', 'Emergency number by country, 112 where the country is not known', ['SRS-RED-03']]],
  },
  {
    id: 'H-06',
    text: 'Altered or outdated knowledge base is used',
    controls: [
      ['RC-6.1', 'The knowledge base is installed only with a valid signature', ['SRS-OFF-02']],
      ['RC-6.2', 'The engine checks digest and format of the knowledge base at every start', ['SRS-PTH-04']],
    ],
  },
  {
    id: 'H-07',
    text: 'Outdated result is acted upon',
    controls: [['RC-7.1', 'A result is marked as outdated after six hours', ['SRS-RES-04']]],
  },
  {
    id: 'H-08',
    text: 'Answers are lost or mixed up: recommendation for other answers than given',
    controls: [
      ['RC-8.1', 'Answers are kept in the background and after a restart', ['SRS-INT-02']],
      ['RC-8.2', 'Revised answers ask again what depends on them', ['SRS-INT-03']],
    ],
  },
  {
    id: 'H-09',
    text: 'Health data are disclosed to others',
    controls: [
      ['RC-9.1', 'Profile and log are encrypted on the device', ['SRS-PRF-03']],
      ['RC-9.2', 'Answers and results leave the device by an act of the user only', ['SRS-PRV-03', 'SRS-PRV-04']],
    ],
  },
  {
    id: 'H-10',
    text: 'App is not available when it is needed',
    controls: [
      ['RC-10.1', 'A complete assessment needs no network', ['SRS-OFF-01']],
      ['RC-10.2', 'An interrupted update leaves the former knowledge base in use', ['SRS-OFF-03']],
    ],
  },
  {
    id: 'H-11',
    text: 'Manipulated app gives manipulated recommendations',
    controls: [
      ['RC-11.1', 'The app refuses to start with a foreign signature', ['SRS-SEC-03']],
      ['RC-11.2', 'Pinned transport to the update service', ['SRS-SEC-01']],
    ],
  },
  {
    id: 'H-12',
    text: 'Recommendation cannot be read or is misread on the screen',
    controls: [
      ['RC-12.1', 'The recommended action stands first and is visible without scrolling', ['SRS-RES-01']],
      ['RC-12.2', 'Urgency is expressed by text and symbol, not by colour alone', ['SRS-RES-02']],
      ['RC-12.3', 'Label and app recommend supported operating system versions', ['SRS-ACC-04']],
    ],
  },
  {
    id: 'H-13',
    text: 'Physician is misled by an incomplete summary',
    controls: [['RC-13.1', 'Summary and log name the same recommendation', ['SRS-AUD-02', 'SRS-AUD-03']]],
  },
  {
    id: 'H-14',
    text: 'Serious illness of an infant is underestimated',
    controls: [
      ['RC-14.1', 'Fever under three months gives care today or emergency, never less', ['SRS-PED-02']],
      ['RC-14.2', 'Signs of dehydration are asked with vomiting, diarrhea and fever', ['SRS-PED-04']],
    ],
  },
];

const SEVERITIES = ['S1', 'S2', 'S3', 'S4', 'S5'] as const;
const PROBABILITIES = ['P1', 'P2', 'P3', 'P4', 'P5'] as const;

/** Returns the level that the manufacturer's matrix gives: the sum of both ranks decides. */
export function riskLevel(severity: string, probability: string): 'low' | 'medium' | 'high' {
  const sum = Number(severity.slice(1)) + Number(probability.slice(1));
  if (sum <= 5) return 'low';
  return sum <= 7 ? 'medium' : 'high';
}

/** Returns the hazards that a version has: those whose controls its requirements carry out. */
export function hazardsOf(version: string): readonly Hazard[] {
  const known = new Set(requirementsOf(version).map(({ id }) => id));
  return HAZARDS.filter(({ controls }) =>
    controls.every(([, , requirements]) => requirements.every((id) => known.has(id))),
  );
}

/** Returns the extract of the risk file: hazards, controls with requirements and verifications, and the matrix. */
export function riskFile(facts: ReleaseFacts): string {
  const hazards = hazardsOf(facts.version);
  return yaml({
    document: 'RMF-001',
    title: 'Risk management file, extract for the release',
    revision: facts.riskRevision,
    status: 'approved',
    approved_by: PEOPLE.riskOwner.name,
    approved_on: facts.times.documents,
    scales: {
      severity: { S1: 'negligible', S2: 'minor', S3: 'serious', S4: 'critical', S5: 'catastrophic' },
      probability: { P1: 'improbable', P2: 'remote', P3: 'occasional', P4: 'probable', P5: 'frequent' },
    },
    hazards: hazards.map(({ id, text }) => ({ id, text })),
    risk_controls: hazards.flatMap(({ id: hazard, controls }) =>
      controls.map(([id, text, requirements]) => ({
        id,
        text,
        hazard,
        requirements,
        verifications: requirements.flatMap((requirement) => passedTestsOf(facts, requirement).slice(0, 2)),
      })),
    ),
    matrix: SEVERITIES.flatMap((severity) =>
      PROBABILITIES.map((probability) => {
        const level = riskLevel(severity, probability);
        return { severity, probability, level, acceptable: level === 'low' };
      }),
    ),
  });
}
