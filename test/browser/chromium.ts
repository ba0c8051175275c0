import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const executablePath = process.env['CHROMIUM'] ?? '/usr/bin/chromium';

/** Why the browser tests cannot run here; undefined when they can. Continuous integration must have the browser. */
export const whySkipped: string | undefined =
  existsSync(executablePath) || process.env['CI'] !== undefined
    ? undefined
    : `skipped: no Chromium at ${executablePath}; install it or set CHROMIUM`;

const QUIET = ['--disable-background-networking', '--disable-component-update', '--disable-sync'];

export const launchChromium = (): Promise<Browser> =>
  chromium.launch({
    executablePath,
    // Chromium has no sandbox for root.
    args: process.getuid?.() === 0 ? [...QUIET, '--no-sandbox'] : QUIET,
  });
