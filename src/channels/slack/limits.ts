/**
 * Slack's limits, all in one place; lengths in characters (UTF-16 units, as Slack's own clients count).
 * What Slack does not document is marked: it was found by trying.
 */
export const LIMITS = {
  blocksPerMessage: 50,
  blocksPerView: 100,
  /** Not documented: above about 13,200 characters of blocks Slack answers `msg_blocks_too_long`. */
  messageBlocks: 12_000,
  /** Ours, so that a message always holds a block and what belongs to it. */
  blockSize: 6_000,
  /** Recommended; 40,000 is the hard end. */
  fallbackText: 4_000,

  sectionText: 3_000,
  fieldsPerSection: 10,
  fieldText: 2_000,
  headerText: 150,
  contextElements: 10,
  /** Not documented: that of any text object. */
  contextText: 3_000,
  actionsElements: 25,

  buttonText: 75,
  buttonValue: 2_000,
  actionId: 255,
  blockId: 255,
  selectOptions: 100,
  optionText: 75,
  optionValue: 150,
  placeholder: 150,
  overflowOptions: 5,
  radioOptions: 10,
  checkboxes: 10,
  inputLabel: 2_000,
  inputHint: 2_000,
  inputValue: 3_000,

  viewTitle: 24,
  viewButton: 24,
  privateMetadata: 3_000,
  callbackId: 255,
  /** JSON of a whole view; not documented: above 250 kB Slack answers `view_too_large`. */
  viewSize: 250_000,

  suggestedPrompts: 4,
  /** Not documented: longer titles are cut by the client. */
  threadTitle: 100,
} as const;
