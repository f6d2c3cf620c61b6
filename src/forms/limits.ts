/** Block Kit's limits, in UTF-16 units where Slack says characters (docs.slack.dev/reference/block-kit). */
export const LIMITS = {
  modalTitle: 24,
  buttonText: 75,
  optionText: 75,
  optionDescription: 75,
  options: 100,
  sectionText: 3000,
  headerText: 150,
  blockId: 255,
  label: 2000,
  hint: 2000,
  placeholder: 150,
  /** Of a message's top-level `text`, as chat.update takes no more (docs.slack.dev/reference/methods/chat.update). */
  messageText: 4000,
} as const;
