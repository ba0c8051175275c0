// Packages whose types are missing, or cannot be resolved under NodeNext; these declare the little that is used.
declare module '@nlpjs/lang-en-min' {
  export class StemmerEn {
    /** Stems lower-case English words in place of order. */
    stem(words: readonly string[]): string[];
    /** What it stemmed before. */
    cache: Record<string, string>;
  }
}

declare module '@nlpjs/neural' {
  type Activation = Readonly<Record<string, number>>;
  export class NeuralNetwork {
    constructor(settings?: { readonly iterations?: number; readonly log?: boolean });
    train(corpus: readonly { readonly input: Activation; readonly output: Activation }[]): void;
    run(input: Activation): Activation | undefined;
  }
}

declare module 'opencc-js/t2cn' {
  export function Converter(options: { readonly from: 't'; readonly to: 'cn' }): (text: string) => string;
}
