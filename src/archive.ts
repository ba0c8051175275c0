import type { Archive } from '../adapters/web/archive.ts';
import { civilDateIn } from './config.ts';
import type { House } from './house.ts';
import { entryId } from './knowledge/fields.ts';
import { storedEntry } from './knowledge/stored-documents.ts';

/** What the store keeps of the past, as the web page tells it. */
export function createArchive({ store, moderation, config }: House): Archive {
  const civilDate = (moment: number): string => civilDateIn(config.timeZone, new Date(moment));
  return {
    textAt: async (id, revision) => {
      const key = { kind: 'entry', id } as const;
      const standing = await store.read.revisions.standingAt(key, revision);
      if (!standing || standing.body === null) return undefined;
      return {
        entry: storedEntry.parse(standing.body),
        revision: standing.number,
        published: civilDate(standing.at),
        isCurrent: (await store.read.revisions.headOf(key)) === standing.number,
      };
    },
    withdrawn: async (id) => {
      const found = await moderation.withdrawn(id);
      return found && { reason: found.reason, replacedBy: found.replacedBy, on: civilDate(found.at) };
    },
    takeCorrections: async (destination) => {
      const corrections = await moderation.takeCorrections(destination);
      return [...new Set(corrections.map(({ entry }) => entryId.parse(entry)))];
    },
  };
}
