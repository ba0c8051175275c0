import { existsSync } from 'node:fs';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { CALIBRATION_FILE, readCalibration } from '../adapters/terminal/calibration-file.ts';
import { Assistant } from './assistant/assistant.ts';
import type { Calibration } from './engine/confidence.ts';
import { type Config, SHIPPED_KNOWLEDGE, civilDateIn, todayIn } from './config.ts';
import { stampEngine } from './engine-stamp.ts';
import { HouseFiles, upgradeKnowledge } from './house-files.ts';
import { findErrors } from './knowledge/checks/index.ts';
import type { KeptAt } from './knowledge/files/kept-file.ts';
import { Interned } from './knowledge/interned.ts';
import { KnowledgeError } from './knowledge/problem.ts';
import { readKnowledge } from './knowledge/read-folder.ts';
import type { KnowledgeDocuments } from './knowledge/snapshot.ts';
import { CrewJudge } from './moderation/judge.ts';
import { Crew } from './moderation/preview/crew.ts';
import { type Moderation, createModeration } from './moderation/moderation.ts';
import { ServedEngine } from './served-engine.ts';
import { readSnapshot } from './storage/knowledge-documents.ts';
import { openStore } from './storage/open-store.ts';
import { refreshCopy, seedFolder, seedStore } from './storage/seed.ts';
import { StoreOwned } from './storage/errors.ts';
import type { Repositories, Store, StoreHealth } from './storage/store.ts';

/** How a part of the program is doing; `fault` says what is wrong, in words for who looks after it. */
export interface PartHealth {
  readonly name: string;
  readonly fault: string | undefined;
  /** Nobody who asks notices: the program as a whole is well. */
  readonly isMinor?: boolean;
}

export interface Health extends StoreHealth {
  readonly ok: boolean;
  readonly entries: number;
  readonly parts: readonly PartHealth[];
}

/** The program opened: its store, and the assistant over what the store says. */
export class House {
  /** Where moderators see open cases. */
  readonly desks: string[] = [];
  readonly assistant: Assistant<Repositories>;
  readonly moderation: Moderation;
  /** None with PostgreSQL. */
  files: HouseFiles | undefined;
  readonly #parts: (() => PartHealth)[] = [];
  readonly #closing: (() => Promise<void>)[] = [];

  constructor(
    readonly config: Config,
    readonly store: Store,
    readonly served: ServedEngine,
    judge: CrewJudge,
  ) {
    this.assistant = new Assistant<Repositories>({
      engine: () => served.current,
      ledger: store,
      today: () => todayIn(config),
      publicUrl: config.publicUrl,
      desks: () => this.desks,
    });
    this.onClose(() => served.close());
    this.onClose(() => judge.close());
    this.moderation = createModeration({
      store,
      judge,
      review: config.review,
      fileEdits: config.fileEdits,
      civilDate: (moment) => civilDateIn(config.timeZone, new Date(moment)),
      now: Date.now,
    });
    this.watch(() => ({ name: 'knowledge', fault: served.fault }));
  }

  /** Asks a part how it is at every look at the program's health. */
  watch(part: () => PartHealth): void {
    this.#parts.push(part);
  }

  /** Is done when the house is closed, last first, before the store. */
  onClose(close: () => Promise<void>): void {
    this.#closing.unshift(close);
  }

  async health(): Promise<Health> {
    const parts = this.#parts.map((part) => part());
    const isWell = parts.every(({ fault, isMinor }) => fault === undefined || isMinor === true);
    const stored = await this.store.health();
    const { entries } = this.served.snapshot;
    return { ok: isWell, entries: entries.size, parts, ...stored };
  }

  async close(): Promise<void> {
    for (const close of this.#closing) await close();
    await this.store.close();
  }
}

/** Where what took long to make is kept for the next process. */
function keptIn({ dataDir }: Config): Readonly<Partial<Record<'keptProfiles' | 'keptResults', KeptAt>>> {
  const stamp = stampEngine();
  if (stamp === undefined) return {};
  return {
    keptProfiles: { file: join(dataDir, 'profiles.bin'), stamp },
    keptResults: { file: join(dataDir, 'results.bin'), stamp },
  };
}

const OWNER_WAIT_MS = 250;

/** Another command may have the store open for a moment: waits for it, not for a process that takes commands by now. */
async function openPatiently(
  config: Config,
  patienceMs: number,
  isTaken: () => Promise<boolean>,
): Promise<Store> {
  const until = performance.now() + patienceMs;
  for (;;)
    try {
      return await openStore(config);
    } catch (error) {
      if (!(error instanceof StoreOwned) || performance.now() > until || (await isTaken())) throw error;
      await wait(OWNER_WAIT_MS);
    }
}

const holdsKnowledge = async (folder: string): Promise<boolean> =>
  existsSync(folder) && (await readdir(folder)).some((name) => name.endsWith('.yaml'));

/** An empty store begins with the editors' files, or with the shipped ones where there are none. */
async function seed(store: Store, config: Config): Promise<void> {
  let documents: KnowledgeDocuments | undefined;
  if ((await store.read.revisions.last()) === 0) {
    const folder = (await holdsKnowledge(config.knowledgeDir)) ? config.knowledgeDir : SHIPPED_KNOWLEDGE;
    const knowledge = await readKnowledge(folder);
    const errors = findErrors(knowledge);
    if (errors.length > 0) throw new KnowledgeError(errors);
    documents = knowledge.documents;
    await seedStore(store, documents, { shipped: SHIPPED_KNOWLEDGE, isOwn: folder !== SHIPPED_KNOWLEDGE });
  }
  // With PostgreSQL, files are for import and export only.
  if (config.databaseUrl === undefined)
    await seedFolder(store, SHIPPED_KNOWLEDGE, config.knowledgeDir, documents);
}

/** The folder's own calibration; the shipped one where it has none, or an older one: that is not of this engine. */
async function readHouseCalibration(
  store: Store,
  { knowledgeDir }: Config,
  onFault: (error: unknown) => void,
): Promise<Calibration> {
  const own = join(knowledgeDir, CALIBRATION_FILE);
  const shipped = await readCalibration(SHIPPED_KNOWLEDGE);
  if (!existsSync(own)) return shipped;
  await refreshCopy(store, CALIBRATION_FILE, SHIPPED_KNOWLEDGE, knowledgeDir);
  const version = Number(/"version": (\d+)/.exec(await readFile(own, 'utf8'))?.[1] ?? NaN);
  if (!(version < shipped.version)) return readCalibration(knowledgeDir);
  onFault(
    new Error(
      `${own} is version ${version}, older than the program's ${shipped.version}, which is used instead: npm run shuwen -- calibrate --write fits one to this knowledge`,
    ),
  );
  return shipped;
}

/** What a house is opened with besides its settings. */
type HouseParts = ReturnType<typeof keptIn> & {
  readonly crew: Crew;
  readonly onFault: (error: unknown) => void;
};

/** Fills a store that is empty, and puts an engine over what it says that follows every revision. */
async function furnish(store: Store, config: Config, parts: HouseParts): Promise<House> {
  const { onFault } = parts;
  await seed(store, config);
  const interned = new Interned();
  const common = { ...parts, calibration: await readHouseCalibration(store, config, onFault) };
  const served = await ServedEngine.open({ read: () => readSnapshot(store, interned), ...common });
  store.onRevision((revision) => void served.follow(revision));
  const judge = new CrewJudge({ today: () => todayIn(config), ...common });
  const house = new House(config, store, served, judge);
  // What is here already is served either way.
  await upgradeKnowledge(house, onFault).catch(onFault);
  // With PostgreSQL, files are for import and export only.
  if (config.databaseUrl === undefined) {
    house.files = new HouseFiles(house, onFault);
    house.files.startWriting();
  }
  return house;
}

/** What comes next, and is made ready for while the store is opened. */
interface ToCome {
  /** A draft or its preview. */
  readonly isToJudge?: boolean;
  /** How long another command that has the store open is waited for. */
  readonly patienceMs?: number;
  /** Whether the process that has the store open takes commands by now, so that it need not be waited for. */
  readonly isTaken?: () => Promise<boolean>;
}

/**
 * Opens the store and what is over it.
 * @throws StoreOwned when another process has the store open
 * @throws KnowledgeError when an empty store cannot be filled, as the knowledge has errors
 */
export async function openHouse(
  config: Config,
  onFault: (error: unknown) => void,
  { isToJudge = false, patienceMs = 5_000, isTaken = () => Promise.resolve(false) }: ToCome = {},
): Promise<House> {
  const kept = keptIn(config);
  const crew = new Crew(kept.keptProfiles);
  if (isToJudge) crew.start();
  let store: Store | undefined;
  try {
    store = await openPatiently(config, patienceMs, isTaken);
    return await furnish(store, config, { ...kept, crew, onFault });
  } catch (error) {
    await crew.close();
    await store?.close();
    throw error;
  }
}
