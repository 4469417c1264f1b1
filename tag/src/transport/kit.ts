// What the parts of one delivery share.
import type { TagEvent } from "@undertone/wasm";
import type { Clock } from "../event/clock.ts";
import type { SealedEvent } from "../event/seal.ts";
import type { Body } from "../formats/format.ts";
import type { DeliveryOptions, SendRequest } from "../options.ts";
import type { Health } from "../queue/health.ts";
import type { Item, Queue } from "../queue/queue.ts";
import type { Breaker } from "./breaker.ts";
import type { Budget } from "./budget.ts";
import type { Collector } from "./collector.ts";

/** What a tag gives each of its deliveries. */
export interface DeliveryContext {
  options: Required<DeliveryOptions>;
  clock: Clock;
  budget: Budget;
  request: SendRequest;
  tabId: string;
  pageId: string;
  /** Leaves a body with the browser in case the page vanishes; returns what takes it back. */
  later: ((url: string, body: Required<Body>) => () => void) | undefined;
  /** Consent is there. */
  maySend(): boolean;
  /** The number of the next event of this session at this collector. */
  nextSequence(collectorKey: string): number;
  /** The envelope for an event of the tag itself. */
  seal(report: TagEvent): SealedEvent;
}

export interface Kit extends DeliveryContext {
  collector: Collector;
  /** names this delivery in storage and among tabs */
  lockName: string;
  health: Health;
  queue: Queue;
  breaker: Breaker;
  /** Items whose fate is not known: a request has them, or a store on its way. */
  underWay: Set<readonly Item[]>;
  /** Batches whose body is being compressed: no request of theirs has begun. */
  compressing: Set<readonly Item[]>;
  /** Batches whose request would end with the page. */
  fragile: Set<readonly Item[]>;
  /** Items that are void: they left with the page as copies, or another page took them over. */
  moved: WeakSet<Item>;
  /** So many of the queue's first items lie with the browser, too, in case the page vanishes. */
  armed: number;
  /** The page is hidden: nothing may come after this. */
  isAway: boolean;
  isClosing: boolean;
}
