/** Discord's limits of what is sent, in UTF-16 units. https://discord.com/developers/docs/resources/message */
export const LIMITS = Object.freeze({
  content: 2_000,
  embedDescription: 4_096,
  embedFooter: 2_048,
  /** Title, description, fields and footers of all embeds of a message. */
  embeds: 6_000,
  rows: 5,
  buttonsInRow: 5,
  buttonLabel: 80,
  selectOptions: 25,
  optionLabel: 100,
  customId: 100,
  autocompleteChoices: 25,
  autocompleteName: 100,
  modalTitle: 45,
  modalInput: 4_000,
});
