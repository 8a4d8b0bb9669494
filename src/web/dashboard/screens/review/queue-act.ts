/** What a dialog of the queue is opened for. */
export type ReviewAct = 'approve' | 'reject' | 'ask-again' | 'help';
/** What a button or a key of the queue does. */
export type QueueAct = ReviewAct | 'next' | 'previous' | 'queue' | 'pictures';
