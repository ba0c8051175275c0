import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Folders } from './acknowledgement.ts';

const run = promisify(execFile);
const IMAGE_BYTES = 128 * 1024 * 1024;

/** A file system in a file: what was flushed is in the file, what was not is only in memory. */
class Disk {
  readonly #image: string;
  readonly folder: string;

  private constructor(image: string) {
    this.#image = image;
    this.folder = `${image}.mounted`;
  }

  static async format(image: string): Promise<Disk> {
    await writeFile(image, '');
    await truncate(image, IMAGE_BYTES);
    await run('mkfs.ext4', ['-q', '-F', image]);
    return Disk.mount(image);
  }

  static async mount(image: string): Promise<Disk> {
    const disk = new Disk(image);
    await mkdir(disk.folder, { recursive: true });
    await run('mount', ['-o', 'loop', image, disk.folder]);
    return disk;
  }

  async unmount(): Promise<void> {
    await run('umount', [this.folder]);
  }

  /** What would be on the disk if the power went now. */
  async copy(image: string): Promise<void> {
    await run('cp', ['--sparse=always', this.#image, image]);
  }
}

/** Why power cuts cannot be simulated here; undefined when they can. */
export async function findObstacle(): Promise<string | undefined> {
  const root = await mkdtemp(join(tmpdir(), 'shuwen-disk-'));
  try {
    const disk = await Disk.format(join(root, 'probe'));
    await disk.unmount();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message.trim().replaceAll('\n', ' ') : String(error);
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

interface Cutting<T> {
  /** The readable files to begin with. */
  readonly seed: string;
  /** Ends as the power goes. */
  readonly live: (folders: Folders) => Promise<T>;
  readonly judge: (folders: Folders, lived: T) => Promise<readonly string[]>;
}

/**
 * Lets a program live on two disks, one for the database and one for the files, so that the flushes of one do not
 * save the other; takes the power away and looks at what is left.
 */
export async function cutPower<T>({ seed, live, judge }: Cutting<T>): Promise<readonly string[]> {
  const root = await mkdtemp(join(tmpdir(), 'shuwen-disk-'));
  const before = [await Disk.format(join(root, 'data')), await Disk.format(join(root, 'files'))] as const;
  const foldersOn = ([data, files]: readonly [Disk, Disk]): Folders => ({
    data: join(data.folder, 'store'),
    knowledge: join(files.folder, 'knowledge'),
  });
  let after: readonly Disk[] = [];
  try {
    const folders = foldersOn(before);
    await cp(seed, folders.knowledge, { recursive: true });
    await mkdir(folders.data);
    await run('sync', ['-f', folders.data]);
    await run('sync', ['-f', folders.knowledge]);
    const lived = await live(folders);
    await Promise.all([before[0].copy(join(root, 'data-left')), before[1].copy(join(root, 'files-left'))]);
    const left = [
      await Disk.mount(join(root, 'data-left')),
      await Disk.mount(join(root, 'files-left')),
    ] as const;
    after = left;
    return await judge(foldersOn(left), lived);
  } finally {
    for (const disk of [...before, ...after]) await disk.unmount();
    await rm(root, { recursive: true, force: true });
  }
}
