/** A small topic file that holds to its schema, as an editor writes it. */
export const TOPIC_FILE = `topic:
  id: e-signature
  title: { zh: 电子签名, en: E-signature }
  description: { zh: 电子签名。, en: Electronic signatures. }
entries:
  - id: legal-effect
    jurisdictions: [CN]
    question:
      zh: 有效吗？
      en: Is it valid?
    phrasings: { zh: [有没有效], en: [is it good] }
    shortAnswer:
      zh: 有效。
      en: It is.
    answer:
      zh: |-
        第一段。

        第二段。
      en: |-
        One.

        Two.
    sources:
      - instrument: { zh: 电子签名法, en: ESL }
        title: ESL
        accessed: 2026-11-21
        confirmed: primary
    basis: [ES-001]
`;
