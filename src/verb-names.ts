/** Run in the process that was started. */
const OWN = ['serve', 'slack', 'restore', 'calibrate', 'check'] as const;
export type OwnVerbName = (typeof OWN)[number];

/** Need the store: run in the process that has it open, whoever typed the command. */
const ON_HOUSE = [
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
export type HouseVerbName = (typeof ON_HOUSE)[number];

export const isOwnVerb = (name: string): name is OwnVerbName => OWN.some((known) => known === name);
export const isHouseVerb = (name: string): name is HouseVerbName => ON_HOUSE.some((known) => known === name);
