import { areasOf } from './requirements.ts';
import { json } from './text.ts';

interface Pathway {
  readonly complaint: string;
  readonly flag: string;
  readonly question: string;
  readonly yes: string;
  readonly no: string;
}

const ADULT: readonly Pathway[] = [
  {
    complaint: 'chest pain',
    flag: 'pain spreads to arm, jaw or back',
    question: 'pain at rest',
    yes: 'emergency',
    no: 'today',
  },
  {
    complaint: 'headache',
    flag: 'worst headache within one minute',
    question: 'fever and stiff neck',
    yes: 'emergency',
    no: 'self-care',
  },
  {
    complaint: 'abdominal pain',
    flag: 'abdomen hard as a board',
    question: 'longer than 24 hours',
    yes: 'today',
    no: 'within-days',
  },
  {
    complaint: 'shortness of breath',
    flag: 'cannot speak a whole sentence',
    question: 'new within a day',
    yes: 'today',
    no: 'within-days',
  },
  {
    complaint: 'back pain',
    flag: 'numbness between the legs',
    question: 'after a fall',
    yes: 'today',
    no: 'self-care',
  },
  {
    complaint: 'dizziness',
    flag: 'face, arm or speech changed',
    question: 'cannot stand',
    yes: 'today',
    no: 'within-days',
  },
  {
    complaint: 'cough',
    flag: 'coughing blood',
    question: 'longer than three weeks',
    yes: 'within-days',
    no: 'self-care',
  },
  { complaint: 'rash', flag: 'swelling of lips or tongue', question: 'fever', yes: 'today', no: 'within-days' },
];

const PEDIATRIC: readonly Pathway[] = [
  {
    complaint: 'fever of an infant',
    flag: 'limp or hard to wake',
    question: 'under three months',
    yes: 'today',
    no: 'within-days',
  },
  {
    complaint: 'vomiting of a child',
    flag: 'no urine for twelve hours',
    question: 'refuses to drink',
    yes: 'today',
    no: 'within-days',
  },
  {
    complaint: 'diarrhea of a child',
    flag: 'sunken eyes',
    question: 'blood in the stool',
    yes: 'today',
    no: 'within-days',
  },
  {
    complaint: 'rash of a child',
    flag: 'spots that do not fade under a glass',
    question: 'fever',
    yes: 'today',
    no: 'self-care',
  },
];

/** Returns the knowledge base of a version: pathways with their red flags, as the source repository holds it. */
export function knowledgeBase(version: string): string {
  const pediatric = areasOf(version).some(({ key }) => key === 'PED');
  const pathways = pediatric ? [...ADULT, ...PEDIATRIC] : ADULT;
  return json({
    format: 3,
    reviewed: pediatric ? '2024-09-12' : '2024-04-18',
    pathways: pathways.map(({ complaint, flag, question, yes, no }, index) => ({
      id: `P-${String(index + 1).padStart(2, '0')}`,
      complaint,
      red_flags: [{ question: flag, outcome: 'emergency', version: 2 }],
      nodes: [{ question, yes, no }],
    })),
  });
}
