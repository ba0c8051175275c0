import { NeuralNetwork } from '@nlpjs/neural';
import type { SocialAct } from './outcome.ts';
import { SOCIAL_EXAMPLES } from './social-examples.ts';
import { splitRuns } from './text/tokens.ts';
import { normalise } from './text/normalise.ts';

const SURE = 0.5;
const LONGEST = 40;
const ITERATIONS = 150;

/** Words and Han characters, as the network's inputs. Prefixed: a word may be `constructor`. */
const inputsOf = (text: string): string[] =>
  splitRuns(text).flatMap((run) =>
    run.kind === 'han' ? Array.from(run.text, (character) => `h${character}`) : [`w${run.text}`],
  );

const activation = (inputs: readonly string[]) => Object.fromEntries(inputs.map((input) => [input, 1]));

/** Tells greetings, thanks and the like from questions: nlp.js's small neural network over words and characters. */
class SocialClassifier {
  readonly #network = new NeuralNetwork({ iterations: ITERATIONS });
  readonly #acts = Object.keys(SOCIAL_EXAMPLES) as SocialAct[];
  readonly #known: ReadonlySet<string>;

  constructor() {
    const examples = this.#acts.flatMap((act) =>
      SOCIAL_EXAMPLES[act].map((text) => ({ act, inputs: inputsOf(normalise(text)) })),
    );
    this.#known = new Set(examples.flatMap(({ inputs }) => inputs));
    this.#network.train(
      examples.map(({ act, inputs }) => ({ input: activation(inputs), output: { [act]: 1 } })),
    );
  }

  /** Undefined for what is, or may be, a question: one unknown word is enough. @param text normalised */
  classify(text: string): SocialAct | undefined {
    if (text.length > LONGEST) return undefined;
    const inputs = inputsOf(text);
    if (inputs.length === 0 || !inputs.every((input) => this.#known.has(input))) return undefined;
    const scores = this.#network.run(activation(inputs)) ?? {};
    return this.#acts
      .filter((act) => (scores[act] ?? 0) >= SURE)
      .reduce<SocialAct | undefined>(
        (best, act) => (best && (scores[best] ?? 0) >= (scores[act] ?? 0) ? best : act),
        undefined,
      );
  }
}

let trained: SocialClassifier | undefined;

/** Trained at the first call: it is the same whatever the knowledge. */
export const socialClassifier = (): SocialClassifier => (trained ??= new SocialClassifier());
