import type { ChildProcessWithoutNullStreams } from 'node:child_process';

/** What has been written once it holds a text; fails when the stream ends first. */
export async function waitFor(child: ChildProcessWithoutNullStreams, wanted: string): Promise<string> {
  let output = '';
  for await (const chunk of child.stdout.iterator({ destroyOnReturn: false })) {
    output += String(chunk);
    if (output.includes(wanted)) return output;
  }
  throw new Error(`ended before "${wanted}" came: ${output}`);
}
