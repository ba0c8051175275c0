import { CST } from 'yaml';

/**
 * Whether a parsed stream nests deeper than `limit` collections. Asked before composing, because the composer
 * recurses, and near the end of the stack V8 ends the whole process ("RegExpCompiler Allocation failed").
 */
export function nestsTooDeeply(tokens: readonly CST.Token[], limit: number): boolean {
  let level: readonly CST.Token[] = tokens.flatMap((token) =>
    token.type === 'document' && token.value ? [token.value] : [],
  );
  for (let depth = 0; depth <= limit; depth += 1) {
    level = level.flatMap(childrenOf);
    if (level.length === 0) return false;
  }
  return true;
}

const childrenOf = (token: CST.Token): CST.Token[] =>
  CST.isCollection(token)
    ? token.items.flatMap((item) => [item.key, item.value]).filter((child) => child != null)
    : [];
