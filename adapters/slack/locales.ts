import type { webApi } from '@slack/bolt';
import type { Language } from '../../src/knowledge/fields.ts';
import { readFailure } from './slack-errors.ts';

const KEPT_MS = 60 * 60_000;
const MOST = 10_000;

interface Known {
  readonly language: Language | undefined;
  readonly at: number;
}

/** The languages in which people have their Slack; kept for an hour. */
export class Locales {
  readonly #known = new Map<string, Known>();

  constructor(
    private readonly client: webApi.WebClient,
    private readonly now: () => number,
  ) {}

  /** Undefined where Slack does not say: the question alone decides then. */
  async languageOf(user: string): Promise<Language | undefined> {
    const known = this.#known.get(user);
    if (known && this.now() - known.at < KEPT_MS) return known.language;
    const language = await this.#ask(user);
    this.#known.delete(user);
    this.#known.set(user, { language, at: this.now() });
    const [oldest] = this.#known.keys();
    if (this.#known.size > MOST && oldest !== undefined) this.#known.delete(oldest);
    return language;
  }

  async #ask(user: string): Promise<Language | undefined> {
    try {
      const { user: found } = await this.client.users.info({ user, include_locale: true });
      if (found?.locale === undefined || found.locale === '') return undefined;
      return found.locale.toLowerCase().startsWith('zh') ? 'zh' : 'en';
    } catch (error) {
      // Left the workspace, a missing scope, a busy server: no reason to keep the answer back.
      readFailure(error);
      return undefined;
    }
  }
}
