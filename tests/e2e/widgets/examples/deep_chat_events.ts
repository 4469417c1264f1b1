// deep-chat: the events of its element.
import "deep-chat";
import { followDeepChat } from "undertone";
import { tag } from "./tag.ts";

const chat = document.createElement("deep-chat");
Object.assign(chat, { connect: { url: "/chat", stream: true } });
followDeepChat(tag, chat);
document.body.append(chat);
