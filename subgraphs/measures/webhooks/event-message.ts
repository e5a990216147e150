import type { FeedEvent } from '../desk/read-events.ts';
import { readableEvent } from '../resolvers/event.ts';
import { feedCursors } from '../resolvers/views.ts';
import type { Message } from './signed-post.ts';

/** An event as a department's program is told it: what `measureEvents` answers, with the cursor behind it. */
export function eventMessage(event: FeedEvent): Message {
  const cursor = feedCursors.write(event.position);
  return { id: cursor, body: JSON.stringify({ cursor, ...readableEvent(event) }) };
}
