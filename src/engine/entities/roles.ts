/** How far a cue may stand from a name, in UTF-16 units. */
const REACH = 32;

const alternatives = (words: string): string => words.trim().split(/\s+/).join('|');

const NEGATOR =
  /(?:\b(?:no|not|non|without|excluding|never|isn't|aren't|doesn't|don't)\b[\s-]?(?:an?\s|any\s|the\s)?(?:\w+\s)?|不含|不包含|不包括|没有|没|无|不涉及|不是|非)$/;

const PARTY_ZH =
  alternatives(`母公司 子公司 分公司 总部 公司 企业 厂商 客户 客商 买家 卖家 买方 卖方 用户 消费者 个人(?!信息|数据) 居民
  合作方 合作伙伴 供应商 经销商 代理 团队 同事 员工 工程师 仓库 仓 海外仓 服务器 机房 云 平台 站点 站 法院 大学 高校 银行 政府出`);
const PARTY_EN =
  alternatives(`parent headquarters hq subsidiary affiliate branch company companies firms? business businesses
  manufacturers? sellers? suppliers? buyers? customers? clients? consumers? users? partners? distributors? importers? team
  colleagues? staff engineers? warehouse servers? office cloud platforms? bank`);
const PARTY_AFTER = new RegExp(`^(?:的|方面?的?|[ -]based)?\\s?(?:${PARTY_ZH}|(?:${PARTY_EN})\\b)`);

const SENDING_ZH = alternatives('寄 发 传 运 卖 送 交 转 出口 提供 存 放 备份 同步 镜像 储存 托管');
const SENDING_EN =
  alternatives(`ships? shipped shipping sends? sending sent sells? selling sold exports? exporting exported
  transfer transferred transferring moved? moving mirrored? stored? hosted located based post delivered? deliver parcels? goods servers?
  registry issued made`);
const DESTINATION_BEFORE = new RegExp(
  `(?:(?:${SENDING_ZH})(?:给|到|往|去|在|至)?|给|我们在|人在|位于|` +
    `(?:\\b(?:${SENDING_EN})|\\bwe are)\\s(?:it |them |goods |data |this |personal data |our data |parcels )?(?:to|in|into|at|for|with)\\s(?:an?\\s|the\\s)?)$`,
);

/** Whether the words before a name deny it: "without sensitive data", "不含敏感个人信息". */
export const isNegated = (before: string): boolean => NEGATOR.test(before.slice(-REACH));

/** Whether a place is named only as where a party or a destination is: "our German parent", "寄给日本客户". */
export const isParty = (before: string, after: string): boolean =>
  PARTY_AFTER.test(after.slice(0, REACH)) || DESTINATION_BEFORE.test(before.slice(-REACH));
