import type { Slip } from '../slip.js';

/** Rows of config/: what a plan or the law says, changed by a word. */
export const SLIPS: Slip[] = [
  {
    file: 'config/commitments/law.yaml',
    right: `    extension: { maxTimes: 1, maxLength: 15d }`,
    wrong: `    extension: { maxTimes: 1, maxLength: 30d }`,
    slip: 'a request for data may be extended by 30 days',
    harm: 'a request for her data takes twice as long as the law allows',
    caught: 'libs/catalogue/src/shipped-clocks.spec.ts',
  },
  {
    file: 'config/commitments/house.yaml',
    right: `    public: false
`,
    wrong: ``,
    slip: 'an internal rule of the house is public',
    harm: 'the public reads of a rule that is no promise',
    caught: 'libs/catalogue/src/shipped-clocks.spec.ts',
  },
  {
    file: 'config/commitments/house.yaml',
    right: `[ASSIGNED, REFERRED, CORRECTION_REQUESTED, INTERIM_REPLIED, REPLIED, NO_ACTION, TRANSFERRED]`,
    wrong: `[ASSIGNED, REFERRED, CORRECTION_REQUESTED, REPLIED, NO_ACTION, TRANSFERRED]`,
    slip: 'an interim answer is no first step',
    harm: 'a promise that was kept counts as broken',
    caught: 'libs/catalogue/src/shipped-clocks.spec.ts',
  },
  {
    file: 'config/commitments/law.yaml',
    right: `    cancelOn: [CO_HANDLING_RECALLED, CLOSED, NO_ACTION, WITHDRAWN, MERGED, TRANSFERRED]`,
    wrong: `    cancelOn: [CLOSED, NO_ACTION, WITHDRAWN, MERGED, TRANSFERRED]`,
    slip: 'an opinion that was recalled is still due',
    harm: 'a unit breaks a promise that no one asks it for any more',
    caught: 'libs/catalogue/src/shipped-clocks.spec.ts',
  },
  {
    file: 'config/commitments/ida.yaml',
    right: `    every: 1m
    times: 4
`,
    wrong: `    every: 1m
`,
    slip: 'the switchboard is tested once a month, not four times',
    harm: 'the plan is kept by a quarter',
    caught: 'libs/catalogue/src/shipped-clocks.spec.ts',
  },
  {
    file: 'config/commitments/ida.yaml',
    right: `    startOn: [DISSATISFIED]
    stopOn: [SUPPLEMENTARY_REPLIED, REPLIED]`,
    wrong: `    startOn: [DISSATISFIED]
    stopOn: [REPLIED]`,
    slip: 'a further answer does not keep the five days',
    harm: 'five days are broken though she was answered',
    caught: 'libs/catalogue/src/shipped-clocks.spec.ts',
  },
  {
    file: 'config/commitments/law.yaml',
    right: `    length: 15d
    startOn: [RECEIVED, CONFIRMED, ADOPTED, REOPENED]`,
    wrong: `    length: 15d
    startOn: [RECEIVED, CONFIRMED, ADOPTED]`,
    slip: 'a request for data that is opened again has no limit',
    harm: 'a reopened request has no end',
    caught: 'libs/catalogue/src/shipped-clocks.spec.ts',
  },
  {
    file: 'config/services/demo.yaml',
    right: `    kind: DATA_SUBJECT_ACCESS
    channels: [WEB, COUNTER, LETTER]
    attachments: []
`,
    wrong: `    kind: DATA_SUBJECT_ACCESS
    channels: [WEB, COUNTER, LETTER]
`,
    slip: 'files can be attached to a request for data',
    harm: 'papers about a person are uploaded where none are needed',
    caught: 'libs/catalogue/src/shipped-services.spec.ts',
  },
  {
    file: 'config/services/sme.yaml',
    right: `    confirmation: { withinDays: 3 }`,
    wrong: `    confirmation: { withinDays: 30 }`,
    slip: 'a report waits 30 days to be confirmed',
    harm: 'the page says 3 days and the desk waits 30',
    caught: 'libs/catalogue/src/shipped-services.spec.ts',
  },
  {
    file: 'config/services/sme.yaml',
    right: `    channels: [PHONE, COUNTER, WEB, CHATBOT]`,
    wrong: `    channels: [PHONE, COUNTER, WEB]`,
    slip: 'the chat takes no advice',
    harm: 'questions from the chat cannot be logged',
    caught: 'libs/catalogue/src/shipped-services.spec.ts',
  },
  {
    file: 'config/services/demo.yaml',
    right: `    decision: { amount: true, document: true }`,
    wrong: `    decision: { amount: true }`,
    slip: 'the document of a decision is not asked for',
    harm: 'a decision is closed without the document that told it',
    caught: 'libs/catalogue/src/shipped-services.spec.ts',
  },
  {
    file: 'config/tasks/house.yaml',
    right: `    endsOn: [CORRECTED, SUPPLEMENTED, CORRECTION_LAPSED]`,
    wrong: `    endsOn: [CORRECTED, CORRECTION_LAPSED]`,
    slip: 'a reminder stays open though what was missing has come',
    harm: 'she is called about papers that she has sent',
    caught: 'libs/catalogue/src/task-kinds.spec.ts',
  },
  {
    file: 'config/imports/boston-311.yaml',
    right: `    values: { Open: RECEIVED, Closed: CLOSED }`,
    wrong: `    values: { Open: RECEIVED, Closed: NO_ACTION }`,
    slip: 'what Boston closed counts as not acted on',
    harm: 'twenty thousand answered cases count as not acted on',
    caught: 'libs/intake/src/import/shipped-mappings.spec.ts',
  },
  {
    file: 'config/imports/roc-big5.yaml',
    right: `移轉: TRANSFERRED,`,
    wrong: `移轉: WITHDRAWN,`,
    slip: 'what the old system transferred counts as withdrawn',
    harm: 'the history says that she withdrew',
    caught: 'libs/intake/src/import/shipped-mappings.spec.ts',
  },
  {
    file: 'config/templates/lookup-code.yaml',
    right: `    如果您曾收過其他查詢碼，同一案件請以最新一則為準。
`,
    wrong: ``,
    slip: 'the message does not say that only the newest code works',
    harm: 'she tries a code that ended',
    caught: 'libs/notices/src/words/shipped-words.spec.ts',
  },
  {
    file: 'config/templates/referral-replied.yaml',
    right: '案件{caseNumber}協處單位已回覆。查詢：{site}',
    wrong: '案件{caseNumber}協處單位已回覆。',
    slip: 'an SMS does not say where to look',
    harm: 'who has no mail does not find her case',
    caught: 'libs/notices/src/words/shipped-words.spec.ts',
  },
  {
    file: 'config/templates/partner-unreached.yaml',
    right: '連續 3 次',
    wrong: '連續 2 次',
    slip: 'the message to the owner says two attempts, not three',
    harm: 'the owner decides before the team has done what was agreed',
    caught: 'test/docs/numbers-in-words.spec.ts',
  },
  {
    file: 'config/commitments/ida.yaml',
    right: `  - id: ida.internal-survey
    kind: recurring
    public: false
`,
    wrong: `  - id: ida.internal-survey
    kind: recurring
`,
    slip: 'a duty within the agency is shown to the public',
    harm: 'the page of promises says what was promised to no citizen',
    caught: 'libs/catalogue/src/shipped-promises.spec.ts',
  },
];
