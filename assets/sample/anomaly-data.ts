/** One anomaly as the issue tracker holds it. */
export interface AnomalyEntry {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly affectedFunction: string;
  readonly reproduction: string;
  readonly severity: string;
  readonly foundIn: string;
  readonly foundOn: string;
  readonly evaluation: string;
  readonly residual: readonly [severity: string, probability: string];
  readonly hazards: readonly string[];
  readonly riskControls: readonly string[];
  readonly requirements: readonly string[];
  /** First release in which it was known, and the release that closed it. */
  readonly since: '2.3.1' | '2.4.0';
  readonly closed: { readonly version: string; readonly change: string; readonly requirement: string } | null;
}

export const ANOMALIES: readonly AnomalyEntry[] = [
  {
    id: 'A-2023-041',
    title: 'Symptom search does not find plural forms of some compound words in German',
    description:
      'Searching for "Kopfschmerzattacken" gives no hit although "Kopfschmerz" exists. The user has to enter the stem.',
    affectedFunction: 'Symptom intake, search',
    reproduction: 'Device in German; start an assessment; enter "Kopfschmerzattacken" in the search field.',
    severity: 'minor',
    foundIn: '2.2.0',
    foundOn: '2023-07-11',
    evaluation:
      'No symptom can be chosen that was not meant, and the body-site picker leads to the same symptom. The assessment cannot be continued without a symptom, so that no recommendation arises from the missing hit.',
    residual: ['S2', 'P2'],
    hazards: ['H-08'],
    riskControls: ['RC-8.2'],
    requirements: ['SRS-INT-01'],
    since: '2.3.1',
    closed: null,
  },
  {
    id: 'A-2023-049',
    title: 'Age confirmation is skipped after switching the language during the profile question',
    description: 'A language switch while the age is being confirmed counts the question as answered.',
    affectedFunction: 'User profile, age confirmation',
    reproduction: 'Start an assessment; on the age question switch the language of the device; return to the app.',
    severity: 'major',
    foundIn: '2.2.1',
    foundOn: '2023-09-05',
    evaluation:
      'The stored date of birth is used, which the user had confirmed at the assessment before. A pathway of another age group needs a profile that belongs to somebody else; the question for whom the assessment is stays in place.',
    residual: ['S3', 'P1'],
    hazards: ['H-04'],
    riskControls: ['RC-4.1'],
    requirements: ['SRS-PRF-01'],
    since: '2.3.1',
    closed: { version: '2.4.0', change: 'CR-2024-028', requirement: 'SRS-PRF-01' },
  },
  {
    id: 'A-2023-058',
    title: 'VoiceOver reads the urgency symbol twice',
    description:
      'On the result screen VoiceOver announces the symbol and its text separately, which repeats the urgency level.',
    affectedFunction: 'Result screen, screen reader',
    reproduction: 'Turn VoiceOver on; finish any assessment; move the focus to the urgency badge.',
    severity: 'minor',
    foundIn: '2.3.0',
    foundOn: '2023-11-21',
    evaluation:
      'Both announcements name the same level, so that the recommendation is repeated, not changed. Usability test UT-R7 with four blind participants found no misunderstanding.',
    residual: ['S1', 'P4'],
    hazards: ['H-12'],
    riskControls: ['RC-12.2'],
    requirements: ['SRS-ACC-03'],
    since: '2.3.1',
    closed: null,
  },
  {
    id: 'A-2024-009',
    title: 'Summary breaks long medicine names over the page margin',
    description: 'Names of more than 60 characters are cut at the right margin of the printed summary.',
    affectedFunction: 'Summary for the physician, print layout',
    reproduction: 'Enter a medicine with more than 60 characters; create the summary; print it on A4.',
    severity: 'minor',
    foundIn: '2.3.0',
    foundOn: '2024-01-16',
    evaluation:
      'The beginning of the name and the strength in the following column stay legible. The screen shows the whole name. The summary states that it does not replace the medication plan.',
    residual: ['S2', 'P2'],
    hazards: ['H-13'],
    riskControls: ['RC-13.1'],
    requirements: ['SRS-AUD-03'],
    since: '2.3.1',
    closed: null,
  },
  {
    id: 'A-2024-015',
    title: 'Audit entry is written twice after the app is stopped while saving',
    description:
      'When the system stops the app between writing and confirming an entry, the entry is written again at the next start.',
    affectedFunction: 'Audit log',
    reproduction: 'Set a breakpoint before the confirmation; stop the process; start the app.',
    severity: 'minor',
    foundIn: '2.3.0',
    foundOn: '2024-02-02',
    evaluation:
      'Both entries are identical and carry the same time. A reader sees a repeated assessment; the recommendation given is not affected, and no entry is lost.',
    residual: ['S1', 'P2'],
    hazards: ['H-13'],
    riskControls: ['RC-13.1'],
    requirements: ['SRS-AUD-02'],
    since: '2.3.1',
    closed: { version: '2.4.0', change: 'CR-2024-029', requirement: 'SRS-AUD-02' },
  },
  {
    id: 'A-2024-022',
    title: 'App lock asks for the code twice after the device was restarted',
    description:
      'On some devices the biometric service starts late; the lock falls back to the code and then asks again.',
    affectedFunction: 'Access, app lock',
    reproduction: 'Galaxy A12; restart the device; open the app within ten seconds.',
    severity: 'minor',
    foundIn: '2.3.0',
    foundOn: '2024-02-20',
    evaluation:
      'Entry takes about five seconds longer. The emergency number can be dialled from the locked screen of the device and from the first screen of the app, which lies before the lock.',
    residual: ['S2', 'P3'],
    hazards: ['H-10'],
    riskControls: ['RC-10.1'],
    requirements: ['SRS-SEC-02'],
    since: '2.3.1',
    closed: null,
  },
  {
    id: 'A-2024-036',
    title: 'Duration question shows the unit "days" for a duration of one day',
    description: 'The French text uses the plural for one day ("1 jours").',
    affectedFunction: 'Symptom intake, duration question',
    reproduction: 'Device in French; answer the duration question with one day.',
    severity: 'minor',
    foundIn: '2.3.1',
    foundOn: '2024-04-04',
    evaluation:
      'A grammatical error without another meaning: number and unit are correct, and the engine receives the number only.',
    residual: ['S1', 'P3'],
    hazards: ['H-12'],
    riskControls: ['RC-12.1'],
    requirements: ['SRS-ACC-01'],
    since: '2.3.1',
    closed: null,
  },
  {
    id: 'A-2024-044',
    title: 'Update of the knowledge base is tried again without pause when storage is full',
    description:
      'With full storage the download starts anew every few seconds until the app is closed, which drains the battery.',
    affectedFunction: 'Knowledge base update',
    reproduction: 'Fill the storage to less than 5 MB; start the app with an update available.',
    severity: 'minor',
    foundIn: '2.3.1',
    foundOn: '2024-05-06',
    evaluation:
      'The former knowledge base stays in use and is complete. The battery is drained faster while the app is open; assessments can be carried out meanwhile.',
    residual: ['S2', 'P2'],
    hazards: ['H-10'],
    riskControls: ['RC-10.2'],
    requirements: ['SRS-OFF-03'],
    since: '2.3.1',
    closed: { version: '2.4.0', change: 'CR-2024-030', requirement: 'SRS-OFF-03' },
  },
  {
    id: 'A-2024-052',
    title: 'Time of the result is shown in the former time zone after travelling',
    description:
      'A result that is open while the time zone changes shows the time of the former zone until it is opened again.',
    affectedFunction: 'Result screen, time',
    reproduction: 'Finish an assessment; change the time zone of the device; look at the open result.',
    severity: 'minor',
    foundIn: '2.3.1',
    foundOn: '2024-05-14',
    evaluation:
      'Expiry after six hours is computed in coordinated universal time and is not affected. The shown time may be hours off for the few users who travel within these six hours; the notice "outdated" appears in time.',
    residual: ['S2', 'P1'],
    hazards: ['H-07'],
    riskControls: ['RC-7.1'],
    requirements: ['SRS-RES-04'],
    since: '2.3.1',
    closed: null,
  },
  {
    id: 'A-2024-079',
    title: 'Caregiver wording is missing in one follow-up question on skin rash',
    description: 'In the band 3 to 11 years one follow-up question addresses the child ("Does your skin itch?").',
    affectedFunction: 'Pediatric pathway, skin rash',
    reproduction: 'Profile of a child of six years; symptom "rash"; answer "yes" to "spreading".',
    severity: 'minor',
    foundIn: '2.4.0',
    foundOn: '2024-08-27',
    evaluation:
      'The caregiver can answer the question for the child; its two answers lead to the same recommendation. The clinical panel judged a misunderstanding as without effect on the level.',
    residual: ['S2', 'P2'],
    hazards: ['H-04'],
    riskControls: ['RC-4.1'],
    requirements: ['SRS-PED-03'],
    since: '2.4.0',
    closed: null,
  },
  {
    id: 'A-2024-083',
    title: 'Emergency number is updated up to one minute after crossing a border',
    description:
      'After changing the mobile network the former number is shown until the next check of the network country.',
    affectedFunction: 'Red-flag detection, emergency number',
    reproduction: 'Change the network country in the simulator while the emergency recommendation is open.',
    severity: 'major',
    foundIn: '2.4.0',
    foundOn: '2024-09-10',
    evaluation:
      'In all countries of intended use 112 works beside the national number and is shown with it. A wrong national number for at most one minute therefore does not prevent the call.',
    residual: ['S4', 'P1'],
    hazards: ['H-05'],
    riskControls: ['RC-5.1'],
    requirements: ['SRS-RED-03'],
    since: '2.4.0',
    closed: null,
  },
  {
    id: 'A-2024-087',
    title: 'Triage result screen renders incorrectly on Android 9 devices with font scaling >150%',
    description:
      'With font scaling above 150 % the explanation overlaps the list of reasons on Android 9. The recommended action above them is complete and legible.',
    affectedFunction: 'Result screen, layout',
    reproduction: 'Nokia 6.1 with Android 9; set the font size to the largest step (200 %); finish any assessment.',
    severity: 'minor',
    foundIn: '2.4.0',
    foundOn: '2024-09-26',
    evaluation:
      'Does not change the triage output, only visual rendering; the user can still read the recommendation. Mitigated by the label, which recommends supported operating system versions (Android 10 or later), and by the warning of the app.',
    residual: ['S2', 'P2'],
    hazards: ['H-12'],
    riskControls: ['RC-12.3'],
    requirements: ['SRS-ACC-02'],
    since: '2.4.0',
    closed: null,
  },
  {
    id: 'A-2024-091',
    title: '"About" shows the former knowledge base version until the app is restarted',
    description:
      'After an update the new knowledge base is in use at once, but "About" shows the former version until the next start.',
    affectedFunction: 'Knowledge base update, About screen',
    reproduction: 'Install an update of the knowledge base; open "About" without restarting the app.',
    severity: 'minor',
    foundIn: '2.4.0',
    foundOn: '2024-10-02',
    evaluation:
      'The engine uses the new knowledge base, which the audit entry of each assessment records correctly. Only the information for support is out of date until the next start.',
    residual: ['S1', 'P3'],
    hazards: ['H-06'],
    riskControls: ['RC-6.2'],
    requirements: ['SRS-OFF-04'],
    since: '2.4.0',
    closed: null,
  },
  {
    id: 'A-2024-094',
    title: 'Share sheet offers the summary in the former language after a language switch',
    description:
      'A summary that was created before the language switch is offered again instead of being created anew.',
    affectedFunction: 'Summary for the physician, sharing',
    reproduction: 'Create a summary in German; switch the device to French; share the summary.',
    severity: 'minor',
    foundIn: '2.4.0',
    foundOn: '2024-10-09',
    evaluation:
      'The content of the summary is correct and complete in the former language. The user sees the preview before it is shared and can create it anew.',
    residual: ['S2', 'P2'],
    hazards: ['H-13'],
    riskControls: ['RC-13.1'],
    requirements: ['SRS-AUD-03'],
    since: '2.4.0',
    closed: null,
  },
];
