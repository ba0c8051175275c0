/**
 * Words that carry a question and say nothing of its matter: pronouns, auxiliaries, light verbs, polite forms,
 * and the words for asking at all. Every entry can be asked about with them, so whether an entry's own texts
 * happen to use them tells nothing. Negation and the words of who, when, where and how much are no part of them:
 * they tell one entry from the next.
 */
const LIGHT_HAN = `
我 我们 我司 咱 咱们 本人 本公司 你 你们 您 您好 贵 贵司 他 他们 它 它们 她 大家 自己 各位 老师 人家
这 这个 这些 这样 这种 这里 这届 本届 那 那个 那些 那样 那么 那种 此 该 其 其中 某 某个 本 各 每 每个
如何 怎么 怎样 怎么样 咋 咋样 咋办 怎么办 如何办 什么 啥 哪些 哪个 哪种 何 何种 是否 能否 可否 会不会 能不能 可不可以 是不是 有没有 请问 问 问问 想问 问一下 请教 咨询 求 求助 求教
可以 可 能 能够 会 将 将会 应 应当 应该 需 需要 要 想 想要 打算 希望 准备 愿意
请 帮 帮忙 帮我 告诉 介绍 说明 解释 讲 讲讲 讲解 说 说说 谈 谈谈 聊聊 看 看看 了解 知道 清楚 听说 听 据说 明白 搞 搞清 搞懂 弄 弄清 给我
是 有 做 作 进行 开展 展开 从事 完成 做好 做到 采取 发生 出现 存在 属于 包括 涉及 通过 使用 利用 用 得到 获得 成为 作为 称为 叫 叫做 称 所称 所谓 指 指的
正在 已 已经 曾 曾经 目前 现在 如今 当前 现 现时 现阶段 刚刚 刚 马上 即将 一直 总是 经常 往往 一般 通常 平时
一下 一些 一个 一种 一点 一样 有些 有的 有关 相关 关于 对于 针对 根据 按照 依照 依据 对 就 而言 来说 来讲 方面 之间 以内 情况 情形 基本 具体 主要 到底 究竟 大概 大约 大致 左右 问题 事 事情 事项 东西 活动 工作 时候 期间 过程 过程中 方式 方法 模式 内容 意思
和 与 及 以及 或 或者 还是 还 也 都 又 再 就 才 只 只是 而 而且 并 并且 但 但是 不过 可是 如果 若 假如 的话 因为 由于 所以 因此 为了 为 为何 虽然 即使 无论 不管 除了 除 比如 例如 譬如
在 于 从 到 由 被 把 让 使 给 往 向 以 之 的 地 得 了 着 过 所 吗 呢 吧 啊 呀 么 嘛 啦 哦 哈 喂 诶 嗯 哎 好 好的 对吧 吗
很 太 最 更 比较 非常 十分 特别 真 真的 真正 确实 挺 蛮 全部 所有 任何 整个 完全 完 完了 等 等等 上 下 里 中 内 后 前 时 来 去 起 个 种 次 些
企业 公司 单位 处理者
`;

const LIGHT_WORDS = `
i i'm i've i'd we we're we've our ours us my me mine you your yours you're he she it its it's they their them one
this that these those there here such
what what's whats how's hows which is are was were be been being am do does did doing done has have had having
can could may might will would shall should must need needs want wants like wish
how please tell explain describe summarise summarize show give help know understand understanding learn ask asking asked question wonder wondering hear heard say said saying says think mean means meant
a an the of to in on at by for from with without within into onto as about over under per via through during between among
and or but nor so if then else than because since while though although also too either both each every any some all most more less much many few other another own same
get gets getting got go goes going make makes making made take takes taking taken use uses using used have work works working happen happens happening concern concerning involve involves involving regarding relate related relating relevant
exactly actually really basically generally usually currently just now still yet already ever again very quite rather simply only even
thing things matter issue case cases way ways kind kinds sort type types something anything everything someone anyone everyone somebody anybody
company companies firm firms business businesses enterprise enterprises organisation organisations organization organizations
hi hello hey dear sir thanks thank ok okay well yes let lets us
s t re ve ll d m
`;

const listed = (words: string): string[] => words.split(/\s+/).filter((word) => word !== '');

/** In the form in which the reader sees them: Han words as they stand, others by their stem. */
export const lightWords = (stem: (word: string) => string): ReadonlySet<string> =>
  new Set([...listed(LIGHT_HAN), ...listed(LIGHT_WORDS).flatMap((word) => [word, stem(word)])]);
