/** One software requirement: four to an area, each with two system test cases, normal use and boundary. */
export interface Requirement {
  readonly id: string;
  readonly area: string;
  readonly title: string;
  readonly text: string;
}

/** One functional area of the product with what its unit and integration tests look at. */
export interface Area {
  readonly key: string;
  readonly title: string;
  readonly module: string;
  readonly since: '2.3.1' | '2.4.0';
  readonly requirements: readonly (readonly [title: string, text: string])[];
  readonly units: readonly string[];
  readonly behaviours: readonly string[];
  readonly integrations: readonly string[];
}

export const AREAS: readonly Area[] = [
  {
    key: 'INT',
    title: 'Symptom intake',
    module: 'intake',
    since: '2.3.1',
    requirements: [
      [
        'Symptom search',
        'The app shall offer symptoms that match the entered word in the language of the device, including lay terms.',
      ],
      [
        'Answers are kept',
        'The app shall keep every answer when it is sent to the background and brought back within 30 minutes.',
      ],
      [
        'Answers can be revised',
        'The app shall let the user revise any answer before the result and shall ask again what depends on it.',
      ],
      ['No empty answer', 'The app shall not continue from a mandatory question without an answer.'],
    ],
    units: [
      'symptomSearch',
      'bodySitePicker',
      'durationQuestion',
      'severityScale',
      'followUpQuestion',
      'answerStore',
      'answerRevision',
    ],
    behaviours: [
      'refuses an empty answer',
      'records the version of the question with the answer',
      'restores the answer after the app was closed',
      'passes the answer to the engine unchanged',
      'drops answers that depended on a revised one',
    ],
    integrations: [
      'questionnaire and engine agree on question versions',
      'revised answer leads to a new pathway',
      'search index holds every symptom of the knowledge base',
      'answers survive a process restart',
      'follow-up questions arrive in the order of the pathway',
      'an interrupted intake leaves no partial result',
    ],
  },
  {
    key: 'PTH',
    title: 'Pathway engine',
    module: 'engine/pathway',
    since: '2.3.1',
    requirements: [
      [
        'Deterministic result',
        'The engine shall give the same recommendation for the same answers and the same knowledge base.',
      ],
      ['Terminates', 'The engine shall reach a recommendation after at most 40 questions for every pathway.'],
      [
        'Unknown answers',
        'The engine shall treat "I do not know" as the answer that leads to the more urgent recommendation.',
      ],
      [
        'Knowledge base is checked',
        'The engine shall refuse a knowledge base whose digest or format version it does not know.',
      ],
    ],
    units: [
      'loadPathways',
      'nextQuestion',
      'evaluateNode',
      'mergeOutcomes',
      'unknownAnswer',
      'pathwayDigest',
      'cycleGuard',
    ],
    behaviours: [
      'gives the same outcome for the same input',
      'refuses a node without an outcome',
      'chooses the more urgent branch when in doubt',
      'reports the path that led to the outcome',
      'stops after the permitted number of questions',
    ],
    integrations: [
      'every pathway of the knowledge base ends in a recommendation',
      'engine refuses a knowledge base with a wrong digest',
      'engine refuses an older format version',
      'two symptoms lead to the more urgent of both outcomes',
      'reference cases of the clinical panel give the expected outcome',
      'path of the decision is written to the audit log',
    ],
  },
  {
    key: 'URG',
    title: 'Urgency classification',
    module: 'engine/urgency',
    since: '2.3.1',
    requirements: [
      [
        'Four urgency levels',
        'The app shall give exactly one of four levels: emergency, today, within days, self-care.',
      ],
      ['Never lowered by order', 'The level shall not depend on the order in which symptoms were entered.'],
      [
        'Emergency at once',
        'The app shall show the emergency recommendation without further questions once its criteria are met.',
      ],
      ['Chronic conditions raise', 'A stated chronic condition or pregnancy shall never lower the level.'],
    ],
    units: [
      'classify',
      'compareLevels',
      'raiseLevel',
      'chronicConditions',
      'pregnancyRule',
      'emergencyShortcut',
      'levelFromScore',
    ],
    behaviours: [
      'keeps the higher of two levels',
      'is independent of the order of symptoms',
      'never lowers a level',
      'covers the lowest and the highest score',
      'refuses a score outside its range',
    ],
    integrations: [
      'emergency criteria end the questionnaire',
      'order of symptoms does not change the level',
      'pregnancy raises abdominal pain to today',
      'anticoagulants raise head injury to emergency',
      'level of the engine is the level on the screen',
      'self-care is given only without red flags',
    ],
  },
  {
    key: 'RED',
    title: 'Red-flag detection',
    module: 'engine/red-flags',
    since: '2.3.1',
    requirements: [
      ['Red flags first', 'The app shall ask for the red flags of a complaint before any other question on it.'],
      [
        'Red flag gives emergency',
        'A confirmed red flag shall lead to the recommendation to call the emergency number.',
      ],
      [
        'Emergency number',
        'The app shall show the emergency number of the country the device is in, and 112 where it is not known.',
      ],
      ['Red flags are versioned', 'Each red-flag rule shall carry the version and date of its clinical review.'],
    ],
    units: ['flagsFor', 'confirmFlag', 'emergencyNumber', 'flagVersion', 'flagOrder', 'flagText', 'flagReviewDate'],
    behaviours: [
      'asks before any other question',
      'leads to emergency when confirmed',
      'falls back to 112',
      'names the version of its rule',
      'has a text in each supported language',
    ],
    integrations: [
      'chest pain asks its red flags first',
      'confirmed stroke sign leads to emergency',
      'emergency number follows the country of the network',
      'call button hands the number to the dialler',
      'every red flag of the knowledge base has a review date',
      'thunderclap headache leads to emergency',
    ],
  },
  {
    key: 'RES',
    title: 'Result screen',
    module: 'result',
    since: '2.3.1',
    requirements: [
      [
        'Recommendation first',
        'The result screen shall show the recommended action above any explanation, without scrolling.',
      ],
      ['Not by colour alone', 'The result screen shall express urgency by text and symbol, not by colour alone.'],
      ['Reasons are shown', 'The result screen shall list the answers that led to the recommendation.'],
      ['Result expires', 'The app shall mark a result as outdated six hours after it was given.'],
    ],
    units: ['resultView', 'urgencyBadge', 'reasonList', 'expiryNotice', 'shareSheet', 'actionButtons', 'resultHeading'],
    behaviours: [
      'shows the action before the explanation',
      'has a text for each urgency level',
      'shows no result without a level',
      'marks an outdated result',
      'keeps its text when the device is rotated',
    ],
    integrations: [
      'result of the engine arrives on the screen unchanged',
      'outdated result asks for a new assessment',
      'reasons on the screen are the reasons in the audit log',
      'shared summary holds the level and the time',
      'result screen after process death shows the same level',
      'back button does not change the result',
    ],
  },
  {
    key: 'PRF',
    title: 'User profile',
    module: 'profile',
    since: '2.3.1',
    requirements: [
      [
        'Age is confirmed',
        'The app shall ask the user to confirm the age of the person concerned at every assessment.',
      ],
      ['Profile of another person', 'The app shall ask whether the assessment is for the user or for somebody else.'],
      [
        'Profile is stored encrypted',
        'Profile data shall be stored on the device encrypted with a key from the platform key store.',
      ],
      ['Profile can be deleted', 'The app shall delete all profile data on request of the user and confirm it.'],
    ],
    units: ['ageInYears', 'profileStore', 'profileCipher', 'profileForm', 'deleteProfile', 'otherPerson', 'sexAtBirth'],
    behaviours: [
      'refuses a date of birth in the future',
      'asks for confirmation at every assessment',
      'leaves nothing behind when deleted',
      'is not readable without the key',
      'handles a date of birth on 29 February',
    ],
    integrations: [
      'profile is unreadable in a copy of the storage',
      'deleted profile is gone after restart',
      'assessment for another person does not use the own profile',
      'changed age leads to the pathways of that age',
      'lost key asks for a new profile',
      'profile form and engine agree on the age',
    ],
  },
  {
    key: 'OFF',
    title: 'Offline operation and knowledge base update',
    module: 'knowledge',
    since: '2.3.1',
    requirements: [
      ['Works offline', 'The app shall carry out a complete assessment without a network connection.'],
      [
        'Signed knowledge base',
        'The app shall install a knowledge base only if its signature verifies with the built-in key.',
      ],
      ['Update is all or nothing', 'An interrupted update shall leave the former knowledge base in use.'],
      ['Version is shown', 'The app shall show the version of software and knowledge base under "About".'],
    ],
    units: [
      'knowledgeStore',
      'verifySignature',
      'swapVersions',
      'downloadPart',
      'aboutView',
      'freeSpace',
      'updateSchedule',
    ],
    behaviours: [
      'keeps the former version after an interruption',
      'refuses a wrong signature',
      'refuses an older version',
      'needs no network',
      'reports the installed version',
    ],
    integrations: [
      'assessment in flight mode gives the same result',
      'update interrupted at half keeps the former version',
      'knowledge base with a changed byte is refused',
      'About shows both versions after an update',
      'update with full storage keeps the former version',
      'rollback of the knowledge base is refused by the app',
    ],
  },
  {
    key: 'PRV',
    title: 'Consent and privacy',
    module: 'consent',
    since: '2.3.1',
    requirements: [
      [
        'Consent before data',
        'The app shall not process health data before the user has consented to the current privacy notice.',
      ],
      [
        'Consent can be withdrawn',
        'The app shall let the user withdraw consent at any time and shall then delete the data.',
      ],
      ['No data leaves the device', 'The app shall not transmit answers or results unless the user shares them.'],
      ['No health data in logs', 'Diagnostic logs shall not hold answers, results or profile data.'],
    ],
    units: [
      'consentGate',
      'consentVersion',
      'withdrawConsent',
      'shareConfirmation',
      'logRedaction',
      'networkPolicy',
      'noticeView',
    ],
    behaviours: [
      'blocks the assessment without consent',
      'asks again after a new notice',
      'deletes the data on withdrawal',
      'sends nothing by itself',
      'redacts health data',
    ],
    integrations: [
      'no connection carries answers during an assessment',
      'withdrawal empties the stores',
      'new privacy notice asks for consent again',
      'diagnostic log of an assessment holds no answers',
      'share sheet opens only after confirmation',
      'app without consent shows the notice only',
    ],
  },
  {
    key: 'AUD',
    title: 'Audit log and summary',
    module: 'audit',
    since: '2.3.1',
    requirements: [
      [
        'Every assessment is logged',
        'The app shall log time, versions, answers and recommendation of each assessment on the device.',
      ],
      ['Log is complete', 'The log shall hold each entry exactly once and in the order of events.'],
      [
        'Summary for the physician',
        'The app shall create a summary that a physician can read in the language of the device.',
      ],
      ['Log ages out', 'Log entries shall be deleted after 24 months.'],
    ],
    units: ['appendEntry', 'readLog', 'summaryDocument', 'ageOut', 'entryOrder', 'versionStamp', 'logCipher'],
    behaviours: [
      'writes each entry once',
      'keeps the order of events',
      'stamps the versions',
      'survives a sudden stop',
      'forgets entries older than 24 months',
    ],
    integrations: [
      'assessment leaves exactly one entry',
      'summary and log name the same recommendation',
      'log survives a kill during writing',
      'summary is complete in each language',
      'log entries of the former release can be read',
      'age-out leaves newer entries alone',
    ],
  },
  {
    key: 'SEC',
    title: 'Access and transport security',
    module: 'security',
    since: '2.3.1',
    requirements: [
      ['Pinned transport', 'Connections to the update service shall use TLS 1.2 or later with a pinned public key.'],
      ['App lock', 'The app shall offer a lock by biometrics or device code and shall lock after five minutes.'],
      ['Tampered app', 'The app shall refuse to start when its signature is not the manufacturer\u2019s.'],
      ['Screen content hidden', 'The app shall hide its content in the list of recent apps.'],
    ],
    units: ['pinStore', 'tlsPolicy', 'appLock', 'lockTimer', 'signatureCheck', 'recentsCover', 'secureRandom'],
    behaviours: [
      'refuses an unknown public key',
      'refuses TLS 1.1',
      'locks after the permitted time',
      'refuses a foreign signature',
      'holds no secret in memory after locking',
    ],
    integrations: [
      'update service with a foreign certificate is refused',
      'app locked in the background asks for the code',
      're-signed package does not start',
      'recent apps show the cover',
      'backup key of the pin set is accepted',
      'expired certificate with the right key is refused',
    ],
  },
  {
    key: 'ACC',
    title: 'Language and accessibility',
    module: 'ui',
    since: '2.3.1',
    requirements: [
      ['Languages', 'All texts of the app shall be available in German, English and French.'],
      ['Large text', 'Every screen shall stay readable and usable with the text size of the device up to 200 %.'],
      ['Screen reader', 'Every screen shall be usable with VoiceOver and TalkBack.'],
      [
        'Supported systems',
        'The app shall list the supported operating systems and warn on one that is not among them.',
      ],
    ],
    units: ['translate', 'plurals', 'textScale', 'labelledControl', 'supportedSystems', 'focusOrder', 'contrast'],
    behaviours: [
      'has a text in each language',
      'keeps its layout at 130 % text size',
      'has a name for the screen reader',
      'follows the order of reading',
      'falls back to English',
    ],
    integrations: [
      'each screen in each language has no untranslated text',
      'language switch during an assessment keeps the answers',
      'screen reader reads the recommendation first',
      'unsupported system shows the warning once a day',
      'text size of the device reaches each screen',
      'focus returns to the question after a dialog',
    ],
  },
  {
    key: 'PED',
    title: 'Pediatric pathway',
    module: 'engine/pediatric',
    since: '2.4.0',
    requirements: [
      [
        'Age bands',
        'The app shall use separate pathways for under 3 months, 3 to 35 months, 3 to 11 years and 12 to 17 years.',
      ],
      [
        'Under three months',
        'For a child under three months with fever the app shall recommend medical care today or emergency care, never less.',
      ],
      ['Caregiver answers', 'Questions on a child under 12 years shall address the caregiver.'],
      [
        'Dehydration signs',
        'The pediatric pathway shall ask for signs of dehydration with vomiting, diarrhea and fever.',
      ],
    ],
    units: ['ageBand', 'ageInMonths', 'feverInfant', 'caregiverText', 'dehydration', 'pediatricFlags', 'bandBoundary'],
    behaviours: [
      'chooses the band at its lower boundary',
      'chooses the band at its upper boundary',
      'never recommends less than care today for an infant with fever',
      'addresses the caregiver',
      'asks for signs of dehydration',
    ],
    integrations: [
      'age from the profile selects the pediatric pathway',
      'infant with fever leads to care today or emergency',
      'twelfth birthday switches to questions in the second person',
      'reference cases of the pediatric panel give the expected outcome',
      'pediatric texts exist in each language',
      'adult pathways are unchanged by the pediatric ones',
    ],
  },
];

/** Returns the areas that a version has. */
export function areasOf(version: string): readonly Area[] {
  return AREAS.filter(({ since }) => since <= version);
}

/** Returns the requirements of a version, four an area, such as `SRS-RES-02`. */
export function requirementsOf(version: string): readonly Requirement[] {
  return areasOf(version).flatMap((area) =>
    area.requirements.map(([title, text], index) => ({
      id: `SRS-${area.key}-0${index + 1}`,
      area: area.key,
      title,
      text,
    })),
  );
}
