import type { Language } from '../knowledge/fields.ts';
import type { Choice, Reply, ShownEntry, ShownSource, TrailStep } from './reply.ts';
import { type ReplyTable, showReply } from './reply-table.ts';
import { WORDING, describeAbstention, describeNotice } from './wording.ts';

interface ProtocolSource {
  readonly instrument: string;
  readonly article: string | undefined;
  readonly title: string;
  readonly url: string | undefined;
  readonly published: string | undefined;
  readonly confirmed: string;
}

export interface ProtocolChoice {
  /** What to send back as `choose`: an entry's id, or a guide's path. */
  readonly entry: string;
  readonly label: string;
  readonly difference: string | undefined;
}

/** A reply as one flat JSON object: what programs get, over HTTP and in batches. What is `undefined` has no key in JSON. */
export interface ProtocolReply {
  readonly outcome: Reply['kind'];
  readonly language: Language;
  readonly confidence: number;
  readonly entry: {
    readonly id: string;
    readonly revision: number;
    readonly topic: string;
    readonly jurisdictions: readonly string[];
    readonly basis: readonly string[];
  } | null;
  readonly shortAnswer: string;
  readonly text: string;
  readonly notices: readonly string[];
  readonly asOf: string | null;
  readonly reviewer: string | null;
  readonly permalink: string | null;
  readonly sources: readonly ProtocolSource[];
  readonly choices: readonly ProtocolChoice[];
  /** Only where a guide led to or asks this. */
  readonly trail: readonly TrailStep[] | undefined;
  readonly elapsedMs: number;
}

const NOTHING_SHOWN = {
  entry: null,
  shortAnswer: '',
  text: '',
  notices: [],
  asOf: null,
  reviewer: null,
  permalink: null,
  sources: [],
  choices: [],
  trail: undefined,
} as const;

const toSource = ({
  instrument,
  article,
  title,
  url,
  published,
  confirmed,
}: ShownSource): ProtocolSource => ({
  instrument,
  article,
  title,
  url,
  published,
  confirmed,
});

/** A choice as programs see it. */
export const toProtocolChoice = ({ id, label, difference }: Choice): ProtocolChoice => ({
  entry: id,
  label,
  difference,
});

const toEntryFields = (entry: ShownEntry) => ({
  ...NOTHING_SHOWN,
  entry: {
    id: entry.id,
    revision: entry.revision,
    topic: entry.topic,
    jurisdictions: entry.jurisdictions,
    basis: entry.basis,
  },
  asOf: entry.asOf,
  reviewer: entry.reviewer ?? null,
  permalink: entry.permalink ?? null,
  sources: entry.sources.map(toSource),
});

type Shown = Omit<ProtocolReply, 'outcome' | 'language' | 'confidence' | 'elapsedMs'>;

const SHOWN: ReplyTable<undefined, Shown> = {
  answered: ({ entry, notices, trail, language }) => ({
    ...toEntryFields(entry),
    shortAnswer: entry.shortAnswer,
    text: entry.text,
    notices: notices.map((notice) => describeNotice(notice, language)),
    trail: trail.length > 0 ? trail : undefined,
  }),
  withheld: ({ entry, notices, language }) => ({
    ...toEntryFields(entry),
    text: WORDING[language].withheld,
    notices: notices.map((notice) => describeNotice(notice, language)),
  }),
  ambiguous: ({ choices }) => ({ ...NOTHING_SHOWN, choices: choices.map(toProtocolChoice) }),
  guided: ({ question, options, trail }) => ({
    ...NOTHING_SHOWN,
    text: question,
    choices: options.map(toProtocolChoice),
    trail,
  }),
  abstained: (reply) => ({
    ...NOTHING_SHOWN,
    text: describeAbstention(reply),
    choices: reply.nearest.map(toProtocolChoice),
  }),
  social: ({ act, language }) => ({ ...NOTHING_SHOWN, text: WORDING[language].social[act] }),
};

/** @param elapsedMs how long the reply took, for the one who measures */
export function toProtocol(reply: Reply, elapsedMs: number): ProtocolReply {
  const { kind: outcome, language, confidence } = reply;
  return { outcome, language, confidence, ...showReply(SHOWN, reply, undefined), elapsedMs };
}
