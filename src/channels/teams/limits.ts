/** What Teams takes, in one place. Where Microsoft names no figure, the comment says where it comes from. */
export const LIMITS = {
  /** JSON bytes of a card. Teams takes a message of about 100 KB; small cards arrive sooner and leave room. */
  cardBytes: 25 * 1024,
  /** JSON bytes of a message with all its attachments. */
  messageBytes: 80 * 1024,
  /** Of a picture in the card, as a data address; a larger one becomes a link. */
  pictureBytes: 16 * 1024,
  /** Buttons of one action set; Teams hides the seventh behind a menu. */
  actionsInSet: 6,
  /** Choices that are buttons; more become a list to pick from. */
  choiceButtons: 6,
  /** Characters of a button. */
  buttonTitle: 120,
  /** Characters that a button shows in a card of usual width; the rest would be cut without a sign. */
  wideTitle: 42,
  /** Buttons with titles this short stand side by side. */
  shortTitle: 18,
  /** Characters of the line shown in notifications and the list of chats. */
  summary: 280,
  /** Characters of what stands in the card for clients that show none. */
  fallbackText: 4_000,
  /** Characters of what a button carries back. */
  actionData: 4_000,
  /** Milliseconds until Bot Service gives up on a request is 10,000 to 15,000; it is answered well before. */
  answerWithin: 6_000,
  /** Milliseconds after which a person sees that something is being done. */
  typingAfter: 400,
  /** Milliseconds that a request to Teams may take; the SDK knows no limit. */
  request: 15_000,
  /** Milliseconds for which an answer waits until Teams tells who asks. */
  member: 1_500,
  /** Milliseconds between two messages to one conversation. */
  gap: 150,
  /** So many in so many milliseconds does Teams take in one conversation, a channel with all its threads being one. */
  sends: [
    { ms: 1_000, most: 7 },
    { ms: 2_000, most: 8 },
    { ms: 30_000, most: 60 },
    { ms: 3_600_000, most: 1_800 },
  ],
  /** Milliseconds that a message waits for its turn in our hands; for longer it goes back to the outbox. */
  turn: 2_000,
  /** The same where there is no outbox, and it would be lost. */
  turnWithoutOutbox: 30_000,
  /** Milliseconds for which a link to a file is good. */
  link: 30 * 60 * 1000,
  /** Bytes of an activity that comes in: Teams sends 100 KB at most. */
  incomingBytes: 256 * 1024,
} as const;
