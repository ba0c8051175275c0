import { type ParseArgsConfig, parseArgs } from 'node:util';
import { LANGUAGES, type Language } from '../../src/knowledge/fields.ts';
import { UsageError } from './terminal.ts';

export const USAGE = `Shuwen 数问: vetted trade-policy answers 贸易政策问答

  npm start                      serve 启动服务
  npm run chat                   talk in the terminal 在终端中提问
  npm run -s ask -- "question"   one answer; without a question, from standard input 问一题
  npm run -s shuwen -- <verb>    any of these 任一命令:

serve                 the web page and the chat platforms 网页与聊天平台
chat   --lang zh|en   the asker's own language 提问者的语言
ask    --lang zh|en
       --json         one JSON object
       --explain      why this is the answer, for editors; nothing is recorded 说明理由
       --jsonl        one JSON object out for each line in; nothing is recorded:
                      {"id":…,"text":…} or {"id":…,"choose":…}, with "conversation"; {"id":…,"list":"entries"}
check [folder]        the knowledge files; --json 检查知识文件
calibrate [folder]    fit the confidence anew 重新校准
       --write        make it the calibration; without, only the report 写入校准文件
       --json         the calibration and its report
health                how the program is doing; exit 1 when something is wrong; --json 运行状况
slack manifest        the Slack app's manifest; --url https://…/slack/events for HTTP mode Slack 应用清单
forget <account>      erase a person: platform/workspace/user; --yes, --json 删除一个人的记录
export <file|->       all that is published; --force, --json 导出
       --format yaml|json|csv|xlsx   where the file's name does not tell it
import <file|->       what a file would change; --format, --json 导入
       --write        import it: as drafts, or at once with FILE_EDITS=live
backup <file>         the whole store, while it is in use; --json 备份
restore <file>        into an empty data folder; --json 恢复
       --replace      in place of the store there, which is kept beside

Moderating, as --as <name> (left out: the user of this computer); --lang, --json 编辑与发布:
draft <document> --set field=value …   also --question, --withdraw-zh/-en, --edits file.json, --draft n 起草
draft list | show n | discard n        a document: an entry’s id, guide/<id>, topic/<id>, glossary, golden
preview n             whose answers change 预览影响
review n approve|request --version v   --sign name, --comment 审核
publish n --substantive|--cosmetic     --confirm people 发布
rollback <document> revision --substantive|--cosmetic 回退
withdraw <entry> --reason-zh … --reason-en … --substantive|--cosmetic
                      --replaced-by id, --questions replacement|nothing|remove 撤下
history <document>, diff <document> [from] [to], diff --draft n 历史与差异
evidence <account|destination> <day>   what we told them, word for word 证据
overdue, cases, cases answer n text, cases close n 待复核与待答复
moderators list|add|link|revoke|token|revoke-token <name>
                      --role moderator|publisher, --account platform/workspace/user, --label, --days 人员

While one process serves, the other commands run in it, over data/shuwen.sock. 服务运行时，其他命令在其中执行。

Settings are in .env; .env.example explains them. 设置见 .env.example。
Exit: 0 done, 1 a fault, 2 called in the wrong way.
`;

/**
 * Options and words of a command line.
 * @throws UsageError
 */
export function parseOptions<T extends ParseArgsConfig>(config: T): ReturnType<typeof parseArgs<T>> {
  try {
    return parseArgs(config);
  } catch (error) {
    if (error instanceof TypeError) throw new UsageError(error.message, { cause: error });
    throw error;
  }
}

/** @throws UsageError for anything but zh and en */
export function parseLanguage(given: string | undefined): Language | undefined {
  const language = LANGUAGES.find((known) => known === given);
  if (given !== undefined && !language) throw new UsageError(`--lang ${given} is not known: give zh or en`);
  return language;
}
