import { counted } from './counted.ts';
import { type ExitCode, type Terminal, UsageError } from './terminal.ts';
import { write } from './write.ts';

/** A web page being served. */
interface Served {
  readonly url: string;
  close(): Promise<void>;
}

export interface Serving {
  /** A line for each chat platform: on, or off and why. */
  readonly platforms: readonly string[];
  readonly entries: number;
  readonly topics: number;
  readonly publicUrl: string | undefined;
  readonly start: () => Promise<Served>;
  /** Ends everything else that was begun. */
  readonly close: () => Promise<void>;
}

/** Thrown where the address cannot be served on, in words for the one who starts it. */
export class AddressError extends Error {
  override readonly name = 'AddressError';
}

/** A fault of the system's is told in the server's own words; any other is a fault of ours. */
async function startAt({ start }: Serving): Promise<Served> {
  try {
    return await start();
  } catch (error) {
    if (error instanceof Error && error.cause instanceof Error && 'code' in error.cause)
      throw new AddressError(error.message, { cause: error.cause });
    throw error;
  }
}

const announce = ({ entries, topics, publicUrl, platforms }: Serving, url: string): string => `
Shuwen 数问
On   the web page 网页: ${url}
On   the knowledge 知识: ${counted(entries, 'entry', 'entries')} in ${counted(topics, 'topic')} ${entries} 条、${topics} 个主题
${
  publicUrl === undefined
    ? 'Off  permanent links in chat, as PUBLIC_URL is not set 聊天中不附固定链接（未设 PUBLIC_URL）'
    : `On   permanent links 固定链接: ${publicUrl}/e/…`
}
${platforms.join('\n')}
Stop with Ctrl-C. 按 Ctrl-C 停止。
`;

/** Resolves at the first signal to stop; the second ends the process at once. */
const stopAsked = (): Promise<void> =>
  new Promise((resolve) => {
    let isAsked = false;
    for (const signal of ['SIGINT', 'SIGTERM'] as const)
      process.on(signal, () => {
        if (isAsked) process.exit(1);
        isAsked = true;
        resolve();
      });
  });

/** Serves until it is told to stop. */
export async function serve(
  args: readonly string[],
  { output }: Terminal,
  open: () => Promise<Serving>,
): Promise<ExitCode> {
  if (args.length > 0)
    throw new UsageError(`serve takes no options, but was given ${args.join(' ')}: see .env.example`);
  const serving = await open();
  const served = await startAt(serving).catch(async (error: unknown) => {
    await serving.close();
    throw error;
  });
  const stopped = stopAsked();
  await write(output, announce(serving, served.url));
  await stopped;
  await write(output, '\nStopping. 正在停止。\n');
  await served.close();
  await serving.close();
  return 0;
}
