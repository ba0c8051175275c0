import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { TOPIC_FILE } from './topic-file.ts';

/** A second entry of the topic file. */
const SEAL_ENTRY = TOPIC_FILE.slice(TOPIC_FILE.indexOf('  - id:'))
  .replace('legal-effect', 'seal')
  .replace('有效吗？', '印章有用吗？')
  .replace('Is it valid?', 'Does a seal do?')
  .replace('有没有效', '盖章行不行')
  .replace('is it good', 'will a stamp do');

/** A small knowledge folder as an editor writes it: a topic of two entries. */
export async function writeKnowledgeFolder(folder: string): Promise<void> {
  await mkdir(join(folder, 'guides'), { recursive: true });
  await writeFile(join(folder, 'e-signature.yaml'), `# 电子签名\n${TOPIC_FILE}${SEAL_ENTRY}`);
  await writeFile(
    join(folder, 'glossary.yaml'),
    'terms:\n  - { id: esl, kind: instrument, zh: 电子签名法, en: ESL }\n',
  );
  await writeFile(join(folder, 'golden.yaml'), 'questions:\n  - { text: 天气如何, expect: nothing }\n');
  await writeFile(join(folder, 'probes.yaml'), 'questions:\n  - { text: 今天吃什么, expect: nothing }\n');
}
