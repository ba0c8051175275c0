import { SHIPPED_KNOWLEDGE } from './config.ts';
import type { House } from './house.ts';
import { findErrors } from './knowledge/checks/index.ts';
import { CheckpointWriter } from './knowledge/files/checkpoint-writer.ts';
import { Checkpoint } from './knowledge/files/checkpoint.ts';
import { FileEdits, type RefusedEdit } from './knowledge/files/file-edits.ts';
import { rememberingParser } from './knowledge/files/remembering-parser.ts';
import { publishEdits } from './publish-edits.ts';
import type { DocumentChange } from './knowledge/revision.ts';
import { fileLedgerOf } from './storage/checkpoint-files.ts';
import { documentLedgerOf } from './storage/file-documents.ts';
import { upgradeSeed } from './storage/seed-upgrade.ts';
import { takeEdits } from './take-edits.ts';

/** Tells whoever looks after the program, once. */
type Tell = (told: string) => void;

/** Brings in what a new version of the program ships; what was changed here too is drafted. */
export async function upgradeKnowledge({ store, moderation }: House, tell: Tell): Promise<void> {
  const upgraded = await upgradeSeed({
    store,
    shipped: SHIPPED_KNOWLEDGE,
    check: findErrors,
    offer: (changes) =>
      takeEdits(
        {
          moderation,
          listOpen: () => store.read.drafts.listOpen(),
          program: 'upgrade',
          comment:
            'The upgrade brings another text than the one that was changed here. 升级带来的文本与本地修改不同。',
        },
        changes,
      ),
  });
  if (!upgraded) return;
  const { taken, offered, gone, faults } = upgraded;
  if (taken.length > 0) tell(`the upgrade brought ${taken.join(', ')}`);
  if (offered.length > 0)
    tell(`changed here and by the upgrade, to be decided among the drafts: ${offered.join(', ')}`);
  if (gone.length > 0) tell(`no longer shipped, kept here: ${gone.join(', ')}`);
  for (const fault of faults) tell(`of the upgrade's knowledge this could not be taken over: ${fault}`);
}

/** Makes drafts of what was changed in a file, or publishes it, as FILE_EDITS says. */
export async function draftEdits(
  { config, store, moderation }: House,
  changes: readonly DocumentChange[],
): Promise<readonly RefusedEdit[]> {
  if (config.fileEdits === 'live') return publishEdits(store, changes, Date.now);
  const comment = 'Edited in the knowledge files. 在知识文件中修改。';
  return takeEdits(
    { moderation, listOpen: () => store.read.drafts.listOpen(), program: 'file', comment },
    changes,
  );
}

/** The readable files of a house, which follow every publish. */
export class HouseFiles {
  readonly #checkpoint: Checkpoint;
  readonly #writer: CheckpointWriter;
  #edits: FileEdits | undefined;

  constructor(
    private readonly house: House,
    private readonly tell: Tell,
  ) {
    const { config, store } = house;
    this.#checkpoint = new Checkpoint(config.knowledgeDir, fileLedgerOf(store));
    this.#writer = new CheckpointWriter({
      checkpoint: this.#checkpoint,
      documents: documentLedgerOf(store),
      onRevision: (listener) => store.onRevision(listener),
      onBehind: (behind) => {
        for (const { file, reason } of behind) tell(`the readable files are behind: ${file}: ${reason}`);
      },
    });
    house.watch(() => ({ name: 'files', fault: this.#describe(), isMinor: true }));
  }

  startWriting(): void {
    this.#writer.start();
    this.house.onClose(() => this.#writer.stop());
  }

  /** Notices edits from now on, first those that were made while no process ran. */
  startWatching(): void {
    const { config, store } = this.house;
    const edits = new FileEdits({
      checkpoint: this.#checkpoint,
      files: fileLedgerOf(store),
      documents: documentLedgerOf(store),
      check: findErrors,
      sink: (changes) => draftEdits(this.house, changes),
      parse: config.fileEdits === 'live' ? rememberingParser() : undefined,
      onTaken: () => void this.#writer.catchUp(),
      onTrouble: (trouble) => {
        for (const line of trouble) this.tell(`a change in the knowledge files was not taken over: ${line}`);
      },
    });
    edits.start();
    this.#edits = edits;
    this.house.onClose(() => edits.stop());
  }

  #describe(): string | undefined {
    const behind = this.#writer.behind.map(({ file, reason }) => `behind: ${file}: ${reason}`);
    const told = [...(this.#edits?.trouble ?? []), ...behind];
    return told.length === 0 ? undefined : told.join('; ');
  }
}
