import { readFile, readdir } from 'node:fs/promises';
import { afterAll, describe, expect, it, test } from 'vitest';
import { createArchive } from '../../src/archive.ts';
import { type Config, readConfig } from '../../src/config.ts';
import { type House, openHouse } from '../../src/house.ts';
import { entryId } from '../../src/knowledge/fields.ts';
import { StoreOwned } from '../../src/storage/errors.ts';
import { aKnowledgeFolder } from '../adapters/terminal/command.ts';
import { startPostgresOrExplain } from '../fakes/postgres.ts';

const LEGAL_EFFECT = entryId.parse('legal-effect');
const KEY = { kind: 'entry', id: LEGAL_EFFECT } as const;

const faults: unknown[] = [];
const open = (config: Config): Promise<House> => openHouse(config, (error) => faults.push(error));

const shortAnswerOf = ({ assistant }: House): string | undefined =>
  assistant.engine.snapshot.entries.get(LEGAL_EFFECT)?.shortAnswer.en;

/** Publishes another short answer. @returns the revision */
async function publish({ store, assistant }: House, en: string): Promise<number> {
  const entry = assistant.engine.snapshot.entries.get(LEGAL_EFFECT);
  const body = { ...entry, shortAnswer: { zh: '改了。', en } };
  const base = (await store.read.revisions.headOf(KEY)) ?? null;
  const appended = await store.write(({ revisions }) =>
    revisions.append([{ ...KEY, base, body, weight: 'cosmetic' }], 'lin'),
  );
  if (appended.kind !== 'appended') throw new Error('nobody else publishes');
  return appended.to;
}

/** Resolves when a house has heard of a revision by itself and serves it. */
const servedBy = (house: House): Promise<void> =>
  new Promise((resolve) => {
    const stop = house.store.onRevision((revision) => {
      stop();
      void house.served.follow(revision).then(resolve);
    });
  });

const describeHouse = (extra: () => Promise<Readonly<Record<string, string>>>): void => {
  it('begins with the editors’ files, and keeps what was published when it is opened again', async () => {
    await using folder = await aKnowledgeFolder();
    const config = readConfig({ ...folder.env, ...(await extra()) });
    const first = await open(config);
    expect(shortAnswerOf(first)).toBe('It is.');
    const served = servedBy(first);
    await publish(first, 'It is indeed.');
    await served;
    expect(shortAnswerOf(first)).toBe('It is indeed.');
    await first.close();
    const second = await open(config);
    expect(shortAnswerOf(second)).toBe('It is indeed.');
    expect((await second.store.read.revisions.history(KEY)).map(({ person }) => person)).toEqual([
      'seed',
      'lin',
    ]);
    await second.close();
  });

  it('keeps every text at the address of its revision, and says why one was withdrawn', async () => {
    await using folder = await aKnowledgeFolder();
    const house = await open(readConfig({ ...folder.env, ...(await extra()) }));
    const archive = createArchive(house);
    const seeded = (await house.store.read.revisions.headOf(KEY)) ?? 0;
    const to = await publish(house, 'It is indeed.');
    expect(await archive.textAt(LEGAL_EFFECT, to - 1)).toMatchObject({
      revision: seeded,
      isCurrent: false,
      entry: { shortAnswer: { en: 'It is.' } },
    });
    expect(await archive.textAt(LEGAL_EFFECT, to)).toMatchObject({ revision: to, isCurrent: true });
    expect(await archive.textAt(LEGAL_EFFECT, seeded - 1)).toBeUndefined();
    expect(await archive.withdrawn(LEGAL_EFFECT)).toBeUndefined();
    const note = JSON.stringify({ reason: { zh: '废止', en: 'Repealed' } });
    await house.store.write(({ revisions }) =>
      revisions.append([{ ...KEY, base: to, body: null, weight: 'cosmetic', note }], 'lin'),
    );
    expect(await archive.withdrawn(LEGAL_EFFECT)).toMatchObject({ reason: { en: 'Repealed' } });
    expect(await archive.textAt(LEGAL_EFFECT, to)).toMatchObject({ isCurrent: false });
    await house.close();
  });

  it('records a turn whole: the question, who was shown what, and what to refer to', async () => {
    await using folder = await aKnowledgeFolder();
    const house = await open(readConfig({ ...folder.env, ...(await extra()) }));
    const person = await house.store.write(({ people }) =>
      people.identify({ platform: 'slack', tenant: 'T1', user: 'U1' }),
    );
    const asking = { conversation: 'slack:T1/D1', person, destination: 'slack:T1/D1' };
    const turn = await house.assistant.choose('legal-effect', asking);
    expect(await house.store.read.deliveries.find(turn.delivery ?? 0)).toMatchObject({
      entry: 'legal-effect',
      language: 'zh',
      person,
      destination: 'slack:T1/D1',
    });
    await house.assistant.ask('谢谢', asking);
    expect(await house.store.read.questions.listOf(person, 5)).toMatchObject([
      { text: '谢谢', outcome: 'social' },
    ]);
    expect(await house.store.read.conversations.load('slack:T1/D1')).toMatchObject({ entry: 'legal-effect' });
    await house.close();
  });

  it('goes on with the last good knowledge when a revision cannot be served, and says so', async () => {
    await using folder = await aKnowledgeFolder();
    const house = await open(readConfig({ ...folder.env, ...(await extra()) }));
    faults.length = 0;
    const served = servedBy(house);
    await house.store.write(({ revisions }) =>
      revisions.append([{ kind: 'entry', id: 'broken', base: null, body: {}, weight: 'cosmetic' }], 'lin'),
    );
    await served;
    // The readable files cannot follow either, which is told in words.
    expect(faults.filter((fault) => fault instanceof Error)).toHaveLength(1);
    expect(shortAnswerOf(house)).toBe('It is.');
    const health = await house.health();
    expect(health.ok).toBe(false);
    expect(health.parts.find(({ name }) => name === 'knowledge')?.fault).toContain('cannot be served');
    await house.close();
  });
};

describe('the house on SQLite', { timeout: 60_000 }, () => {
  describeHouse(() => Promise.resolve({}));

  it('is refused to a second process, which is told the pid', async () => {
    await using folder = await aKnowledgeFolder();
    const config = readConfig(folder.env);
    const house = await open(config);
    await expect(open(config)).rejects.toThrow(StoreOwned);
    await house.close();
  });

  it('copies the shipped files for the editors where there are none', async () => {
    await using folder = await aKnowledgeFolder();
    const config = readConfig({ DATA_DIR: folder.env['DATA_DIR'] });
    const house = await open(config);
    expect(await readdir(config.knowledgeDir)).toContain('glossary.yaml');
    expect(await readFile(`${config.knowledgeDir}/glossary.yaml`, 'utf8')).toBe(
      await readFile('knowledge/glossary.yaml', 'utf8'),
    );
    await house.close();
  });
});

const server = await startPostgresOrExplain();
if (typeof server === 'string')
  test.skip(`the house on PostgreSQL: no server could be started (${server})`, () => undefined);
else
  describe('the house on PostgreSQL', { timeout: 60_000 }, () => {
    afterAll(() => server.stop(), 60_000);
    const database = async () => ({ DATABASE_URL: await server.createDatabase() });
    describeHouse(database);

    it('serves what another replica published', async () => {
      await using folder = await aKnowledgeFolder();
      const config = readConfig({ ...folder.env, ...(await database()) });
      const [one, other] = [await open(config), await open(config)];
      const served = servedBy(other);
      await publish(one, 'It is, says the other.');
      await served;
      expect(shortAnswerOf(other)).toBe('It is, says the other.');
      await Promise.all([one.close(), other.close()]);
    });
  });
