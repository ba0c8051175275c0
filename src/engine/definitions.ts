import type { Term } from '../knowledge/glossary.ts';
import { compare } from './agreement.ts';
import { without, type NameMention, type Names } from './entities/names.ts';
import { readSubject } from './entities/subject.ts';
import type { Profile } from './profile.ts';
import { isLight, readRuns } from './text/tokens.ts';

// Whoever asks no more than what something is. Each form leaves what is asked after in `what`.
const FORMS: readonly RegExp[] = [
  /^(?:到底|究竟)?(?:什么(?:才)?(?:叫做?|是)|啥(?:叫|是)|何[谓为]|(?:应)?(?:如何|怎么|怎样)(?:理解|定义|界定))(?<what>.+)$/,
  /^(?:能否|可否|能不能|可以)?(?:解释|介绍)(?:一下|下)?(?<what>.+?)(?:的(?:基本|大致|总体)?(?:情况|概况|含义|概念))?$/,
  /^(?<what>.+?)(?:到底|究竟|具体)?(?:是指?|指的?是?|意思是|(?:的)?(?:定义|含义|概念|意思)(?:是指?)?)(?:个)?(?:什么|啥)(?:意思|东西|概念|含义)?$/,
  /^(?<what>.+?)(?:什么|啥)意思$/,
  /^(?<what>.+?)(?:到底|究竟)?是(?:干|做)(?:什么|啥)(?:用)?的$/,
  /^(?<what>.+?)(?:应)?(?:如何|怎么|怎样)(?:理解|定义|界定)$/,
  /^(?<what>.+?)的?(?:定义|含义|概念|基本概念|简介|概况|基本情况)$/,
  /^(?:what|who)(?:'?s| is| are| was| were)(?: meant by)?(?: exactly| actually| really)? (?<what>.+?)(?: about| exactly| in brief)?$/,
  /^(?:what|who)(?: exactly| actually) (?:is|are) (?<what>.+)$/,
  /^what(?: exactly)? do(?:es)? (?<what>.+?) (?:mean|stand for|refer to|do)$/,
  /^(?:please )?(?:define|explain|describe|introduce)(?: to me)? (?<what>.+)$/,
  /^(?:please |can you |could you )*(?:tell me|explain)(?: more)?(?: about)? what (?<what>.+) (?:is|are|means?)$/,
  /^(?:please |can you |could you )*tell (?:me|us)(?: more)? about (?<what>.+)$/,
  /^(?:what(?:'?s| is) )?(?:the )?(?:meaning|definition|concept) of (?<what>.+)$/,
  /^(?<what>.+?) (?:meaning|definition|explained)$/,
  /^how (?:is|are) (?<what>.+?) (?:defined|to be understood)$/,
];
// What comes before and after a question without being part of it.
const OPENING =
  /^(?:(?:请问|请教|想问|问)(?:一下|下)?|我想(?:知道|了解)(?:一下)?|请|hi|hello|你好|您好)[\s,，:：]*/;
const WITHIN = /^《[^》]*》(?:中|里)?(?:所称|所说|规定|提到)?的?/;
const CLOSING = /[\s\p{P}呢呀啊吗]*$/u;

/** What a question asks the meaning of, if it asks nothing else. @param text normalised */
export function readDefinition(text: string): string | undefined {
  const bare = text.replace(CLOSING, '').replace(OPENING, '').replace(WITHIN, '');
  for (const form of FORMS) {
    const what = form.exec(bare)?.groups?.['what']?.trim();
    if (what) return what;
  }
  return undefined;
}

// What a thing may be called besides its name: "the AEO scheme", 单独同意制度.
const KINDS = new Set([
  'scheme',
  'regime',
  'programme',
  'program',
  'system',
  'mechanism',
  'concept',
  'term',
  '制度',
  '机制',
  '概念',
  '术语',
]);

/** Whether anything but names is said. */
const saysMore = (text: string, mentions: readonly NameMention[]): boolean =>
  readRuns(without(text, mentions)).some(({ words }) =>
    words.some((word) => !isLight(word) && !KINDS.has(word)),
  );

const isDetail = ({ named }: NameMention): boolean => named.kind === 'word';

/** Finds the entry that tells what a term is, for a question that asks just that: the glossary names it. */
export class Definitions {
  readonly #profiles = new Map<string, Profile>();

  constructor(
    terms: readonly Term[],
    profiles: readonly Profile[],
    private readonly names: Names,
  ) {
    const byEntry = new Map(
      profiles.flatMap((profile) =>
        profile.candidate.kind === 'entry' ? [[profile.candidate.entry.id, profile]] : [],
      ),
    );
    for (const { id, explainedBy } of terms) {
      const profile = explainedBy && byEntry.get(explainedBy);
      if (profile) this.#profiles.set(id, profile);
    }
  }

  /** @param text normalised */
  find(text: string): Profile | undefined {
    const what = readDefinition(text);
    if (what === undefined) return undefined;
    const mentions = this.names.find(what);
    if (mentions.some(isDetail) || saysMore(what, mentions)) return undefined;
    const [matter, ...others] = mentions.filter(({ named }) => named.kind === 'concept');
    const only = mentions.length === 1 ? mentions[0] : matter;
    const profile = only && others.length === 0 ? this.#profiles.get(only.named.id) : undefined;
    if (!profile) return undefined;
    const { missing, passing } = compare(readSubject(what, this.names), profile, this.names);
    return missing.length + passing.length === 0 ? profile : undefined;
  }
}
