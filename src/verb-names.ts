/** Run in the process that was started. */
const OWN_VERBS = ['serve', 'slack', 'restore', 'calibrate', 'check'] as const;
export type OwnVerbName = (typeof OWN_VERBS)[number];

/** Need the store: run in the process that has it open, whoever typed the command. */
const HOUSE_VERBS = [
  'chat',
  'ask',
  'health',
  'forget',
  'export',
  'import',
  'backup',
  'draft',
  'preview',
  'review',
  'publish',
  'rollback',
  'withdraw',
  'history',
  'diff',
  'evidence',
  'overdue',
  'cases',
  'moderators',
] as const;
export type HouseVerbName = (typeof HOUSE_VERBS)[number];

export const isOwnVerb = (name: string): name is OwnVerbName => OWN_VERBS.some((known) => known === name);
export const isHouseVerb = (name: string): name is HouseVerbName =>
  HOUSE_VERBS.some((known) => known === name);
