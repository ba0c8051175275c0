import { LogLevel, type Logger } from '@slack/bolt';

const inWords = (parts: readonly unknown[]): string =>
  parts.map((part) => (part instanceof Error ? `${part.name}: ${part.message}` : String(part))).join(' ');

/** What Slack's own library has to say, as far as it is for people: no texts of questions. */
export const quietLogger = (log: (line: string) => void): Logger => ({
  debug: () => undefined,
  info: () => undefined,
  warn: (...parts: unknown[]) => {
    log(`Slack: ${inWords(parts)}`);
  },
  error: (...parts: unknown[]) => {
    log(`Slack: ${inWords(parts)}`);
  },
  setLevel: () => undefined,
  getLevel: () => LogLevel.WARN,
  setName: () => undefined,
});
