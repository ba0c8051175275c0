import type { Language } from '../../src/knowledge/fields.ts';

/** Words that only the terminal needs; all others are in `src/assistant/wording.ts`. */
interface TerminalWording {
  readonly welcome: (entries: number) => string;
  readonly help: readonly (readonly [command: string, meaning: string])[];
  readonly labelled: (label: string, text: string) => string;
  readonly oneStepBack: string;
  readonly noStepBack: string;
  readonly noSuchNumber: (most: number) => string;
  readonly noSuchCommand: (command: string) => string;
  readonly languageSet: string;
  readonly languageUsage: string;
  readonly brokenText: string;
  readonly fault: string;
}

export const TERMINAL_WORDING: Readonly<Record<Language, TerminalWording>> = {
  zh: {
    welcome: (entries) => `数问：${entries}条答案。请直接提问；/help 查看用法。`,
    help: [
      ['问题', '用一句话提问，中文、英文都可以'],
      ['1, 2, 3…', '按编号选择'],
      ['b', '指引中退回上一步'],
      ['/lang zh|en', '换一种语言'],
      ['/help', '显示本说明'],
      ['/quit', '退出（或按 Ctrl-D）'],
    ],
    labelled: (label, text) => `${label}：${text}`,
    oneStepBack: '退回上一步',
    noStepBack: '没有上一步可退。',
    noSuchNumber: (most) => `没有这个编号，请输入 1 到 ${most}，或用文字提问。`,
    noSuchCommand: (command) => `没有“${command}”这个命令；输入 /help 查看用法。`,
    languageSet: '以下使用中文。',
    languageUsage: '请输入 /lang zh 或 /lang en。',
    brokenText: '收到的文字不是有效的 UTF-8（可能是 GBK），请改用 UTF-8。',
    fault: '程序出错，没有得出答案；请换一种问法。',
  },
  en: {
    welcome: (entries) => `Shuwen: ${entries} answers. Just ask; /help tells how.`,
    help: [
      ['a question', 'ask in a sentence, in Chinese or English'],
      ['1, 2, 3…', 'take a choice by its number'],
      ['b', 'one step back in a guide'],
      ['/lang zh|en', 'change the language'],
      ['/help', 'show this'],
      ['/quit', 'leave (or press Ctrl-D)'],
    ],
    labelled: (label, text) => `${label}: ${text}`,
    oneStepBack: 'one step back',
    noStepBack: 'There is no step to go back to.',
    noSuchNumber: (most) => `There is no such number: type 1 to ${most}, or ask in words.`,
    noSuchCommand: (command) => `There is no command "${command}"; /help lists them.`,
    languageSet: 'In English from here on.',
    languageUsage: 'Type /lang zh or /lang en.',
    brokenText: 'What arrived is not valid UTF-8 (perhaps GBK): send UTF-8.',
    fault: 'Something went wrong and there is no answer; ask in another way.',
  },
};
