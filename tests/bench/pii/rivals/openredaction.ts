import { OpenRedaction } from "@openredaction/openredaction";
import type { Redact } from "../rival.ts";

const shield = new OpenRedaction();
export const redact: Redact = async (text) => (await shield.detect(text)).redacted;
