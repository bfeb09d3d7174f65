/** Everything that differs between one release of the sample product and the next. */
export interface ReleaseFacts {
  readonly version: string;
  readonly tag: string;
  readonly build: string;
  readonly branch: string;
  readonly previous: string;
  readonly date: string;
  /** Day on which the first step of the delivery is due. */
  readonly delivery: string;
  readonly protocol: string;
  readonly counts: { readonly unit: number; readonly integration: number; readonly system: number };
  /** Revisions of the controlled documents of this release. */
  readonly revision: string;
  readonly riskRevision: string;
  /** Revisions of the other documents that are written anew for each release, by their ids. */
  readonly revisions: Readonly<Record<'PMS-001' | 'CER-001' | 'SDP-001' | 'MON-001' | 'RB-001' | 'REG-001', string>>;
  readonly devices: readonly string[];
  readonly times: {
    readonly tagged: string;
    readonly built: string;
    readonly unit: string;
    readonly integration: string;
    readonly systemFrom: string;
    readonly systemTo: string;
    readonly sast: string;
    readonly dast: string;
    readonly scanDatabase: string;
    readonly scan: string;
    readonly documents: string;
    readonly evaluated: string;
    readonly review: string;
    readonly exported: string;
    readonly signOff: string;
    readonly archived: string;
    readonly manifestSigned: string;
    /** One per gate role, in the order of the gate. */
    readonly approvals: readonly string[];
    readonly rebuilt: string;
  };
  readonly rollbackFrom: string;
}

/** Facts together with what only the build gives. */
export interface BuiltFacts extends ReleaseFacts {
  readonly commit: string;
}

/** The release that the sample is about: the pediatric pathway. */
export const RELEASE_2_4_0: ReleaseFacts = {
  version: '2.4.0',
  tag: 'v2.4.0',
  build: '2.4.0+b.8842',
  branch: 'release/2.4',
  previous: '2.3.1',
  date: '2024-10-17',
  delivery: '2024-10-21',
  protocol: 'STP-2.4',
  counts: { unit: 412, integration: 68, system: 96 },
  revision: '7',
  riskRevision: '12',
  revisions: { 'PMS-001': '3', 'CER-001': '4', 'SDP-001': '5', 'MON-001': '3', 'RB-001': '3', 'REG-001': '5' },
  devices: [
    'Pixel 8, Android 14',
    'Galaxy A12, Android 11',
    'Nokia 6.1, Android 9',
    'iPhone 15, iOS 17.6',
    'iPhone SE 2, iOS 16.7',
  ],
  times: {
    tagged: '2024-10-14T17:40:12+02:00',
    built: '2024-10-14T18:05:41+02:00',
    unit: '2024-10-14T18:12:03+02:00',
    integration: '2024-10-14T18:31:27+02:00',
    systemFrom: '2024-10-15T08:45:00+02:00',
    systemTo: '2024-10-16T11:52:00+02:00',
    sast: '2024-10-14T18:20:55+02:00',
    dast: '2024-10-15T22:10:18+02:00',
    scanDatabase: '2024-10-15T01:30:00Z',
    scan: '2024-10-15T06:02:33+02:00',
    documents: '2024-10-15',
    evaluated: '2024-10-16',
    review: '2024-10-16T16:30:00+02:00',
    exported: '2024-10-17T08:55:10+02:00',
    signOff: '2024-10-17T10:05:00+02:00',
    archived: '2024-10-17',
    manifestSigned: '2024-10-17T14:10:00+02:00',
    approvals: [
      '2024-10-17T14:32:00+02:00',
      '2024-10-17T15:00:00+02:00',
      '2024-10-17T15:21:00+02:00',
      '2024-10-17T16:05:00+02:00',
      '2024-10-17T16:40:00+02:00',
    ],
    rebuilt: '2024-10-31T11:20:00+01:00',
  },
  rollbackFrom: '2.3.1',
};

/** The release before. */
export const RELEASE_2_3_1: ReleaseFacts = {
  version: '2.3.1',
  tag: 'v2.3.1',
  build: '2.3.1+b.8407',
  branch: 'release/2.3',
  previous: '2.3.0',
  date: '2024-05-23',
  delivery: '2024-05-27',
  protocol: 'STP-2.3',
  counts: { unit: 371, integration: 61, system: 88 },
  revision: '6',
  riskRevision: '11',
  revisions: { 'PMS-001': '2', 'CER-001': '3', 'SDP-001': '4', 'MON-001': '2', 'RB-001': '2', 'REG-001': '4' },
  devices: ['Pixel 8, Android 14', 'Galaxy A12, Android 11', 'iPhone 15, iOS 17.5', 'iPhone SE 2, iOS 16.7'],
  times: {
    tagged: '2024-05-16T16:20:44+02:00',
    built: '2024-05-16T16:47:09+02:00',
    unit: '2024-05-16T16:53:30+02:00',
    integration: '2024-05-16T17:09:12+02:00',
    systemFrom: '2024-05-21T08:40:00+02:00',
    systemTo: '2024-05-22T10:15:00+02:00',
    sast: '2024-05-16T17:01:48+02:00',
    dast: '2024-05-21T21:55:02+02:00',
    scanDatabase: '2024-05-21T01:30:00Z',
    scan: '2024-05-21T06:02:10+02:00',
    documents: '2024-05-21',
    evaluated: '2024-05-22',
    review: '2024-05-22T15:10:00+02:00',
    exported: '2024-05-23T09:02:31+02:00',
    signOff: '2024-05-23T09:45:00+02:00',
    archived: '2024-05-23',
    manifestSigned: '2024-05-23T13:30:00+02:00',
    approvals: [
      '2024-05-23T13:50:00+02:00',
      '2024-05-23T14:12:00+02:00',
      '2024-05-23T14:40:00+02:00',
      '2024-05-23T15:25:00+02:00',
      '2024-05-23T16:00:00+02:00',
    ],
    rebuilt: '2024-06-06T10:40:00+02:00',
  },
  rollbackFrom: '2.3.0',
};

/** Day on which the documents were approved that both releases hold in the same revision. */
export const STANDING_DOCUMENTS = '2024-05-21';

export const PRODUCT = {
  name: 'Vesalto Triage',
  basicUdiDi: '4012345VSTTRIAGE0138',
  deviceClass: 'IIa',
  safetyClass: 'B',
  edition: 'a1-2015',
  lifetimeYears: 5,
  retentionYears: 10,
  channels: ['app-store', 'play-store'],
} as const;

/** Returns `iso` (with an offset) moved by `seconds`, in the same offset. */
export function later(iso: string, seconds: number): string {
  const offset = /[+-]\d{2}:\d{2}$/u.exec(iso)?.[0] ?? '+00:00';
  const minutes = Number(offset.slice(0, 3)) * 60 + Number(`${offset.slice(0, 1)}${offset.slice(4)}`);
  const local = new Date(Date.parse(iso) + seconds * 1000 + minutes * 60_000);
  return `${local.toISOString().slice(0, 19)}${offset}`;
}
