import type { KnowledgeDocuments } from './snapshot.ts';

/**
 * Gives documents that say the same as some of the last ones as the same objects: what a worker gets is always a copy,
 * and the engine and the checks remember what they read by the object.
 */
export class Interned {
  #last: ReadonlyMap<string, object> = new Map();

  take(documents: KnowledgeDocuments): KnowledgeDocuments {
    const taken = new Map<string, object>();
    const intern = <T extends object>(document: T): T => {
      const text = JSON.stringify(document);
      const known = (this.#last.get(text) ?? document) as T;
      taken.set(text, known);
      return known;
    };
    const interned = {
      ...documents,
      entries: documents.entries.map(intern),
      guides: documents.guides.map(intern),
      terms: intern(documents.terms),
      golden: documents.golden.map(intern),
      probes: documents.probes.map(intern),
    };
    this.#last = taken;
    return interned;
  }
}
