import type { Block, Inline } from '../../../src/knowledge/markdown.ts';

const InlineText = ({ content }: { readonly content: readonly Inline[] }) => (
  <>
    {content.map((node) => {
      switch (node.kind) {
        case 'text':
          return node.text;
        case 'break':
          return <br />;
        case 'bold':
          return (
            <strong>
              <InlineText content={node.content} />
            </strong>
          );
        case 'link':
          return (
            <a href={node.url} rel="noreferrer">
              <InlineText content={node.content} />
            </a>
          );
      }
    })}
  </>
);

const List = ({ ordered, items }: Extract<Block, { readonly kind: 'list' }>) => {
  const lines = items.map((content) => (
    <li>
      <InlineText content={content} />
    </li>
  ));
  return ordered ? <ol>{lines}</ol> : <ul>{lines}</ul>;
};

/** The text of an answer. */
export const Blocks = ({ blocks }: { readonly blocks: readonly Block[] }) => (
  <>
    {blocks.map((block) =>
      block.kind === 'list' ? (
        <List {...block} />
      ) : (
        <p>
          <InlineText content={block.content} />
        </p>
      ),
    )}
  </>
);
