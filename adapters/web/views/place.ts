/** Where a reply is shown: in the conversation, under the question as it was put, or on an entry's own page. */
export type Place = { readonly kind: 'turn'; readonly heading: string } | { readonly kind: 'entry-page' };
