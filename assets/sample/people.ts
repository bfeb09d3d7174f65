/** The people of the invented manufacturer. */
export interface Person {
  readonly name: string;
  readonly email: string;
  readonly login: string;
  readonly unit: string;
  readonly country: string;
  /** What kind of key the person signs with; `null` for people who sign nothing. */
  readonly key: 'rsa-3072' | 'ec-p256' | null;
}

export const MANUFACTURER = 'Vesalto Medical GmbH';
export const ADDRESS = 'Vesalto Medical GmbH, Wiehrebrücke 9, 79102 Freiburg im Breisgau, Germany';

/** The name under which the manufacturer's certificate authority signs, and the key it needs. */
export const AUTHORITY_NAME = 'Vesalto Medical Document Signing CA 1';

export const PEOPLE = {
  softwareLead: person('Jérôme Vasseur', 'jerome.vasseur', 'Software Development', 'FR', 'ec-p256'),
  qaLead: person('Annika Möllering', 'annika.moellering', 'Quality Assurance', 'DE', 'ec-p256'),
  riskOwner: person('Priscilla Ashdown', 'priscilla.ashdown', 'Risk Management', 'GB', 'ec-p256'),
  prrc: person('Henrike Lüdtke-Faber', 'henrike.luedtke-faber', 'Regulatory Affairs', 'DE', 'rsa-3072'),
  releaseManager: person('Théo Garrigou', 'theo.garrigou', 'Operations', 'FR', 'rsa-3072'),
  rebuilder: person('Owen Tarrant', 'owen.tarrant', 'Software Development', 'GB', 'ec-p256'),
  developer: person('Mareike Sundermann', 'mareike.sundermann', 'Software Development', 'DE', null),
  tester: person('Clémence Aubertin', 'clemence.aubertin', 'Quality Assurance', 'FR', null),
} as const satisfies Readonly<Record<string, Person>>;

/** The five gate roles with the person who holds each. */
export const GATE: readonly { readonly role: string; readonly person: Person; readonly meaning: string }[] = [
  {
    role: 'software_lead',
    person: PEOPLE.softwareLead,
    meaning: 'Software verification is complete and its results were evaluated',
  },
  { role: 'qa_lead', person: PEOPLE.qaLead, meaning: 'Test reports are complete and were reviewed' },
  {
    role: 'risk_owner',
    person: PEOPLE.riskOwner,
    meaning: 'Every known residual anomaly was evaluated and none contributes to an unacceptable risk',
  },
  { role: 'prrc', person: PEOPLE.prrc, meaning: 'Regulatory requirements for this release are met' },
  {
    role: 'release_manager',
    person: PEOPLE.releaseManager,
    meaning: 'The build was verified and the release is archived',
  },
];

/** Returns everybody who needs a key, with its kind; the certificate authority among them. */
export function signers(): readonly { readonly name: string; readonly kind: 'rsa-3072' | 'ec-p256' }[] {
  const people = Object.values(PEOPLE).flatMap(({ name, key }) => (key === null ? [] : [{ name, kind: key }]));
  return [{ name: AUTHORITY_NAME, kind: 'rsa-3072' }, ...people];
}

function person(name: string, login: string, unit: string, country: string, key: Person['key']): Person {
  return { name, email: `${login}@vesalto.example`, login: login.replace('.', '-'), unit, country, key };
}
