import { type CST, Lexer, Parser } from 'yaml';

/**
 * The syntax tree of a YAML text, or nothing where it nests deeper than `limit` collections. Such a text must not get
 * further: the composer recurses, and near the end of the stack V8 ends the whole process.
 */
export function parseShallow(text: string, limit: number): CST.Token[] | undefined {
  const parser = new Parser();
  const tokens: CST.Token[] = [];
  for (const lexeme of new Lexer().lex(text)) {
    tokens.push(...parser.next(lexeme));
    if (parser.stack.length > limit) return undefined;
  }
  tokens.push(...parser.end());
  return tokens;
}
